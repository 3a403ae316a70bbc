package io.pressroom.endtoend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of the file system that do not come, and what comes in their place. */
class WatchIT {
  private static final String NEVER = "=PT10H";

  @RegisterExtension final Press press = new Press();

  /** A mount that tells no events at all. */
  @Test
  void eventsThatAreLostCostNoMoreThanTheTimeToReconcile() throws Exception {
    Program builder =
        press.builder(
            "PRESSROOM_WATCH_MODE=poll",
            "PRESSROOM_WATCH_POLL_EVERY" + NEVER,
            "PRESSROOM_RECONCILE_EVERY=PT1S");
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.site().savePost("first", "First post", "Nobody told of this.");
    press.site().delete("content/posts/second.md");
    press.awaitServed(server, "/posts/first/", "Nobody told of this.");
    press.awaitGone(server, "/posts/second/");
  }

  @Test
  void theContentFolderIsReplacedByAnother() throws Exception {
    Program builder =
        press.builder("PRESSROOM_WATCH_MODE=events", "PRESSROOM_RECONCILE_EVERY" + NEVER);
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.site().save("next/posts/first.md", SiteFolder.post("First post", "Of another folder."));
    press.site().rename("content", "last");
    press.site().rename("next", "content");
    press.awaitServed(server, "/posts/first/", "Of another folder.");
    press.awaitGone(server, "/posts/second/");
    press.site().savePost("first", "First post", "Saved in the other folder.");
    press.awaitServed(server, "/posts/first/", "Saved in the other folder.");
  }

  /** More events than the system keeps for a process that does not read them. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void moreEventsThanTheSystemKeeps() throws Exception {
    Program builder =
        press.builder("PRESSROOM_WATCH_MODE=events", "PRESSROOM_RECONCILE_EVERY" + NEVER);
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    builder.signal(Signal.STOP);
    overflow();
    press.site().savePost("first", "First post", "Its event came too late to be kept.");
    builder.signal(Signal.CONT);
    press.awaitServed(server, "/posts/first/", "Its event came too late to be kept.");
    press.site().savePost("first", "First post", "And events are heard again.");
    press.awaitServed(server, "/posts/first/", "And events are heard again.");
  }

  /** Two files in turn, since an event that repeats the last one is not kept. */
  private void overflow() throws IOException {
    int kept =
        Integer.parseInt(
            Files.readString(Path.of("/proc/sys/fs/inotify/max_queued_events")).strip());
    press.site().save("static/a.txt", "a");
    press.site().save("static/b.txt", "b");
    Path folder = press.site().path().resolve("static");
    try (RandomAccessFile a = new RandomAccessFile(folder.resolve("a.txt").toFile(), "rw");
        RandomAccessFile b = new RandomAccessFile(folder.resolve("b.txt").toFile(), "rw")) {
      for (int i = 0; i <= kept / 2 + 1000; i++) {
        a.seek(0);
        a.write(i);
        b.seek(0);
        b.write(i);
      }
    }
  }
}
