package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StampTest {
  private static final long SECOND = 1_000_000_000L;

  private static boolean settled(long changed, long readAt) {
    return new Stamp(1, changed, changed, 1).settledAt(readAt);
  }

  @Test
  void aFileThatWasChangedInTheSameTickIsNotGoneBy() {
    long changed = 100 * SECOND + 123_456_789;
    assertFalse(settled(changed, changed));
    assertFalse(settled(changed, changed + 10_000_000));
    assertTrue(settled(changed, changed + SECOND));
  }

  @Test
  void wholeSecondsMeanACoarseClock() {
    assertFalse(settled(100 * SECOND, 101 * SECOND));
    assertFalse(settled(100 * SECOND, 102 * SECOND));
    assertTrue(settled(100 * SECOND, 103 * SECOND));
  }

  @Test
  void aTimeToComeIsNeverGoneBy() {
    assertFalse(settled(200 * SECOND, 100 * SECOND));
  }

  @Test
  void aTimeThatTheAuthorSetDoesNotMatterOnceTheFileLies() {
    // touch -d 2999: the time of the bytes is to come, that of the change is not
    assertTrue(new Stamp(1, 9000 * SECOND, 100 * SECOND + 1, 1).settledAt(101 * SECOND + 2));
  }
}
