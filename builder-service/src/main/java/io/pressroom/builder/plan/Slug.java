package io.pressroom.builder.plan;

import io.pressroom.store.Digest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Makes one segment of an address from words. */
public final class Slug {

  private Slug() {}

  /**
   * {@code "Hello, World!"} becomes {@code hello-world}. Letters and digits of every script stay,
   * and so do {@code + # _} and dots within, so that C, C++ and C# are three.
   */
  public static String of(String words) {
    String text = Normalizer.normalize(words, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    StringBuilder slug = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != '\'' && c != '’')
        .forEach(
            c -> {
              if (stays(c)) {
                slug.appendCodePoint(c);
              } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
              }
            });
    String trimmed = slug.toString().replaceAll("^[-.]+|[-.]+$", "");
    return trimmed.isEmpty()
        ? Digest.of(words.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8)
        : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
  }

  /** {@code getting-started} becomes {@code Getting started}. */
  static String title(String name) {
    String words = name.replace('-', ' ').replace('_', ' ').strip();
    if (words.isEmpty()) {
      return name;
    }
    int first = words.offsetByCodePoints(0, 1);
    return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
  }

  private static boolean stays(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || c == '+'
        || c == '#'
        || c == '_'
        || c == '.';
  }
}
