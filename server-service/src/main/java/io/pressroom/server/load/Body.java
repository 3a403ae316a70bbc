package io.pressroom.server.load;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
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
  record InFile(Path file, long size) implements Body {

    /** Of a longer part the beginning says enough: to look costs some time too. */
    private static final long LOOKED_AT = 16 << 20;

    /**
     * Whether the system has a part of it in memory, as it has of what was read lately; then nobody
     * who sends it waits for a disk. The system says so of everything to a process that neither
     * owns the file nor may write to it.
     */
    boolean isCached(long first, long length) {
      try (Arena arena = Arena.ofConfined();
          FileChannel in = FileChannel.open(file)) {
        return in.map(MapMode.READ_ONLY, first, Math.min(length, LOOKED_AT), arena).isLoaded();
      } catch (IOException e) {
        return false; // whoever reads it tells what is wrong
      }
    }
  }
}
