package io.pressroom.rules;

import java.util.Locale;
import java.util.Optional;

/** The language that a client likes best (RFC 9110, section 12.5.4). */
final class Language {

  private Language() {}

  /** The tag with the highest quality, the first of several; nothing where any would do. */
  static Optional<String> best(String acceptLanguage) {
    String best = "";
    double highest = 0;
    for (String part : acceptLanguage.split(",", -1)) {
      String[] parameters = part.split(";", -1);
      double quality = 1;
      for (int i = 1; i < parameters.length; i++) {
        String parameter = parameters[i].strip();
        if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
          quality = quality(parameter.substring(2));
        }
      }
      String tag = parameters[0].strip();
      if (quality > highest && !tag.isEmpty()) {
        best = tag.toLowerCase(Locale.ROOT);
        highest = quality;
      }
    }
    return best.isEmpty() || best.equals("*") ? Optional.empty() : Optional.of(best);
  }

  /** Whether a tag is in a range of languages: {@code de-AT} is in {@code de} (RFC 4647, 3.3.1). */
  static boolean isIn(String tag, String range) {
    return tag.equals(range) || tag.startsWith(range + "-");
  }

  private static double quality(String value) {
    try {
      double quality = Double.parseDouble(value.strip());
      return quality >= 0 && quality <= 1 ? quality : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
