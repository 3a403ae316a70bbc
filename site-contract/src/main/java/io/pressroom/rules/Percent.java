package io.pressroom.rules;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Percent-encoding (RFC 3986, section 2.1) of UTF-8. */
public final class Percent {

  private static final String UNRESERVED = "-._~";
  private static final String IN_PATHS = UNRESERVED + "/!$&'()*+,;=:@";

  private Percent() {}

  /** The text without percent-encoding, in normalisation form C, as paths of a release are. */
  static String decode(String text) throws BadRuleException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '%') {
        bytes.write(written[i]);
        continue;
      }
      int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
      int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new BadRuleException(
            "\"" + text + "\" has a percent sign that is not followed by two hexadecimal digits",
            "write %25 for a percent sign");
      }
      bytes.write((high << 4) | low);
      i += 2;
    }
    return Normalizer.normalize(bytes.toString(StandardCharsets.UTF_8), Normalizer.Form.NFC);
  }

  /** A decoded path, or a part of one. */
  public static String encodePath(String decoded) {
    return encode(decoded, IN_PATHS);
  }

  /** A value in a query or fragment. */
  static String encodeValue(String decoded) {
    return encode(decoded, UNRESERVED);
  }

  /** What an author wrote as an address, with what no address may have encoded. */
  static String mend(String written) {
    return encode(written, IN_PATHS + "%?#[]");
  }

  /** A query as it was sent, with what no query may have encoded. */
  static String mendQuery(String sent) {
    return encode(sent, IN_PATHS + "%?");
  }

  private static String encode(String text, String kept) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain), kept)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b, kept)) {
        encoded.append((char) b);
      } else {
        encoded
            .append('%')
            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(int c, String kept) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c > 0 && c < 0x80 && kept.indexOf(c) >= 0);
  }
}
