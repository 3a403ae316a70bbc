package io.pressroom.builder.render;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives the headings of one text their ids, as GitHub does: lower case, letters and digits of every
 * script kept, plain spaces turned into hyphens, the rest left out, {@code -1}, {@code -2}…
 * appended where an id is taken.
 */
final class HeadingIds {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> used = new HashMap<>();

  /** An id that the author chose. It is never given to another heading. */
  void reserve(String id) {
    taken.add(id);
  }

  String next(String title) {
    String slug = slug(title);
    String id = slug;
    while (!taken.add(id)) {
      id = slug + "-" + used.merge(slug, 1, Integer::sum);
    }
    return id;
  }

  private static String slug(String title) {
    String text = Normalizer.normalize(title, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    StringBuilder slug = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == ' ') {
                slug.append('-');
              } else if (c == '-' || isWordPart(c)) {
                slug.appendCodePoint(c);
              }
            });
    return slug.isEmpty() ? "section" : slug.toString();
  }

  /** What {@code \p{Word}} is to Ruby, in which GitHub is written. */
  private static boolean isWordPart(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(c);
    };
  }
}
