package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is killed leaves a whole release, and the next start needs no hand. */
class CrashIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void aBuilderKilledInABuildMakesItAgain() throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);

    builder.signal(Signal.KILL);
    assertEquals(137, builder.awaitExit());
    assertEquals(build.before(), press.store().assertWhole());
    assertTrue(press.web().text("/posts/first/").contains("The first text."));

    Program next = press.builder();
    build.awaitServed(server);
    press.awaitFirstBuild(next);
    press.store().assertWhole();
  }

  @Test
  void aRebuildRequestOutlivesTheBuilderThatWasKilledAtIt() throws Exception {
    press.broker();
    Program builder = press.builderWithoutBroker(SlowBuild.PAUSE);
    press.awaitFirstBuild(builder);
    Queue queue = press.queue();
    // Everything is to be rendered again, so that the request's build takes its time.
    press.site().save("templates/404.html", "<!doctype html><title>Not here</title>\n");
    press.site().savePost("first", "First post", "Asked for.");
    queue.send(new RebuildRequested("a test", Optional.empty()));
    builder.await("starts to build").until(() -> !queue.events(BuildStarted.class).isEmpty());
    builder.signal(Signal.KILL);
    assertEquals(137, builder.awaitExit());

    int started = queue.events(BuildStarted.class).size();
    Program next = press.builderWithoutBroker();
    next.await("is asked again")
        .until(
            () ->
                queue.events(BuildStarted.class).stream()
                    .skip(started)
                    .anyMatch(event -> event.cause().contains("a test")));
    press.awaitFirstBuild(next);
    press.store().assertWhole();
  }

  /**
   * The instant between a release's file and {@code live} is short: hit or missed, a release is
   * whole.
   */
  @RepeatedTest(3)
  void aBuilderKilledWhilePublishingLeavesTheOldOrTheNewRelease() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    ReleaseId before = press.store().live().orElseThrow();
    List<Path> releases = releases();

    press.site().savePost("first", "First post", "Written before the kill.");
    while (releases().equals(releases)) { // no pause: it is the instant that counts
      Thread.onSpinWait();
    }
    builder.signal(Signal.KILL);
    assertEquals(137, builder.awaitExit());
    ReleaseId live = press.store().assertWhole();
    assertTrue(live.equals(before) || releases().size() > releases.size());

    Program next = press.builder();
    press.awaitServed(server, "/posts/first/", "Written before the kill.");
    press.awaitFirstBuild(next);
    press.store().assertWhole();
  }

  private List<Path> releases() {
    try (Stream<Path> files = Files.list(press.store().path().resolve("releases"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aServerThatIsKilledServesAgainAtItsNextStart() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    server.signal(Signal.KILL);
    assertEquals(137, server.awaitExit());

    press.site().savePost("first", "First post", "Written without a server.");
    Program next = press.server();
    press.awaitServed(next, "/posts/first/", "Written without a server.");
  }
}
