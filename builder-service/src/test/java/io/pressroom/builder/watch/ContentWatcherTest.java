package io.pressroom.builder.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pressroom.builder.watch.ContentWatcher.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContentWatcherTest {
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final Duration SELDOM = Duration.ofDays(1);

  @TempDir private Path temp;
  private Path site;
  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();

  @BeforeEach
  void site() throws IOException {
    site = Files.createDirectories(temp.toRealPath().resolve("site"));
    Files.createDirectories(site.resolve("content/posts"));
    Files.writeString(site.resolve("content/posts/a.md"), "a");
  }

  private ContentWatcher watch(Mode mode) throws IOException {
    return ContentWatcher.start(site, mode, SELDOM, changes::add);
  }

  /** Waits until a change leads to the path. */
  private void awaitAt(Path path) throws InterruptedException {
    while (true) {
      Change change = changes.take();
      if (change.everything() || change.paths().stream().anyMatch(path::startsWith)) {
        return;
      }
    }
  }

  @Test
  void namesAFileThatIsWritten() throws Exception {
    try (ContentWatcher watcher = watch(Mode.AUTO)) {
      assertEquals(Mode.EVENTS, watcher.mode());
      Files.writeString(site.resolve("content/posts/a.md"), "b");
      awaitAt(site.resolve("content/posts/a.md"));
    }
  }

  @Test
  void namesAFileThatIsSavedByRenaming() throws Exception {
    try (ContentWatcher _ = watch(Mode.EVENTS)) {
      Path aside = Files.writeString(site.resolve("content/posts/a.md~"), "b");
      Files.move(aside, site.resolve("content/posts/a.md"), StandardCopyOption.ATOMIC_MOVE);
      assertEquals(Change.of(site.resolve("content/posts/a.md")), changes.take());
    }
  }

  @Test
  void namesWhatHappensInNewAndRenamedFolders() throws Exception {
    try (ContentWatcher _ = watch(Mode.EVENTS)) {
      Path deep = Files.createDirectories(site.resolve("content/new/deep"));
      awaitAt(deep);
      Path early = Files.writeString(deep.resolve("early.md"), "early");
      awaitAt(early);

      Path renamed = Files.move(site.resolve("content/new"), site.resolve("content/old"));
      awaitAt(site.resolve("content/new"));
      awaitAt(renamed);
      // What follows is told under the new name, at whatever depth.
      Files.writeString(renamed.resolve("deep/early.md"), "late");
      awaitAt(renamed.resolve("deep/early.md"));
    }
  }

  @Test
  void followsTheContentFolderBeingReplaced() throws Exception {
    Path next = Files.createDirectories(temp.resolve("next/posts")).getParent();
    Files.writeString(next.resolve("posts/b.md"), "b");
    try (ContentWatcher _ = watch(Mode.EVENTS)) {
      Files.move(site.resolve("content"), temp.resolve("last"));
      Files.move(next, site.resolve("content"));
      awaitAt(site.resolve("content"));
      changes.clear();
      Files.writeString(site.resolve("content/posts/b.md"), "c");
      awaitAt(site.resolve("content/posts/b.md"));
    }
  }

  @Test
  void followsTheSiteFolderBeingReplaced() throws Exception {
    try (ContentWatcher watcher = watch(Mode.EVENTS)) {
      Files.move(site, temp.resolve("last"));
      Files.createDirectories(site.resolve("content"));
      while (!changes.take().everything()) {
        // events of the folder that was moved away
      }
      Files.writeString(site.resolve("content/b.md"), "b");
      awaitAt(site.resolve("content/b.md"));
      assertEquals(Mode.EVENTS, watcher.mode());
    }
  }

  @Test
  void followsTheLinkToTheSiteBeingTurned() throws Exception {
    Path other = Files.createDirectories(temp.toRealPath().resolve("other"));
    Path link = Files.createSymbolicLink(temp.resolve("current"), site);
    try (ContentWatcher _ = ContentWatcher.start(link, Mode.EVENTS, SELDOM, changes::add)) {
      Path aside = Files.createSymbolicLink(temp.resolve("aside"), other);
      Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
      assertEquals(Change.all(), changes.take());
      Files.writeString(other.resolve("b.md"), "b");
      awaitAt(other.resolve("b.md"));
    }
  }

  @Test
  void isSilentAboutWhatIsNotContent() throws Exception {
    Files.createDirectories(site.resolve(".git/objects"));
    try (ContentWatcher _ = watch(Mode.EVENTS)) {
      Files.writeString(site.resolve(".git/objects/1"), "x");
      Files.createDirectories(site.resolve(".pressroom/store"));
      Files.writeString(site.resolve(".pressroom/store/live"), "x");
      Files.writeString(site.resolve("content/.a.md.swp"), "x");
      Files.writeString(site.resolve("content/z.md"), "x");
      assertEquals(Change.of(site.resolve("content/z.md")), changes.take());
    }
  }

  @Test
  void pollsByHavingEverythingLookedAt() throws Exception {
    try (ContentWatcher watcher = ContentWatcher.start(site, Mode.POLL, OFTEN, changes::add)) {
      assertEquals(Mode.POLL, watcher.mode());
      assertEquals(Change.all(), changes.take());
      assertEquals(Change.all(), changes.take());
    }
  }

  @Test
  void autoPollsWhereEventsCannotBeHadAndSaysSo() throws Exception {
    IOException limit = new IOException("User limit of inotify watches reached");
    try (ContentWatcher watcher =
        ContentWatcher.start(
            site,
            Mode.AUTO,
            OFTEN,
            changes::add,
            (_, _) -> {
              throw limit;
            })) {
      assertEquals(Mode.POLL, watcher.mode());
      assertTrue(watcher.fallback().orElseThrow().contains(limit.getMessage()));
      assertEquals(Change.all(), changes.take());
    }
  }

  @Test
  void eventsModeRefusesToStartWhereEventsCannotBeHad() {
    IOException limit = new IOException("User limit of inotify watches reached");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                ContentWatcher.start(
                    site,
                    Mode.EVENTS,
                    OFTEN,
                    changes::add,
                    (_, _) -> {
                      throw limit;
                    }));
    assertEquals(limit, thrown);
  }

  @Test
  void pollsWhenANewFolderCannotBeWatched() throws Exception {
    BlockingQueue<FolderEvents.Listener> listeners = new LinkedBlockingQueue<>();
    try (ContentWatcher watcher =
        ContentWatcher.start(
            site,
            Mode.AUTO,
            OFTEN,
            changes::add,
            (root, listener) -> {
              listeners.add(listener);
              return FolderEvents.open(root, listener);
            })) {
      assertEquals(Mode.EVENTS, watcher.mode());
      listeners.take().failed(new IOException("User limit of inotify watches reached"));
      assertEquals(Mode.POLL, watcher.mode());
      assertEquals(Change.all(), changes.take());
      assertEquals(Change.all(), changes.take());
    }
  }

  /** More than the system keeps events for: some of the folders are heard of by nobody. */
  @Test
  void watchesFoldersWhoseEventsWereLost() throws Exception {
    CompletableFuture<Void> made = new CompletableFuture<>();
    try (ContentWatcher watcher =
        ContentWatcher.start(
            site,
            Mode.EVENTS,
            SELDOM,
            change -> {
              made.join();
              changes.add(change);
            })) {
      for (int i = 0; i < 2_000; i++) {
        Files.createDirectory(site.resolve("content/" + i));
      }
      made.complete(null);
      for (int i = 0; i < 2_000; i++) {
        awaitSaveAt(site.resolve("content/" + i + "/a.md"));
      }
      assertEquals(Mode.EVENTS, watcher.mode());
    }
  }

  @Test
  void watchesAFolderThatIsOpenedToUs() throws Exception {
    Path closed = site.resolve("content/closed");
    Files.createDirectories(closed.resolve("deep"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "to root, nothing is closed");
    try (ContentWatcher _ = watch(Mode.EVENTS)) {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
      awaitSaveAt(closed.resolve("a.md"));
      awaitSaveAt(closed.resolve("deep/a.md"));
    }
  }

  /** Saves a file until the save is told by its own path. */
  private void awaitSaveAt(Path file) throws Exception {
    Change told = null;
    while (told == null || !told.paths().contains(file)) {
      if (told == null) {
        Files.writeString(file, "saved");
      }
      told = changes.poll(10, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void refusesASiteThatIsNotThere() {
    assertThrows(
        IOException.class,
        () -> ContentWatcher.start(temp.resolve("none"), Mode.AUTO, SELDOM, changes::add));
  }

  @Test
  void closingEndsItsThreads() throws Exception {
    watch(Mode.EVENTS).close();
    ContentWatcher.start(site, Mode.POLL, OFTEN, changes::add).close();
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(t -> t.isAlive() && t.getName().equals("pressroom-watch")));
  }
}
