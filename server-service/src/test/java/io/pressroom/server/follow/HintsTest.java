package io.pressroom.server.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildProgressed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HintsTest {

  private final Hints hints = new Hints();

  @Test
  void looksThatWaitAreOne() throws InterruptedException {
    hints.look("first");
    hints.look("second");
    hints.said(new BuildProgressed("b", 1, 2));
    assertEquals(new Hint.Look("first"), next());
    assertEquals(new Hint.Said(new BuildProgressed("b", 1, 2)), next());
    hints.look("third");
    assertEquals(new Hint.Look("third"), next());
  }

  @Test
  void forgetsTheOldestOfTooMany() throws InterruptedException {
    for (int i = 1; i <= 1000; i++) {
      hints.said(new BuildProgressed("b", i, 1000));
    }
    assertEquals(new Hint.Said(new BuildProgressed("b", 745, 1000)), next());
  }

  @Test
  void waitsForTheNext() throws InterruptedException {
    Thread.ofVirtual().start(() -> hints.look("at last"));
    assertEquals(new Hint.Look("at last"), next());
  }

  @Test
  void givesUpWhereNoneComes() throws InterruptedException {
    assertTrue(hints.isEmpty());
    assertEquals(Optional.empty(), hints.poll(Duration.ofMillis(1)));
    hints.look("at last");
    assertFalse(hints.isEmpty());
  }

  private Hint next() throws InterruptedException {
    return hints.poll(Duration.ofSeconds(30)).orElseThrow();
  }
}
