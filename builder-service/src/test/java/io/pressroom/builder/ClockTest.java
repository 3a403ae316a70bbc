package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.watch.ChangeQueue;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running builder publishes and withdraws by its clock, however that moves. */
@Timeout(120)
class ClockTest {

  private static final OutputPath SOON = OutputPath.of("soon/index.html");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Path folder;
  private RealPress press;
  private BuildLoop loop;

  @BeforeEach
  void start() throws IOException {
    folder = Folders.temporary();
    Path page = folder.resolve("site/content/soon.md");
    Files.createDirectories(page.getParent());
    Files.writeString(
        page, "---\ndate: 2026-06-01T13:00:00Z\nexpiry: 2026-06-01T14:00:00Z\n---\nText\n");
    press =
        new RealPress(
            folder.resolve("site").toRealPath(),
            folder.resolve("state"),
            new MovingClock(NOON),
            false);
    loop =
        new BuildLoop(
            press.builds(),
            new ChangeQueue(Duration.ZERO, Duration.ZERO),
            Console.silent(),
            press.clock);
    loop.start();
    await(loop::hasBuilt);
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    loop.stop();
    assertTrue(loop.awaitEnd(Duration.ofSeconds(60)));
    press.close();
    Folders.delete(folder);
  }

  private static void await(BooleanSupplier state) {
    while (!state.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private boolean isLive() {
    try {
      return press.live().entry(SOON).isPresent();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aJumpIsCaughtUpWithThoughNobodySaysSo() {
    assertTrue(!isLive());
    press.clock.set(NOON.plus(Duration.ofMinutes(90)));
    await(this::isLive);
    press.clock.set(NOON.plus(Duration.ofDays(90)));
    await(() -> !isLive());
  }
}
