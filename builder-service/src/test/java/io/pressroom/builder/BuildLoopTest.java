package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.ChangeQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BuildLoopTest {
  private static final int REHEARSALS = 5;

  private record Build(Change change, Optional<String> cause) {}

  /** Builds that the test lets end one by one, each with a result of its choice. */
  private static final class FakeBuilds implements BuildLoop.Builds {
    final BlockingQueue<Build> begun = new LinkedBlockingQueue<>();
    final BlockingQueue<Optional<Exception>> results = new LinkedBlockingQueue<>();
    final Semaphore settled = new Semaphore(0);
    final Semaphore rehearsed = new Semaphore(0);
    volatile IntConsumer rehearsal = number -> {};
    volatile Runnable tidying = () -> {};
    volatile Optional<Instant> nextChange = Optional.empty();
    volatile boolean current;

    @Override
    public boolean isCurrent() {
      return current;
    }

    @Override
    public void build(Change change, Optional<String> cause)
        throws IOException, InterruptedException {
      begun.add(new Build(change, cause));
      switch (results.take().orElse(null)) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Exception e -> throw new IllegalArgumentException(e);
      }
    }

    void succeed() {
      results.add(Optional.empty());
    }

    void fail(Exception e) {
      results.add(Optional.of(e));
    }

    @Override
    public Optional<Instant> nextChange() {
      return nextChange;
    }

    @Override
    public void settle() {
      settled.release();
      tidying.run();
    }

    @Override
    public boolean rehearse(int number) {
      rehearsal.accept(number);
      rehearsed.release();
      return number < REHEARSALS - 1;
    }
  }

  private static final Path FILE = Path.of("/site/content/a.md");

  private final FakeBuilds builds = new FakeBuilds();
  private final ChangeQueue changes = new ChangeQueue(Duration.ZERO, Duration.ZERO);
  private final BuildLoop loop =
      new BuildLoop(builds, changes, Console.silent(), Clock.systemUTC());

  @AfterEach
  void end() throws InterruptedException {
    loop.stop();
    builds.succeed();
    assertTrue(loop.awaitEnd(Duration.ofSeconds(30)), "the loop ends");
  }

  @Test
  void beginsWithEverythingAndThenBuildsWhatChanges() throws Exception {
    loop.start();
    assertEquals(new Build(Change.all(), Optional.of("start")), builds.begun.take());
    assertTrue(loop.isBuilding());
    assertFalse(loop.hasBuilt());
    builds.succeed();
    changes.offer(Change.of(FILE));
    assertEquals(new Build(Change.of(FILE), Optional.empty()), builds.begun.take());
    assertTrue(loop.hasBuilt());
    builds.succeed();
  }

  @Test
  void whatIsCurrentIsReadyBeforeABuild() throws Exception {
    builds.current = true;
    loop.start();
    loop.started();
    assertEquals(new Build(Change.all(), Optional.of("start")), builds.begun.take());
    assertTrue(loop.hasBuilt());
    builds.succeed();
  }

  @Test
  void aChangeDoesNotWaitForTheStart() throws Exception {
    builds.current = true;
    loop.start();
    changes.offer(Change.of(FILE));
    assertEquals(Change.all(), builds.begun.take().change());
    builds.succeed();
  }

  @Test
  void aChangeEndsARehearsal() throws Exception {
    builds.rehearsal =
        number -> {
          if (number == 2) {
            changes.offer(Change.of(FILE));
          }
        };
    loop.start();
    builds.begun.take();
    builds.succeed();
    assertEquals(new Build(Change.of(FILE), Optional.empty()), builds.begun.take());
    assertEquals(3, builds.rehearsed.availablePermits());
    builds.succeed();
  }

  @Test
  void rehearsalsEndOnce() throws Exception {
    loop.start();
    builds.begun.take();
    builds.succeed();
    builds.rehearsed.acquire(REHEARSALS);
    changes.offer(Change.of(FILE));
    builds.begun.take();
    builds.succeed();
    builds.settled.acquire(2);
    changes.offer(Change.of(FILE));
    builds.begun.take();
    builds.succeed();
    builds.settled.acquire();
    assertEquals(0, builds.rehearsed.availablePermits());
  }

  @Test
  void aRehearsalThatFailsIsTheLast() throws Exception {
    builds.rehearsal =
        number -> {
          builds.rehearsed.release();
          throw new StackOverflowError();
        };
    loop.start();
    builds.begun.take();
    builds.succeed();
    builds.rehearsed.acquire();
    changes.offer(Change.of(FILE));
    builds.begun.take();
    builds.succeed();
    builds.settled.acquire();
    assertEquals(0, builds.rehearsed.availablePermits());
  }

  @Test
  void requestsThatWaitGetOneBuildAndAreSettledAfterIt() throws Exception {
    loop.start();
    builds.begun.take();
    var settled = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      loop.request("asked for by " + "a test", Change.all(), settled::countDown);
    }
    builds.succeed();
    assertEquals(
        new Build(Change.all(), Optional.of("asked for by a test and 9 more")),
        builds.begun.take());
    assertEquals(10, settled.getCount(), "settled before the build was published");
    builds.succeed();
    assertTrue(settled.await(30, TimeUnit.SECONDS));
    builds.settled.acquire();
    assertTrue(builds.begun.isEmpty(), "one build for all");
  }

  @Test
  void aRequestIsNotSettledByABuildThatFailed() throws Exception {
    loop.start();
    builds.begun.take();
    builds.succeed();
    var settled = new CountDownLatch(1);
    loop.request("asked for by " + "a test", Change.all(), settled::countDown);
    builds.begun.take();
    builds.fail(new IOException("no space left"));
    assertEquals(Optional.of("asked for by a test"), builds.begun.take().cause());
    assertEquals(1, settled.getCount());
    builds.succeed();
    assertTrue(settled.await(30, TimeUnit.SECONDS));
  }

  @Test
  void whatAFailedBuildSawIsSeenByTheNextAttempt() throws Exception {
    loop.start();
    builds.begun.take();
    builds.succeed();
    changes.offer(Change.of(FILE));
    builds.begun.take();
    Path other = FILE.resolveSibling("b.md");
    changes.offer(Change.of(other));
    builds.fail(new IllegalStateException("a fault"));
    assertEquals(Change.of(FILE, other), builds.begun.take().change());
    builds.succeed();
  }

  @Test
  void aStopLetsTheBuildThatRunsEndAndTakesNothingNew() throws Exception {
    loop.start();
    builds.begun.take();
    changes.offer(Change.of(FILE));
    loop.request("asked for by " + "a test", Change.all(), () -> {});
    loop.stop();
    assertFalse(loop.awaitEnd(Duration.ofMillis(1)));
    builds.succeed();
    assertTrue(loop.awaitEnd(Duration.ofSeconds(30)));
    assertTrue(builds.begun.isEmpty());
    assertTrue(loop.hasBuilt());
  }

  @Test
  void buildsWhenTheTimeOfAPageHasCome() throws Exception {
    builds.nextChange = Optional.of(Instant.now().plusMillis(50));
    loop.start();
    builds.begun.take();
    builds.succeed();
    Build build = builds.begun.take();
    assertEquals(new Build(Change.nothing(), Optional.of("the date of a page")), build);
    builds.nextChange = Optional.empty();
    builds.succeed();
  }

  @Test
  void aStopDoesNotWaitForTidyingUp() throws Exception {
    loop.start();
    builds.begun.take();
    loop.stop();
    builds.succeed();
    assertTrue(loop.awaitEnd(Duration.ofSeconds(30)));
    assertEquals(0, builds.settled.availablePermits());
  }

  @Test
  void tidiesUpWhenItIsQuiet() throws Exception {
    loop.start();
    builds.begun.take();
    builds.succeed();
    builds.settled.acquire();
  }

  @Test
  void tidiesUpNowAndThenWhereItIsNeverQuiet() throws Exception {
    loop.start();
    for (int i = 0; i < BuildLoop.MOST_UNSETTLED; i++) {
      builds.begun.take();
      changes.offer(Change.all());
      builds.succeed();
    }
    builds.begun.take();
    assertEquals(1, builds.settled.availablePermits());
  }

  @Test
  void buildsAfterAFaultBetweenTwoBuilds() throws Exception {
    builds.tidying =
        () -> {
          throw new StackOverflowError();
        };
    loop.start();
    builds.begun.take();
    builds.succeed();
    builds.settled.acquire();
    loop.between(
        () -> {
          throw new StackOverflowError();
        });
    changes.offer(Change.of(FILE));
    assertEquals(Change.of(FILE), builds.begun.take().change());
    builds.succeed();
  }
}
