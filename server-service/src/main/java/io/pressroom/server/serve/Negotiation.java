package io.pressroom.server.serve;

import io.pressroom.server.load.Coding;
import java.util.List;
import java.util.Optional;

/** Which coding a client gets (RFC 9110, section 12.5.3). */
final class Negotiation {

  private Negotiation() {}

  /**
   * The coding for an {@code Accept-Encoding}. Where the client would have none of what there is,
   * it gets the body as it is: that serves it better than 406.
   *
   * @param offered the best first, which decides among codings that the client likes equally
   */
  static Coding choose(Optional<String> acceptEncoding, List<Coding> offered) {
    if (acceptEncoding.isEmpty()) {
      return Coding.IDENTITY;
    }
    String field = acceptEncoding.get();
    Coding best = Coding.IDENTITY;
    int bestQuality = 0;
    for (Coding coding : offered) {
      int quality = quality(field, coding.token());
      if (quality > bestQuality) {
        best = coding;
        bestQuality = quality;
      }
    }
    // A client that names identity with a higher quality wants it; unnamed, it is the last resort.
    return bestQuality > 0 && named(field, "identity") > bestQuality ? Coding.IDENTITY : best;
  }

  private static int quality(String field, String token) {
    int named = named(field, token);
    if (named < 0 && token.equals("gzip")) {
      named = named(field, "x-gzip"); // RFC 9110, section 8.4.1.3
    }
    return named >= 0 ? named : Math.max(0, named(field, "*"));
  }

  /** The quality in thousandths that a list gives a token, or -1 where it does not name it. */
  private static int named(String field, String token) {
    int start = 0;
    while (start <= field.length()) {
      int end = field.indexOf(',', start);
      if (end < 0) {
        end = field.length();
      }
      int semicolon = field.indexOf(';', start);
      int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      int from = start;
      while (from < nameEnd && isSpace(field.charAt(from))) {
        from++;
      }
      int to = nameEnd;
      while (to > from && isSpace(field.charAt(to - 1))) {
        to--;
      }
      if (to - from == token.length() && field.regionMatches(true, from, token, 0, to - from)) {
        return nameEnd == end ? 1000 : weight(field.substring(nameEnd + 1, end));
      }
      start = end + 1;
    }
    return -1;
  }

  /** {@code q=0.5} as 500; what is no weight counts as none. */
  private static int weight(String parameter) {
    String value = parameter.strip();
    if (!value.regionMatches(true, 0, "q=", 0, 2)) {
      return 1000;
    }
    try {
      double weight = Double.parseDouble(value.substring(2).strip());
      return weight >= 0 && weight <= 1 ? (int) Math.round(weight * 1000) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
