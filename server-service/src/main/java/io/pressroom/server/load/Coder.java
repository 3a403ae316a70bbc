package io.pressroom.server.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Codes whole bodies. Each is coded once and sent many times, so size counts more than time. */
final class Coder {

  private Coder() {}

  static byte[] code(byte[] bytes, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> bytes;
      case GZIP -> gzip(bytes);
      case BR, ZSTD -> throw new IllegalArgumentException("not offered: " + coding);
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
}
