package io.pressroom.builder.render;

import java.util.Locale;
import java.util.Set;

/** Which way a language is written. */
final class Direction {

  /** By their codes in ISO 15924. */
  private static final Set<String> SCRIPTS_FROM_RIGHT_TO_LEFT =
      Set.of("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa");

  /** Those that are written in one of these scripts where their tag names none. */
  private static final Set<String> LANGUAGES_FROM_RIGHT_TO_LEFT =
      Set.of(
          "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc",
          "mzn", "nqo", "pnb", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi");

  private Direction() {}

  /**
   * The value of HTML's {@code dir} for a language.
   *
   * @param tag as in BCP 47: {@code he}, {@code az-Arab}
   */
  static String of(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    boolean fromRightToLeft =
        locale.getScript().isEmpty()
            ? LANGUAGES_FROM_RIGHT_TO_LEFT.contains(locale.getLanguage())
            : SCRIPTS_FROM_RIGHT_TO_LEFT.contains(locale.getScript());
    return fromRightToLeft ? "rtl" : "ltr";
  }
}
