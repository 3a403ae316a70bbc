package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.RebuildRequested;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site that lies in a git repository: the author works in a clone and pushes. */
class GitIT {
  @RegisterExtension final Press press = new Press();
  private Path origin;
  private Git author;

  @BeforeEach
  void clonedSite() throws Exception {
    origin = press.folder().resolve("origin.git");
    Git.init().setBare(true).setDirectory(origin.toFile()).setInitialBranch("main").call().close();
    author = Git.init().setDirectory(press.site().path().toFile()).setInitialBranch("main").call();
    author.remoteAdd().setName("origin").setUri(new URIish(origin.toUri().toString())).call();
    push("Begin");
  }

  @AfterEach
  void close() {
    author.close();
  }

  private void push(String message) throws Exception {
    author.add().addFilepattern(".").call();
    author
        .commit()
        .setMessage(message)
        .setAuthor("Ada", "ada@example.org")
        .setCommitter("Ada", "ada@example.org")
        .setSign(false)
        .call();
    author.push().setRemote("origin").setPushAll().setPushTags().setForce(true).call();
  }

  private Program follower(String... settings) throws Exception {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("PRESSROOM_GIT_URL=" + origin.toUri(), "PRESSROOM_SITE=/no/such/folder"));
    all.addAll(List.of(settings));
    return press.builder(all.toArray(String[]::new));
  }

  @Test
  void whatIsPushedIsServed() throws Exception {
    Program builder = follower("PRESSROOM_GIT_POLL=1s");
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.site().savePost("first", "First post", "Another text.");
    press.site().delete("content/posts/second.md");
    author.rm().addFilepattern("content/posts/second.md").call();
    push("Another text");
    press.awaitServed(server, "/posts/first/", "Another text.");
    press.awaitGone(server, "/posts/second/");
    String line = builder.awaitLine("is live.*Another text");
    assertTrue(line.contains("commit "), line);
    assertTrue(line.contains(" of main"), line);
  }

  @Test
  void aRequestNamesWhatIsFollowedFromThenOn() throws Exception {
    author.tag().setName("v1").setAnnotated(false).call();
    press.site().savePost("first", "First post", "The newest text.");
    push("The newest text");
    Program builder = follower("PRESSROOM_GIT_POLL=1h");
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The newest text.");

    press.queue().send(new RebuildRequested("a test", Optional.of("v1")));
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.queue().send(new RebuildRequested("a test", Optional.of("no-such-ref")));
    builder.awaitLine("refused a message.*there is no branch or tag \"no-such-ref\"");

    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());
    Program again = follower("PRESSROOM_GIT_POLL=1h");
    press.awaitFirstBuild(again);
    press.queue().askForBuild(again, new RebuildRequested("without a ref", Optional.empty()));
    assertTrue(press.web().text("/posts/first/").contains("The first text."));

    press.queue().send(new RebuildRequested("a test", Optional.of("main")));
    press.awaitServed(server, "/posts/first/", "The newest text.");
  }

  @Test
  void aRepositoryThatIsAway() throws Exception {
    Path away = origin.resolveSibling("away.git");
    Files.move(origin, away);
    Program waiting = follower("PRESSROOM_GIT_POLL=1s");
    Program server = press.server();
    waiting.awaitLine("Content not fetched: there is no repository at ");
    waiting
        .await("says that it is not ready")
        .until(() -> press.builderManagement().status("/q/health/ready") == 503);
    assertEquals(200, press.builderManagement().status("/q/health/live"));
    Files.move(away, origin);
    waiting.awaitLine("the repository answers again");
    press.awaitServed(server, "/posts/first/", "The first text.");
    waiting.signal(Signal.TERM);
    assertEquals(0, waiting.awaitExit());

    // What was fetched is enough for a start.
    Files.move(origin, away);
    press.store().assertWhole();
    Program cutOff = follower("PRESSROOM_GIT_POLL=1s");
    press.awaitFirstBuild(cutOff);
    cutOff
        .await("tells of it")
        .until(
            () ->
                press.builderManagement().text("/q/health/ready").contains("Content not fetched"));
    assertEquals(200, press.builderManagement().status("/q/health/ready"));

    // A request that comes meanwhile is answered after.
    Queue queue = press.queue();
    queue.send(new RebuildRequested("patience", Optional.empty()));
    Files.move(away, origin);
    queue.awaitBuild(cutOff, "patience");
  }
}
