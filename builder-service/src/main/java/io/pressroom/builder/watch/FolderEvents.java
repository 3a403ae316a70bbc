package io.pressroom.builder.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file system's own events for a folder and all below it. New folders are watched as they come.
 * Links are not followed; what they lead to within the folder is watched where it is.
 */
final class FolderEvents implements AutoCloseable {
  /** Is told what happens, on a thread of the watcher. */
  interface Listener {
    void changed(Change change);

    /**
     * Some events were lost, and with them, it may be, the news of folders: all of them are to be
     * watched anew.
     */
    void lost();

    /** Events may be lost from now on. */
    void failed(Exception reason);
  }

  private final DirectoryWatcher watcher;
  private final CompletableFuture<Void> ended;

  private FolderEvents(DirectoryWatcher watcher, CompletableFuture<Void> ended) {
    this.watcher = watcher;
    this.ended = ended;
  }

  /**
   * Starts to watch; when this returns, no event is missed.
   *
   * @param root the folder, without links
   * @throws IOException where the system gives no events, or no more of them
   */
  static FolderEvents open(Path root, Listener listener) throws IOException {
    Set<Path> closed = ConcurrentHashMap.newKeySet();
    DirectoryWatcher watcher =
        DirectoryWatcher.builder()
            .path(root)
            .fileHashing(false) // a reader that looks at the files is behind us
            .fileTreeVisitor(new WatchedFolders(closed))
            .listener(new Hints(root, closed, listener))
            .build();
    CompletableFuture<Void> ended =
        watcher.watchAsync(
            loop -> Thread.ofPlatform().daemon().name("pressroom-watch-events").start(loop));
    if (ended.isCompletedExceptionally()) {
      watcher.close();
      throw reason(ended);
    }
    return new FolderEvents(watcher, ended);
  }

  private static IOException reason(CompletableFuture<Void> failed) {
    return switch (failed.exceptionNow()) {
      case UncheckedIOException e -> e.getCause();
      case IOException e -> e;
      case Throwable e -> new IOException(e);
    };
  }

  /** Whether no more events will come. */
  boolean ended() {
    return ended.isDone();
  }

  @Override
  public void close() throws IOException {
    watcher.close();
    try {
      ended.join();
    } catch (CompletionException _) {
      // it has ended, and that is all that is wanted here
    }
  }

  private static boolean watched(Path root, Path path) {
    for (Path name : root.relativize(path)) {
      if (UnwatchedFolders.isOne(name.toString())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes changes of events.
   *
   * @param closed what could not be watched for want of a permission
   */
  private record Hints(Path root, Set<Path> closed, Listener listener)
      implements DirectoryChangeListener {
    @Override
    public void onEvent(DirectoryChangeEvent event) {
      Path path = event.path();
      if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW || path == null) {
        listener.lost();
      } else if (watched(root, path) && !EditorFiles.isOne(path.getFileName().toString())) {
        listener.changed(Change.of(path));
        if (closed.stream().anyMatch(it -> it.startsWith(path))) {
          listener.lost(); // it may be open to us now
        }
      }
    }

    @Override
    public void onException(Exception e) {
      if (e instanceof IOException) {
        listener.failed(e); // most likely a new folder that the system would not watch
      } else {
        // So it is with every overflow: directory-watcher 0.19.1 meets it with a
        // NullPointerException, because it asks for the hash of a path that is null.
        listener.lost();
      }
    }
  }

  /**
   * The folders to watch below a folder. Files are not gone through: the event of a new folder
   * stands for all in it.
   *
   * @param closed takes what cannot be watched for want of a permission
   */
  private record WatchedFolders(Set<Path> closed) implements FileTreeVisitor {
    @Override
    public void recursiveVisitFiles(Path start, Callback onFolder, Callback onFile)
        throws IOException {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (!folder.equals(start)
                  && UnwatchedFolders.isOne(folder.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              try {
                onFolder.call(folder);
              } catch (NoSuchFileException | NotDirectoryException _) {
                return FileVisitResult.SKIP_SUBTREE; // gone a moment ago
              } catch (AccessDeniedException _) {
                closed.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (e instanceof AccessDeniedException) {
                closed.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
