package io.pressroom.builder.render;

/** Counts words: runs of letters and digits, and each ideograph or kana by itself. */
final class Words {
  private Words() {}

  static int count(CharSequence text) {
    char[] units = text.toString().toCharArray();
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < units.length; ) {
      int c =
          Character.isSurrogate(units[i])
              ? Character.codePointAt(units, i, units.length)
              : units[i];
      i += Character.charCount(c);
      if (standsAlone(c)) {
        words++;
        inside = false;
      } else if (isLetterOrDigit(c)) {
        if (!inside) {
          words++;
        }
        inside = true;
      } else if (c != '\'' && c != '’') {
        // An apostrophe joins what is around it: "don't" is one word.
        inside = false;
      }
    }
    return words;
  }

  /** Most of it is ASCII, of which this need not be looked up. */
  private static boolean isLetterOrDigit(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return Character.isLetterOrDigit(c);
  }

  private static boolean standsAlone(int c) {
    if (c < 0x2E80) {
      return false;
    }
    if (Character.isIdeographic(c)) {
      return true;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return (script == Character.UnicodeScript.HIRAGANA
            || script == Character.UnicodeScript.KATAKANA)
        && Character.isLetter(c);
  }
}
