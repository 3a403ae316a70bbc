package io.pressroom.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.follow.Hints;
import io.pressroom.server.live.Live;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.Loader;
import io.pressroom.server.load.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseLoopTest {
  @TempDir Path folder;

  /** The first look at the time, which a look at the store begins with, ends as memory does. */
  private static final class FailingOnce extends Clock {
    private final AtomicBoolean failed = new AtomicBoolean();
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public Instant instant() {
      asked.countDown();
      if (failed.compareAndSet(false, true)) {
        throw new OutOfMemoryError("of a test");
      }
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aLookThatFailsForWantOfMemoryIsNotTheLast() throws Exception {
    Store store = new Store(folder);
    store.publish(Map.of("index.html", "home"));
    Hints hints = new Hints();
    Current current = new Current();
    FailingOnce clock = new FailingOnce();
    Bodies bodies = new Bodies(store.reader(), 1 << 20, false);
    Loader loader = new Loader(store.reader(), bodies, Optional.empty(), clock);
    new ReleaseLoop(hints, loader, current, new Live(current)).start();
    assertTrue(clock.asked.await(60, TimeUnit.SECONDS));
    hints.look("there is another reason to");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> current.release().isPresent());
  }
}
