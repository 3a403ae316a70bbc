package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.store.ReleaseId;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store has one writer at a time, whoever is paused, killed or started meanwhile. */
class TwoBuildersIT {
  @RegisterExtension final Press press = new Press();

  private Program second(String... more) throws Exception {
    String[] settings = new String[more.length + 2];
    settings[0] = "PRESSROOM_STATE=" + press.folder().resolve("another-state");
    settings[1] = "QUARKUS_MANAGEMENT_PORT=" + Ports.free();
    System.arraycopy(more, 0, settings, 2, more.length);
    return press.builderWithoutBroker(settings);
  }

  @Test
  void aBuilderThatStandsByTakesNoRequestAndTakesOverOnceTheFirstHasGone() throws Exception {
    press.broker();
    Program first = press.builderWithoutBroker();
    press.awaitFirstBuild(first);
    Queue queue = press.queue();
    ReleaseId begun = press.store().live().orElseThrow();
    Program second = second("PRESSROOM_STANDBY=true");
    second.awaitLine("waiting until it can take over: .* process id " + first.pid());
    press.site().savePost("first", "First post", "Written for the first.");
    for (int i = 0; i < 10; i++) {
      queue.send(new RebuildRequested("request " + i, Optional.empty()));
    }
    first
        .await("serves every request")
        .until(() -> press.waitingMessages("pressroom.rebuild") == 0);
    // What is killed before it announces says nothing any more: servers find it in the store.
    first
        .await("announces what it has published")
        .until(() -> isNewAndAnnounced(press.store().live().orElseThrow(), begun, queue));

    first.signal(Signal.KILL);
    assertEquals(137, first.awaitExit());
    press.site().savePost("first", "First post", "Written for the second.");
    second.awaitLine("release .* is live");
    queue.send(new RebuildRequested("for the second", Optional.empty()));
    second.await("serves requests").until(() -> press.waitingMessages("pressroom.rebuild") == 0);
    press.store().assertWhole();
    assertNothingTwiceOrBackwards(queue);
  }

  @Test
  void aBuilderThatStandsByEndsWithASignal() throws Exception {
    press.broker();
    Program first = press.builderWithoutBroker();
    press.awaitFirstBuild(first);
    Program second = second("PRESSROOM_STANDBY=true");
    second.awaitLine("waiting until it can take over");
    second.signal(Signal.TERM);
    assertEquals(0, second.awaitExit());
    assertTrue(first.isRunning());
  }

  /** Paused is not gone: the lock is its own, and it goes on with it. */
  @Test
  void aPausedBuilderKeepsTheStore() throws Exception {
    press.broker();
    Program first = press.builderWithoutBroker();
    press.awaitFirstBuild(first);
    first.signal(Signal.STOP);
    Program second = second();
    assertEquals(1, second.awaitExit());
    assertTrue(second.output().contains("process id " + first.pid()), second::output);
    press.site().savePost("first", "First post", "Written in the pause.");
    ReleaseId before = press.store().live().orElseThrow();
    first.signal(Signal.CONT);
    first
        .await("publishes what was saved in its pause")
        .until(() -> !press.store().live().orElseThrow().equals(before));
    press.store().assertWhole();
  }

  /** Somebody took a paused builder for dead and cleared its lock away by hand. */
  @Test
  void anOldBuilderThatWakesPublishesNothing() throws Exception {
    press.broker();
    Queue queue = press.queue();
    Program old = press.builderWithoutBroker();
    press.awaitFirstBuild(old);
    // What it still had to announce, it would announce when it wakes: late, and true then.
    old.await("announces").until(() -> !queue.events(ReleasePublished.class).isEmpty());
    old.signal(Signal.STOP);
    Files.delete(press.store().path().resolve("writer.lock"));
    Program next = second();
    next.awaitLine("release .* stays live");
    ReleaseId before = press.store().live().orElseThrow();
    press.site().savePost("first", "First post", "Written for the next.");
    next.await("publishes").until(() -> !press.store().live().orElseThrow().equals(before));
    ReleaseId published = press.store().live().orElseThrow();

    old.signal(Signal.CONT);
    old.awaitLine("not published: .* may have another writer");
    assertEquals(published, press.store().assertWhole());
    press.site().savePost("first", "First post", "Written for the next once more.");
    next.await("publishes again")
        .until(() -> !press.store().live().orElseThrow().equals(published));
    press.store().assertWhole();
    assertNothingTwiceOrBackwards(queue);
    old.signal(Signal.TERM);
    assertEquals(0, old.awaitExit());
  }

  private static boolean isNewAndAnnounced(ReleaseId live, ReleaseId before, Queue queue) {
    return !live.equals(before)
        && queue.events(ReleasePublished.class).stream()
            .anyMatch(event -> event.release().equals(live));
  }

  /** Each release that was announced as new follows the one that was announced before it. */
  private static void assertNothingTwiceOrBackwards(Queue queue) {
    List<ReleasePublished> changes =
        queue.events(ReleasePublished.class).stream()
            .filter(event -> !event.parent().equals(Optional.of(event.release())))
            .toList();
    assertEquals(
        changes.size(), changes.stream().map(ReleasePublished::release).distinct().count());
    for (int i = 1; i < changes.size(); i++) {
      assertEquals(
          Optional.of(changes.get(i - 1).release()), changes.get(i).parent(), changes::toString);
    }
  }
}
