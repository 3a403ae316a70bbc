package io.pressroom.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code writer.lock}: locked while a builder lives, with its process id in it. The system
 * gives the lock back when the process ends, however it ends; the file stays.
 */
final class WriterLock implements AutoCloseable {

  /**
   * The stores that this process writes to. Asked before the file is touched: POSIX locks belong to
   * a process, and closing the file gives them back however often it was opened. For the same
   * reason nothing else in a builder's process may read the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path store;
  private final Path file;
  private final FileChannel channel;

  /** Tells the locked file from another in its place; null where the system does not tell. */
  private final Object identity;

  private WriterLock(Path store, Path file, FileChannel channel, Object identity) {
    this.store = store;
    this.file = file;
    this.channel = channel;
    this.identity = identity;
  }

  static WriterLock take(Path folder) throws IOException {
    Path store = folder.toRealPath();
    if (!HELD.add(store)) {
      throw new StoreLockedException(store, ProcessHandle.current().pid());
    }
    FileChannel channel = null;
    try {
      Path file = store.resolve("writer.lock");
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new StoreLockedException(store, holder(file));
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new WriterLock(store, file, channel, identity(file));
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(store);
      throw e;
    }
  }

  /**
   * The system knows a lock by the file and not by its name: where the file was taken away or
   * replaced, while this process was paused or its disk was away, another may have locked the new
   * one.
   *
   * @throws IOException if so: this process must not write any more
   */
  void requireHeld() throws IOException {
    boolean held;
    try {
      held = Objects.equals(identity, identity(file));
    } catch (NoSuchFileException e) {
      held = false;
    }
    if (!held) {
      throw new IOException(
          "the release store %s may have another writer: its writer.lock is not the one that this"
                  .formatted(store)
              + " builder has locked (start this builder again)");
    }
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static long holder(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(store);
  }
}
