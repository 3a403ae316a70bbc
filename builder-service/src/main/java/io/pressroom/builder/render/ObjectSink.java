package io.pressroom.builder.render;

import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the bytes of outputs go as soon as they are made, so that they are not all held in memory.
 * Used by many threads at once.
 */
public interface ObjectSink {

  /**
   * Takes the bytes of one output.
   *
   * @param path where it is to lie; what was put there before in the same build is replaced
   */
  Digest put(OutputPath path, byte[] bytes) throws IOException;

  /** Takes a file's bytes for an output, as they are while it is read. */
  Staged put(OutputPath path, Path file) throws IOException;
}
