package io.pressroom.server.load;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a response. */
public sealed interface Body {

  /** How many bytes it has. */
  long size();

  /**
   * A small one, kept outside the heap and shared by all who send it.
   *
   * @param bytes must not be changed
   * @param length its size as {@code Content-Length} says it
   * @param etag its entity tag
   * @param hints of a page, what it will load, as {@code Link} says it; where that is wanted
   */
  record InMemory(
      Buffer bytes, CharSequence length, CharSequence etag, Optional<CharSequence> hints)
      implements Body {
    @Override
    public long size() {
      return bytes.length();
    }
  }

  /** A large one, sent straight from the store. */
  record InFile(Path file, long size) implements Body {}
}
