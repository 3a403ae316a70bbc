package io.pressroom.builder.render;

import io.pressroom.store.Digest;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the bytes of outputs go as soon as they are made, so that they are not all held in memory.
 * Used by many threads at once.
 */
public interface ObjectSink {

  Digest put(byte[] bytes) throws IOException;

  /** Takes a file's bytes, as they are while it is read. */
  Staged put(Path file) throws IOException;
}
