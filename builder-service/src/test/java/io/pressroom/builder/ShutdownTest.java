package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.command.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final List<String> happened = new ArrayList<>();
  private long now;
  private String unfinished = "";

  private final Shutdown shutdown =
      new Shutdown(
          Console.silent(),
          code -> happened.add("exit " + code),
          code -> happened.add("halt " + code),
          () -> now);

  private final Shutdown.Work work =
      new Shutdown.Work() {
        @Override
        public void stop() {
          happened.add("stop");
        }

        @Override
        public String unfinished() {
          return unfinished;
        }
      };

  @Test
  void theFirstSignalDrainsAndTheSecondDrops() {
    shutdown.covers(work);
    unfinished = "finishing the build that runs";
    shutdown.signal("SIGINT");
    assertEquals(List.of("stop", "exit 0"), happened);
    later(Duration.ofSeconds(1));
    shutdown.signal("SIGINT");
    assertEquals(List.of("stop", "exit 0", "halt 130"), happened);
  }

  @Test
  void anEchoOfTheFirstSignalIsNoSecond() {
    shutdown.covers(work);
    shutdown.signal("SIGTERM");
    later(Shutdown.ECHO);
    shutdown.signal("SIGTERM");
    assertEquals(List.of("stop", "exit 0"), happened);
  }

  @Test
  void aSignalBeforeThereIsAnythingToFinishEndsTheProcessAtOnce() {
    shutdown.signal("SIGTERM");
    assertEquals(List.of("halt 0"), happened);
    assertTrue(shutdown.isRequested());
  }

  @Test
  void aRequestThatComesTwiceIsOne() {
    shutdown.covers(work);
    shutdown.request("asked to");
    later(Duration.ofMinutes(1));
    shutdown.request("asked to");
    assertEquals(List.of("stop", "exit 0"), happened);
  }

  @Test
  void aSignalAfterARequestIsTheFirstSignal() {
    shutdown.covers(work);
    shutdown.request("asked to");
    later(Duration.ofMinutes(1));
    shutdown.signal("SIGINT");
    assertEquals(List.of("stop", "exit 0"), happened);
    later(Duration.ofMinutes(1));
    shutdown.signal("SIGINT");
    assertEquals(List.of("stop", "exit 0", "halt 130"), happened);
  }

  private void later(Duration time) {
    now += time.toNanos();
  }
}
