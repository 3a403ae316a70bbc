package io.pressroom.builder.fetch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a follower makes of looks, requests and a repository that is away; all of it for real. */
@Timeout(60)
class FollowerTest {

  /** What a follower tells, in its order. */
  private sealed interface Told {
    record Looked(boolean answered) implements Told {}

    record Fetched(String commit) implements Told {}

    record Failed(Duration retry) implements Told {}

    record Recovered() implements Told {}

    record Answered(String request, String commit) implements Told {}

    record Refused(String request) implements Told {}
  }

  @TempDir Path folder;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private TestRepository author;
  private RevCommit first;
  private Checkout checkout;
  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
  private Follower follower;

  @BeforeEach
  void begin() throws Exception {
    author = new TestRepository(folder.resolve("author"));
    first = author.commit("a.md", "A");
    Origin origin =
        new Origin(
            Origin.uri(author.folder().toString()),
            Optional.empty(),
            "",
            Duration.ofSeconds(20),
            "git",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    checkout = Checkout.open(origin, folder.resolve("checkout"), warning -> {});
    follower = new Follower(origin, checkout, new Listening(), thread);
  }

  @AfterEach
  void end() {
    follower.close();
    checkout.close();
    author.close();
  }

  private final class Listening implements Follower.Listener {
    @Override
    public void looked(boolean answered) {
      told.add(new Told.Looked(answered));
    }

    @Override
    public void fetched(Commit commit) {
      told.add(new Told.Fetched(commit.id().name()));
    }

    @Override
    public void failed(Problem problem, Duration retry) {
      told.add(new Told.Failed(retry));
    }

    @Override
    public void recovered() {
      told.add(new Told.Recovered());
    }
  }

  private void request(String name, Optional<String> ref) {
    request(name, ref, () -> {});
  }

  private void request(String name, Optional<String> ref, Runnable meanwhile) {
    follower.request(
        ref,
        new Follower.Answer() {
          @Override
          public void fetched(Commit commit) {
            meanwhile.run();
            told.add(new Told.Answered(name, commit.id().name()));
          }

          @Override
          public void refused(Problem problem) {
            told.add(new Told.Refused(name));
          }
        });
  }

  private void assertTold(Told... expected) throws InterruptedException {
    List<Told> heard = new ArrayList<>();
    for (int i = 0; i < expected.length; i++) {
      heard.add(told.poll(30, SECONDS));
    }
    assertEquals(List.of(expected), heard);
  }

  private void lookAndFetchTheFirst() throws InterruptedException {
    follower.look();
    assertTold(new Told.Fetched(first.name()), new Told.Looked(true));
  }

  @Test
  void aLookTellsOfACommitOnce() throws Exception {
    lookAndFetchTheFirst();
    follower.look();
    assertTold(new Told.Looked(true));
    RevCommit second = author.commit("a.md", "B");
    follower.look();
    assertTold(new Told.Fetched(second.name()), new Told.Looked(true));
    assertEquals(Optional.of(second.getId()), follower.status().commit().map(Commit::id));
  }

  @Test
  void requestsThatWaitGetOneLook() throws Exception {
    lookAndFetchTheFirst();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(1);
    request(
        "first",
        Optional.empty(),
        () -> {
          held.countDown();
          await(all);
        });
    await(held);
    for (int i = 0; i < 10; i++) {
      request("request " + i, Optional.empty());
    }
    all.countDown();
    assertTold(new Told.Answered("first", first.name()), new Told.Looked(true));
    for (int i = 0; i < 10; i++) {
      assertTold(new Told.Answered("request " + i, first.name()));
    }
    assertTold(new Told.Looked(true));
  }

  /** A push that comes after a look, and asks before that look is over. */
  @Test
  void aRequestIsAnsweredWithWhatWasThereWhenItWasMade() throws Exception {
    lookAndFetchTheFirst();
    BlockingQueue<String> pushed = new LinkedBlockingQueue<>();
    request(
        "first",
        Optional.empty(),
        () -> {
          pushed.add(push());
          request("second", Optional.empty());
        });
    assertTold(new Told.Answered("first", first.name()), new Told.Looked(true));
    String second = pushed.take();
    assertTold(
        new Told.Fetched(second), new Told.Answered("second", second), new Told.Looked(true));
  }

  private String push() {
    try {
      return author.commit("a.md", "B").name();
    } catch (IOException | GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRefThatIsNotThereIsRefusedAndNothingElse() throws Exception {
    lookAndFetchTheFirst();
    request("a wrong one", Optional.of("nowhere"));
    assertTold(new Told.Refused("a wrong one"));
    assertTold(new Told.Looked(true));
    assertEquals(Optional.empty(), follower.status().problem());
    assertEquals(Optional.empty(), follower.status().ref());
    RevCommit second = author.commit("a.md", "B");
    author.git().branchCreate().setName("draft").setStartPoint(first).call();
    request("a branch", Optional.of("draft"));
    assertTold(new Told.Answered("a branch", first.name()), new Told.Looked(true));
    assertEquals(Optional.of("draft"), follower.status().ref());
    request("back", Optional.of("main"));
    assertTold(
        new Told.Fetched(second.name()),
        new Told.Answered("back", second.name()),
        new Told.Looked(true));
  }

  /** Told once, tried again ever less often; what was asked for meanwhile waits for it. */
  @Test
  void aRepositoryThatIsAwayIsTriedAgainAndRequestsWait() throws Exception {
    lookAndFetchTheFirst();
    Path away = folder.resolve("away");
    Files.move(author.folder(), away);
    follower.look();
    assertTold(new Told.Looked(false), new Told.Failed(Duration.ofSeconds(1)));
    request("while it is away", Optional.empty());
    assertTold(new Told.Looked(false));
    assertTrue(follower.status().problem().isPresent());
    assertEquals(Optional.of(first.getId()), follower.status().commit().map(Commit::id));
    Files.move(away, author.folder());
    Told next = told.poll(30, SECONDS);
    while (next.equals(new Told.Looked(false))) {
      next = told.poll(30, SECONDS);
    }
    assertEquals(new Told.Answered("while it is away", first.name()), next);
    assertTold(new Told.Looked(true), new Told.Recovered());
    assertEquals(Optional.empty(), follower.status().problem());
  }

  @Test
  void howeverManyRequestsFailOneAttemptFollows() throws Exception {
    lookAndFetchTheFirst();
    Files.move(author.folder(), folder.resolve("away"));
    follower.look();
    assertTold(new Told.Looked(false), new Told.Failed(Duration.ofSeconds(1)));
    for (int i = 0; i < 5; i++) {
      request("number " + i, Optional.empty());
      assertTold(new Told.Looked(false));
    }
    CountDownLatch seen = new CountDownLatch(1);
    AtomicInteger waiting = new AtomicInteger();
    thread.execute(
        () -> {
          waiting.set(thread.getQueue().size());
          seen.countDown();
        });
    await(seen);
    assertTrue(waiting.get() <= 1, () -> waiting + " attempts wait");
    Files.move(folder.resolve("away"), author.folder());
  }

  @Test
  void nothingIsToldAfterItsEnd() throws Exception {
    lookAndFetchTheFirst();
    CountDownLatch held = new CountDownLatch(1);
    request("the last", Optional.empty(), held::countDown);
    await(held);
    follower.close();
    request("too late", Optional.empty());
    follower.look();
    assertInstanceOf(Told.Answered.class, told.poll(30, SECONDS));
    Told after = told.poll(1, SECONDS);
    assertTrue(after == null || after.equals(new Told.Looked(true)), () -> "" + after);
    assertNull(told.poll());
  }

  @Test
  void aFetchThatItsEndCutsOffIsNoFailure() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(1);
    thread.execute(() -> await(bothAsked));
    request(
        "the last",
        Optional.empty(),
        () -> {
          assertTrue(author.folder().toFile().renameTo(folder.resolve("away").toFile()));
          follower.close();
        });
    request("cut off", Optional.of("main"));
    bothAsked.countDown();
    assertTold(new Told.Fetched(first.name()), new Told.Answered("the last", first.name()));
    assertTrue(thread.awaitTermination(30, SECONDS));
    assertNull(told.poll());
  }
}
