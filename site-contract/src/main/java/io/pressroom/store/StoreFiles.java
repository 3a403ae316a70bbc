package io.pressroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A store's files as its writer handles them: flushed many at once, and no folder forgotten that
 * has new names, not even when the work that gave them was broken off.
 */
final class StoreFiles implements AutoCloseable {

  /**
   * A file system joins the flushes that wait at the same time into one commit, so the more wait
   * the better: 10,000 files of 10 KB on ext4 took 2.0 s one after the other, 0.8 s four at a time,
   * 0.4 s sixteen at a time, 0.3 s sixty-four at a time. To begin each flush as soon as its file is
   * written, beside the making of the others, took three seconds of the kernel's time more at
   * 13,000 files.
   */
  private static final int FLUSHES_AT_ONCE = 64;

  /** From so many on files are flushed with all else that is written on their file system. */
  static final int MANY = 1000;

  private final Path store;
  private final Disk disk;
  private final int many;
  private final ExecutorService flushers;
  private final Set<Path> foldersWithNewNames = new HashSet<>();

  /**
   * The files of a store.
   *
   * @param many how many files make it worth waiting for all that is written on their file system
   */
  StoreFiles(Path store, Disk disk, int many) {
    this.store = store;
    this.disk = disk;
    this.many = many;
    // One that takes a thread that is idle before it makes another: most releases have a few new
    // files, and to start a thread for each took as long as all else that publishes them.
    this.flushers =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("store-flush-", 0).factory());
  }

  void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      foldersWithNewNames.add(folder.getParent());
      disk.createFolder(folder);
    }
  }

  void move(Path from, Path to) throws IOException {
    foldersWithNewNames.add(to.getParent());
    disk.move(from, to);
  }

  void delete(Path file) throws IOException {
    foldersWithNewNames.add(file.getParent());
    disk.delete(file);
  }

  /** Whether a name was given, or taken, that might not outlast a power cut. */
  boolean hasUnflushedNames() {
    return !foldersWithNewNames.isEmpty();
  }

  /** Waits until every name given and taken so far would outlast a power cut. */
  void flushNames() throws IOException {
    flush(List.copyOf(foldersWithNewNames));
    foldersWithNewNames.clear();
  }

  /** Waits until all of these files and folders would outlast a power cut. */
  void flush(Collection<Path> filesAndFolders) throws IOException {
    if (filesAndFolders.size() >= many && disk.flushAllBelow(store)) {
      return;
    }
    Queue<Path> waiting = new ConcurrentLinkedQueue<>(filesAndFolders);
    List<Future<?>> flushes = new ArrayList<>();
    for (int i = 0; i < Math.min(FLUSHES_AT_ONCE, filesAndFolders.size()); i++) {
      flushes.add(
          flushers.submit(
              () -> {
                for (Path next = waiting.poll(); next != null; next = waiting.poll()) {
                  disk.flush(next);
                }
                return null;
              }));
    }
    Throwable failure = null;
    for (Future<?> flush : flushes) {
      Throwable thrown = outcome(flush);
      failure = failure == null ? thrown : failure;
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(failure);
    }
  }

  /** Waits for it whatever comes: who goes on must know that nobody is at work on the files. */
  private static Throwable outcome(Future<?> flush) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          flush.get();
          return null;
        } catch (ExecutionException e) {
          return e.getCause();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    flushers.close();
  }
}
