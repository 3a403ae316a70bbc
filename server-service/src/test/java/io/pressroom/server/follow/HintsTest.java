package io.pressroom.server.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pressroom.message.Message.BuildProgressed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HintsTest {

  private final Hints hints = new Hints();

  @Test
  void looksThatWaitAreOne() throws InterruptedException {
    hints.look("first");
    hints.look("second");
    hints.said(new BuildProgressed("b", 1, 2));
    assertEquals(new Hint.Look("first"), hints.take());
    assertEquals(new Hint.Said(new BuildProgressed("b", 1, 2)), hints.take());
    hints.look("third");
    assertEquals(new Hint.Look("third"), hints.take());
  }

  @Test
  void forgetsTheOldestOfTooMany() throws InterruptedException {
    for (int i = 1; i <= 1000; i++) {
      hints.said(new BuildProgressed("b", i, 1000));
    }
    assertEquals(new Hint.Said(new BuildProgressed("b", 745, 1000)), hints.take());
  }

  @Test
  void waitsForTheNext() {
    Thread.ofVirtual().start(() -> hints.look("at last"));
    assertEquals(
        new Hint.Look("at last"), assertTimeoutPreemptively(Duration.ofSeconds(30), hints::take));
  }
}
