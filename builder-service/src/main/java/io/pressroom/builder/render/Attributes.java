package io.pressroom.builder.render;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The inside of {@code {#id .class key=value key="a value"}}. */
final class Attributes {
  private Attributes() {}

  /** Returns the attributes by name, or none if anything in the text is no attribute. */
  static Map<String, String> parse(String text) {
    // Sorted, because their order is seen in the HTML.
    SortedMap<String, String> attributes = new TreeMap<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int end = endOfWord(text, at);
      String word = text.substring(at, end);
      int equals = word.indexOf('=');
      if (word.startsWith("#") && isValue(word.substring(1))) {
        attributes.put("id", word.substring(1));
      } else if (word.startsWith(".") && isValue(word.substring(1))) {
        attributes.merge("class", word.substring(1), (a, b) -> a + " " + b);
      } else if (equals > 0 && isName(word.substring(0, equals))) {
        attributes.put(word.substring(0, equals), unquoted(word.substring(equals + 1)));
      } else {
        return Map.of();
      }
      at = end;
    }
    return attributes;
  }

  /** White space ends a word, unless it is quoted. */
  private static int endOfWord(String text, int start) {
    boolean quoted = false;
    int at = start;
    while (at < text.length() && (quoted || !Character.isWhitespace(text.charAt(at)))) {
      quoted ^= text.charAt(at) == '"';
      at++;
    }
    return at;
  }

  /** An id or a class: letters of every script, with the marks that belong to them. */
  private static boolean isValue(String word) {
    return !word.isEmpty()
        && word.chars().noneMatch(c -> c <= ' ' || "\"'`<>{}[]()=#,;&".indexOf(c) >= 0);
  }

  private static boolean isName(String word) {
    return !word.isEmpty()
        && word.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':');
  }

  private static String unquoted(String value) {
    boolean quotes = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quotes ? value.substring(1, value.length() - 1) : value;
  }
}
