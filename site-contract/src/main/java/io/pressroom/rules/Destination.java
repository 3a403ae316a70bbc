package io.pressroom.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Where a rule leads: a path of the site or an address elsewhere, with placeholders in it. */
final class Destination {

  private final String written;
  private final List<Piece> pieces;

  /** Text as it was written, or the name of a placeholder. */
  private record Piece(String text, boolean isName, boolean inPath) {}

  private Destination(String written, List<Piece> pieces) {
    this.written = written;
    this.pieces = List.copyOf(pieces);
  }

  /**
   * @param names the placeholders that there are values for
   */
  static Destination parse(String written, java.util.function.Predicate<String> names)
      throws BadRuleException {
    int start = 0;
    if (!written.startsWith("/")) {
      int host = written.indexOf("://") + 3;
      start = written.indexOf('/', host);
      if (start < 0) {
        start = written.length();
      }
      if (start == host) {
        throw new BadRuleException("\"" + written + "\" has no host", "");
      }
      // Whoever asks must not choose the host: that would be an open redirect.
      for (Matcher m = Pattern.PLACEHOLDER.matcher(written.substring(host, start)); m.find(); ) {
        if (names.test(m.group(1))) {
          throw new BadRuleException(
              "\"" + written + "\" has a placeholder in its host", "write a rule for each host");
        }
      }
    }
    List<Piece> pieces = new ArrayList<>();
    int query = indexOfAny(written, start);
    int at = 0;
    Matcher matcher = Pattern.PLACEHOLDER.matcher(written).region(start, written.length());
    while (matcher.find()) {
      if (names.test(matcher.group(1))) {
        pieces.add(new Piece(written.substring(at, matcher.start()), false, true));
        pieces.add(new Piece(matcher.group(1), true, matcher.start() < query));
        at = matcher.end();
      }
    }
    pieces.add(new Piece(written.substring(at), false, true));
    return new Destination(written, pieces);
  }

  private static int indexOfAny(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '?' || text.charAt(i) == '#') {
        return i;
      }
    }
    return text.length();
  }

  /** Whether it is in the same site. */
  boolean isPath() {
    return written.startsWith("/");
  }

  /**
   * As {@code Location} says it.
   *
   * @param query to be added where the destination has none of its own; may be empty
   */
  String location(Map<String, String> values, String query) {
    StringBuilder location = new StringBuilder();
    for (Piece piece : pieces) {
      if (!piece.isName()) {
        location.append(Percent.mend(piece.text()));
      } else {
        String value = values.getOrDefault(piece.text(), "");
        location.append(piece.inPath() ? Percent.encodePath(value) : Percent.encodeValue(value));
      }
    }
    if (isPath()) {
      // Two slashes at the beginning would name a host (RFC 3986, section 4.2).
      int slashes = 1;
      while (slashes < location.length() && location.charAt(slashes) == '/') {
        slashes++;
      }
      location.delete(1, slashes);
    }
    if (!query.isEmpty() && location.indexOf("?") < 0) {
      int fragment = location.indexOf("#");
      location.insert(fragment < 0 ? location.length() : fragment, "?" + Percent.mendQuery(query));
    }
    return location.toString();
  }

  /** The decoded path of the site that it names. It must have been written without a query. */
  String path(Map<String, String> values) {
    StringBuilder path = new StringBuilder();
    for (Piece piece : pieces) {
      path.append(piece.isName() ? values.getOrDefault(piece.text(), "") : decoded(piece.text()));
    }
    return path.toString();
  }

  private static String decoded(String text) {
    try {
      return Percent.decode(text);
    } catch (BadRuleException e) {
      return text;
    }
  }

  @Override
  public String toString() {
    return written;
  }
}
