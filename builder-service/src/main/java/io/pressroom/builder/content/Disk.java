package io.pressroom.builder.content;

import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the room asks of the file system: tests count it and make it fail. */
interface Disk {
  /** What a path leads to. */
  enum Type {
    FILE,
    FOLDER,
    LINK,
    /** A device, socket or pipe: reading it may never end. */
    OTHER
  }

  /** What is known of a file without reading it. */
  record Stat(Type type, Stamp stamp) {}

  /**
   * Looks at a file.
   *
   * @param follow whether to look at what a link leads to
   */
  Stat stat(Path file, boolean follow) throws IOException;

  /** The names in a folder, in no order. */
  List<String> list(Path folder) throws IOException;

  byte[] read(Path file) throws IOException;

  Digest digest(Path file) throws IOException;

  /** The path without links. */
  Path real(Path file) throws IOException;

  /** Where a link leads, as it is written in it. */
  Path target(Path link) throws IOException;
}
