package io.pressroom.server.load;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Codes whole bodies. Each is coded once and sent many times, so size counts more than time; still
 * the first who asks waits for it, which rules out the slowest qualities.
 */
final class Coder {

  private static final int BROTLI_QUALITY = 9;
  private static final int ZSTD_LEVEL = 15;

  private Coder() {}

  /** Whether this machine has what that coding needs: two of them are native libraries. */
  static boolean offers(Coding coding) {
    return switch (coding) {
      case IDENTITY, GZIP -> true;
      case BR -> Brotli4jLoader.isAvailable();
      case ZSTD -> hasZstd();
    };
  }

  static byte[] code(byte[] bytes, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> bytes;
      case GZIP -> gzip(bytes);
      case BR -> Encoder.compress(bytes, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
      case ZSTD -> zstd(bytes);
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(coded) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(bytes);
    }
    return coded.toByteArray();
  }

  /**
   * Outside the heap: of an array the library keeps hold for as long as it codes, and with it the
   * garbage collector, and then everybody who needs memory.
   */
  private static byte[] zstd(byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer whole = arena.allocate(bytes.length).asByteBuffer().put(bytes).flip();
      ByteBuffer coded = arena.allocate(Zstd.compressBound(bytes.length)).asByteBuffer();
      byte[] copy = new byte[Zstd.compress(coded, whole, ZSTD_LEVEL)];
      coded.get(0, copy);
      return copy;
    }
  }

  private static boolean hasZstd() {
    try {
      return Zstd.maxCompressionLevel() >= ZSTD_LEVEL;
    } catch (LinkageError e) {
      return false;
    }
  }
}
