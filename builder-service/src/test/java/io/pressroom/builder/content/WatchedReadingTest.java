package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.ChangeQueue;
import io.pressroom.builder.watch.ContentWatcher;
import io.pressroom.builder.watch.ContentWatcher.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watching and reading together: what is read ends up as what is there. */
@Timeout(120)
class WatchedReadingTest {
  private static final String LAST = "content/zz-last.md";

  @TempDir private Path temp;

  /**
   * Edits a site while it is watched and read, then writes a last page, and reads as often as there
   * are changes until that page is seen.
   */
  private void assertFollowed(Mode mode, Edits edits) throws Exception {
    Path site = Files.createDirectories(temp.toRealPath().resolve("site/content")).getParent();
    ChangeQueue queue = new ChangeQueue(Duration.ofMillis(5), Duration.ofMillis(50));
    try (ContentWatcher watcher =
        ContentWatcher.start(site, mode, Duration.ofMillis(20), queue::offer)) {
      ContentReader reader = new ContentReader(site);
      Snapshot snapshot = reader.read(Optional.empty(), Change.all());
      Thread author =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      edits.make(site);
                      Files.writeString(site.resolve(LAST), "Last\n");
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      Page last = null;
      while (last == null) {
        snapshot = reader.read(Optional.of(snapshot), queue.poll(Duration.ofDays(1)).orElseThrow());
        last = snapshot.pages().get(ContentPath.of(LAST));
      }
      author.join();
      // Events of one folder may overtake those of another: wait for the last of them.
      Snapshot whole = new ContentReader(site).read(Optional.empty(), Change.all());
      for (Optional<Change> more = Optional.of(Change.nothing());
          more.isPresent() && !snapshot.equals(whole);
          more = queue.poll(Duration.ofSeconds(10))) {
        snapshot = reader.read(Optional.of(snapshot), more.get());
      }
      assertEquals(whole, snapshot);
      assertEquals(mode, watcher.mode());
    }
  }

  private interface Edits {
    void make(Path site) throws IOException;
  }

  private static void edit(Path site, Random random) throws IOException {
    Path content = site.resolve("content");
    Path folder = content.resolve("f" + random.nextInt(4));
    Path file = folder.resolve("g" + random.nextInt(2)).resolve(random.nextInt(5) + ".md");
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# " + random.nextInt() + "\n");
      }
      case 3 -> {
        Files.createDirectories(file.getParent());
        Path aside = Files.writeString(content.resolve("aside.md~"), "# " + random.nextInt());
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      }
      case 4 -> Files.deleteIfExists(file);
      default -> {
        Path other = content.resolve("f" + random.nextInt(8));
        if (Files.exists(folder) && !Files.exists(other)) {
          Files.move(folder, other);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENTS", "POLL"})
  void followsAnAuthorAtWork(Mode mode) throws Exception {
    assertFollowed(
        mode,
        site -> {
          Random random = new Random(7);
          for (int i = 0; i < 1500; i++) {
            edit(site, random);
          }
        });
  }

  @Test
  void followsThousandsOfFilesAtOnce() throws Exception {
    // More than events are kept for: they overflow, and everything is looked at.
    assertFollowed(
        Mode.EVENTS,
        site -> {
          for (int i = 0; i < 8_000; i++) {
            Files.writeString(site.resolve("content/" + i + ".md"), "x");
          }
        });
  }

  @Test
  void followsTheContentFolderBeingReplaced() throws Exception {
    Path next = Files.createDirectories(temp.resolve("next/deep/er")).getParent().getParent();
    Files.writeString(next.resolve("deep/er/a.md"), "A\n");
    assertFollowed(
        Mode.EVENTS,
        site -> {
          Files.writeString(site.resolve("content/old.md"), "Old\n");
          Files.move(site.resolve("content"), temp.resolve("away"));
          Files.move(next, site.resolve("content"));
          Files.writeString(site.resolve("content/deep/er/b.md"), "B\n");
        });
  }
}
