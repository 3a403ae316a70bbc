package io.pressroom.builder.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeQueueTest {
  private static final Path A = Path.of("/site/a.md");
  private static final Path B = Path.of("/site/b.md");
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void joinsABurst() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(1), Duration.ofMillis(1));
    queue.offer(Change.of(A));
    queue.offer(Change.of(B));
    assertEquals(Change.of(A, B), queue.take());
    assertEquals(Optional.empty(), queue.poll(Duration.ZERO));
  }

  @Test
  void handsOutAtOnceWithoutAQuietPeriod() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, Duration.ZERO);
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), queue.take());
  }

  @Test
  void aStreamThatNeverRestsIsHandedOutAtTheBound() throws InterruptedException {
    // Nothing but the bound can end the wait: the quiet period is as long.
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(50), Duration.ofMillis(50));
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch streaming = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!enough.get()) {
                    queue.offer(Change.of(A));
                    streaming.countDown();
                    Thread.onSpinWait();
                  }
                });
    streaming.await();
    assertEquals(Change.of(A), queue.take());
    enough.set(true);
    writer.join();
  }

  @Test
  void thousandsOfSavesAreOneChange() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, NEVER);
    Set<Path> paths = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Path path = A.resolveSibling(i + ".md");
      paths.add(path);
      queue.offer(Change.of(path));
    }
    assertEquals(Change.of(paths), queue.take());
    paths.forEach(path -> queue.offer(Change.of(path)));
    queue.offer(Change.of(A));
    assertEquals(Change.all(), queue.take());
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), queue.take());
  }

  @Test
  void givesUpWhenNothingComes() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, NEVER);
    assertEquals(Optional.empty(), queue.poll(Duration.ofMillis(1)));
  }

  @Test
  void aBurstThatHasBegunIsWaitedForBeyondTheTimeout() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(20), Duration.ofMillis(500));
    queue.offer(Change.of(A));
    assertEquals(Optional.of(Change.of(A)), queue.poll(Duration.ZERO));
  }

  @Test
  void nothingWakesTheTaker() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, Duration.ZERO);
    Thread waker = Thread.ofPlatform().start(() -> queue.offer(Change.nothing()));
    assertEquals(Change.nothing(), queue.take());
    waker.join();
  }

  @Test
  void refusesABoundBelowTheQuietPeriod() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChangeQueue(Duration.ofMillis(20), Duration.ofMillis(10)));
    assertThrows(
        IllegalArgumentException.class, () -> new ChangeQueue(Duration.ofMillis(-1), NEVER));
  }
}
