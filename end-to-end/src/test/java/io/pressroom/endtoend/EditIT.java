package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildFailed;
import io.pressroom.store.ReleaseId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an author does to files, and what a visitor then finds. */
class EditIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void whatAnAuthorDoesIsServed() throws Exception {
    SiteFolder site = press.site();
    Program builder = press.builder();
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitServed(server, "/", "Second post");

    site.savePost("first", "First post", "Another text.");
    press.awaitServed(server, "/posts/first/", "Another text.");
    assertFalse(press.web().text("/posts/first/").contains("The first text."));

    site.savePost("third", "Third post", "The third text.");
    press.awaitServed(server, "/posts/third/", "The third text.");
    for (String list : List.of("/", "/posts/", "/tags/news/", "/feed.xml")) {
      assertTrue(press.web().text(list).contains("Third post"), list);
    }
    assertTrue(press.web().text("/sitemap.xml").contains("/posts/third/"));

    site.rename("content/posts/third.md", "content/posts/moved.md");
    press.awaitServed(server, "/posts/moved/", "The third text.");
    press.awaitGone(server, "/posts/third/");
    assertTrue(press.web().text("/").contains("/posts/moved/"));

    site.delete("content/posts/moved.md");
    press.awaitGone(server, "/posts/moved/");
    for (String list : List.of("/", "/posts/", "/tags/news/", "/feed.xml", "/sitemap.xml")) {
      assertFalse(press.web().text(list).contains("moved"), list);
    }
    press.store().assertWhole();
  }

  @Test
  void aBrokenPageKeepsItsLastGoodVersionAndTheRestIsLive() throws Exception {
    SiteFolder site = press.site();
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    Queue queue = press.queue();

    site.save("content/posts/first.md", "---\ntitle: [never closed\n---\n\nBroken.\n");
    builder
        .await("tells of the broken page")
        .until(() -> !queue.events(BuildFailed.class).isEmpty());
    site.savePost("second", "Second post", "Written after the fault.");
    press.awaitServed(server, "/posts/second/", "Written after the fault.");

    assertTrue(press.web().text("/posts/first/").contains("The first text."));
    var problem = queue.events(BuildFailed.class).getFirst().problems().getFirst();
    assertEquals(Optional.of("content/posts/first.md"), problem.file());
    assertTrue(problem.line() > 0, problem.toString());
    assertTrue(builder.output().contains(problem.toString()), "the log names the problem");

    site.savePost("first", "First post", "Mended.");
    press.awaitServed(server, "/posts/first/", "Mended.");
  }

  /** A release id is the digest of the site: what is built in steps is what is built at once. */
  @Test
  void aSiteBuiltInStepsEqualsTheSameSiteBuiltAtOnce() throws Exception {
    SiteFolder site = press.site();
    Program first = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    site.savePost("third", "Third post", "The third text.");
    press.awaitServed(server, "/posts/third/", "The third text.");
    site.delete("content/posts/second.md");
    press.awaitGone(server, "/posts/second/");
    ReleaseId inSteps = press.store().assertWhole();
    first.signal(Signal.TERM);
    assertEquals(0, first.awaitExit());

    Program second =
        press.builder(
            "PRESSROOM_STORE=" + press.folder().resolve("clean/store"),
            "PRESSROOM_STATE=" + press.folder().resolve("clean/state"));
    press.awaitFirstBuild(second);
    assertEquals(inSteps, new Store(press.folder().resolve("clean/store")).assertWhole());
  }

  @Test
  void aReleaseAfterAnotherIsAnother() throws Exception {
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    ReleaseId before = press.store().assertWhole();
    press.site().savePost("first", "First post", "Another text.");
    builder
        .await("publishes the edit")
        .until(() -> !press.store().live().equals(Optional.of(before)));
    assertNotEquals(before, press.store().assertWhole());

    press.site().savePost("first", "First post", "The first text.");
    builder
        .await("is back at the first release")
        .until(() -> press.store().live().equals(Optional.of(before)));
  }
}
