package io.pressroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * All that a store's writer does to a file system. Nothing is sure to outlast a power cut until it
 * is flushed: a file's bytes by flushing the file, its name by flushing the folder.
 */
interface Disk {

  /** Makes a folder where there is none; its parent is there. */
  void createFolder(Path folder) throws IOException;

  /** Makes or replaces a file. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Makes or replaces a file with all that {@code source} has. */
  Staged copy(InputStream source, Path file) throws IOException;

  /** Waits until a file's bytes, or a folder's names, would outlast a power cut. */
  void flush(Path fileOrFolder) throws IOException;

  /**
   * Waits until everything that lies below a folder, bytes and names, would outlast a power cut; or
   * does nothing and says so, where it can be done only for each by itself.
   */
  boolean flushAllBelow(Path folder) throws IOException;

  /** Gives a file another name in one step, replacing what had it. */
  void move(Path from, Path to) throws IOException;

  /** Removes a file or an empty folder. */
  void delete(Path fileOrFolder) throws IOException;
}
