package io.pressroom.builder.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeQueueTest {
  private static final Path A = Path.of("/site/a.md");
  private static final Path B = Path.of("/site/b.md");
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void theFirstChangeIsHandedOutAtOnce() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(NEVER, NEVER);
    queue.offer(Change.of(A));
    assertEquals(Optional.of(Change.of(A)), queue.poll(Duration.ZERO));
    assertEquals(Optional.empty(), queue.poll(Duration.ZERO));
  }

  @Test
  void whatComesBeforeItIsQuietIsTheRest() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(1), NEVER);
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), next(queue));
    queue.offer(Change.of(B));
    assertEquals(Change.of(B), queue.rest());
    assertEquals(Change.nothing(), queue.rest());
    assertEquals(Optional.empty(), queue.poll(Duration.ZERO));
  }

  @Test
  void theRestIsWaitedForUntilItIsQuiet() throws InterruptedException {
    Duration quiet = Duration.ofMillis(100);
    ChangeQueue queue = new ChangeQueue(quiet, NEVER);
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), next(queue));
    long last = System.nanoTime();
    queue.offer(Change.of(B));
    assertEquals(Change.of(B), queue.rest());
    long waited = System.nanoTime() - last;
    assertTrue(waited >= quiet.toNanos(), () -> "after " + waited + " ns");
  }

  @Test
  void aStreamThatNeverRestsIsNotWaitedForBeyondTheBound() throws InterruptedException {
    // Nothing but the bound can end the wait.
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(50), Duration.ofMillis(50));
    AtomicBoolean enough = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!enough.get()) {
                    queue.offer(Change.of(A));
                    Thread.onSpinWait();
                  }
                });
    assertEquals(Change.of(A), next(queue));
    assertEquals(Change.of(A), queue.rest(), "what came before the bound");
    assertEquals(Change.nothing(), queue.rest());
    assertEquals(Change.of(A), next(queue), "what came meanwhile is another burst");
    enough.set(true);
    writer.join();
  }

  @Test
  void whatCameWithinTheBoundIsTheRestHoweverLateSomebodyAsks() throws InterruptedException {
    Duration bound = Duration.ofMillis(200);
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, bound);
    long begun = System.nanoTime();
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), next(queue));
    queue.offer(Change.of(B));
    boolean within = System.nanoTime() - begun < bound.toNanos();
    do { // the work that takes longer than the bound
      Thread.onSpinWait();
    } while (System.nanoTime() - begun <= 2 * bound.toNanos());
    assumeTrue(within, "a machine that is this slow cannot tell");
    assertEquals(Change.of(B), queue.rest());
    queue.offer(Change.nothing());
    queue.offer(Change.of(A));
    assertEquals(Change.nothing(), queue.rest(), "what began after the bound");
    assertEquals(Change.of(A), next(queue));
  }

  @Test
  void whereNothingWasTakenThereIsNoRest() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, Duration.ZERO);
    queue.offer(Change.of(A));
    assertEquals(Change.nothing(), queue.rest());
    assertEquals(Change.of(A), next(queue));
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
    assertEquals(Change.of(paths), next(queue));
    paths.forEach(path -> queue.offer(Change.of(path)));
    queue.offer(Change.of(A));
    assertEquals(Change.all(), next(queue));
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), next(queue));
  }

  @Test
  void givesUpWhenNothingComes() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, NEVER);
    assertEquals(Optional.empty(), queue.poll(Duration.ofMillis(1)));
  }

  @Test
  void nothingWakesTheTaker() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ZERO, Duration.ZERO);
    Thread waker = Thread.ofPlatform().start(() -> queue.offer(Change.nothing()));
    assertEquals(Change.nothing(), next(queue));
    waker.join();
  }

  @Test
  void whatWakesTheTakerIsNoPartOfABurst() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(1), NEVER);
    queue.offer(Change.of(A));
    assertEquals(Change.of(A), next(queue));
    queue.offer(Change.nothing());
    assertEquals(Change.nothing(), queue.rest());
    assertEquals(Optional.of(Change.nothing()), queue.poll(Duration.ZERO));
  }

  @Test
  void refusesABoundBelowTheQuietPeriod() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ChangeQueue(Duration.ofMillis(20), Duration.ofMillis(10)));
    assertThrows(
        IllegalArgumentException.class, () -> new ChangeQueue(Duration.ofMillis(-1), NEVER));
  }

  private static Change next(ChangeQueue queue) throws InterruptedException {
    return queue.poll(NEVER).orElseThrow();
  }
}
