package io.pressroom.server.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * The path of a request target, decoded once.
 *
 * <p>This is the boundary that keeps a request inside its release, though nothing depends on it
 * alone: a path is only ever looked up among the addresses of the release, and never given to a
 * file system. What two programs could read in two ways is refused, not mended: a coded slash or
 * backslash, NUL and other control characters, a fragment, bytes that are not UTF-8 (overlong forms
 * too), and {@code .} and {@code ..}, which a client resolves before it asks (RFC 3986, section
 * 5.2.4).
 */
final class Address {

  private Address() {}

  /**
   * The part of a target before its query. Takes the absolute form too (RFC 9112, section 3.2.2).
   */
  static String path(String target) {
    int end = target.indexOf('?');
    String path = end < 0 ? target : target.substring(0, end);
    if (!path.startsWith("/") && path.regionMatches(true, 0, "http", 0, 4)) {
      int authority = path.indexOf("://");
      if (authority > 0) {
        int start = path.indexOf('/', authority + 3);
        return start < 0 ? "/" : path.substring(start);
      }
    }
    return path;
  }

  /** The query of a target with its question mark, or nothing. */
  static String query(String target) {
    int start = target.indexOf('?');
    return start < 0 ? "" : target.substring(start);
  }

  /**
   * The path without percent-encoding, in normalisation form C, or nothing where it is refused.
   *
   * @param path begins with a slash
   */
  static Optional<String> decode(String path) {
    byte[] bytes = new byte[path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int value = c;
      if (c == '%') {
        if (i + 2 >= path.length()) {
          return Optional.empty();
        }
        value = (hex(path.charAt(i + 1)) << 4) | hex(path.charAt(i + 2));
        i += 2;
        if (value == '/') {
          return Optional.empty();
        }
      }
      boolean asWritten = c != '%';
      if (value < ' '
          || value == 0x7f
          || value == '\\'
          || (asWritten && (value > 0x7f || value == '#'))) {
        return Optional.empty();
      }
      bytes[length++] = (byte) value;
    }
    String decoded;
    try {
      decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    decoded = Normalizer.normalize(decoded, Normalizer.Form.NFC);
    return decoded.startsWith("/") && !hasDotSegment(decoded)
        ? Optional.of(decoded)
        : Optional.empty();
  }

  private static boolean hasDotSegment(String path) {
    return path.contains("/../")
        || path.contains("/./")
        || path.endsWith("/..")
        || path.endsWith("/.");
  }

  /** The value of a hexadecimal digit, or -1, which makes the whole value negative. */
  private static int hex(char digit) {
    return digit > 0x7f ? -1 : Character.digit(digit, 16);
  }
}
