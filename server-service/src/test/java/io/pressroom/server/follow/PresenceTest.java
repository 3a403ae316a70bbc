package io.pressroom.server.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.follow.Broker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresenceTest {

  private final Hints hints = new Hints();
  private final AtomicInteger gone = new AtomicInteger();
  private final Presence presence = new Presence(hints, gone::incrementAndGet);

  static IntStream glancesBefore() {
    return IntStream.rangeClosed(0, 2 * Presence.FIRST_GLANCES);
  }

  /** A release that went live just before would else be served at the next look of the clock. */
  @ParameterizedTest
  @MethodSource("glancesBefore")
  void theStoreIsLookedAtWheneverTheBrokerComes(int glances) throws InterruptedException {
    for (int i = 1; i <= glances; i++) {
      presence.seen(false);
      if (i < Presence.FIRST_GLANCES) {
        looksBecause("the broker is not there yet");
      }
      assertTrue(hints.isEmpty());
    }
    assertEquals(glances < Presence.FIRST_GLANCES ? State.UNKNOWN : State.AWAY, presence.state());
    assertEquals(glances < Presence.FIRST_GLANCES ? 0 : 1, gone.get());
    comesAndIsLookedFor();
    presence.seen(false);
    assertEquals(State.AWAY, presence.state());
    assertTrue(hints.isEmpty());
    comesAndIsLookedFor();
  }

  @Test
  void oneThatStaysIsNoReasonToLook() throws InterruptedException {
    comesAndIsLookedFor();
    presence.seen(true);
    assertTrue(hints.isEmpty());
  }

  private void comesAndIsLookedFor() throws InterruptedException {
    presence.seen(true);
    assertEquals(State.THERE, presence.state());
    looksBecause("the broker is there");
    assertTrue(hints.isEmpty());
  }

  private void looksBecause(String reason) throws InterruptedException {
    assertEquals(Optional.of(new Hint.Look(reason)), hints.poll(Duration.ofSeconds(30)));
  }
}
