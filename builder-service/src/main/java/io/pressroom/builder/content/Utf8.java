package io.pressroom.builder.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;

/** Text files: UTF-8, with or without a byte order mark, and without NUL. */
final class Utf8 {
  private static final String TITLE = "Not a text file";
  private static final String SAVE = "save the file as UTF-8 text";

  private Utf8() {}

  /** The text, without the byte order mark. */
  static String decode(byte[] bytes) throws BadContentException {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      throw new BadContentException(TITLE, new Spot(1, 1), "The file is UTF-16", SAVE);
    }
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    String text = new String(bytes, start, bytes.length - start, UTF_8);
    // Decoding puts U+FFFD for what is not UTF-8: only then is a closer look worth its time.
    if (text.indexOf('\uFFFD') >= 0) {
      refuseMalformed(bytes, start);
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new BadContentException(TITLE, Spot.at(text, nul), "There is a NUL character", SAVE);
    }
    return text;
  }

  private static void refuseMalformed(byte[] bytes, int start) throws BadContentException {
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CoderResult result = UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      out.flip();
      throw new BadContentException(
          TITLE,
          Spot.at(out, out.length()),
          "The byte 0x%02X at offset %d is not UTF-8"
              .formatted(bytes[in.position()] & 0xFF, in.position()),
          SAVE);
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
