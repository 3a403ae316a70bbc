package io.pressroom.builder.render;

/** Counts words: runs of letters and digits, and each ideograph or kana by itself. */
final class Words {
  private Words() {}

  static int count(CharSequence text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      char unit = text.charAt(i);
      int c = Character.isSurrogate(unit) ? Character.codePointAt(text, i) : unit;
      i += Character.charCount(c);
      if (standsAlone(c)) {
        words++;
        inside = false;
      } else if (Character.isLetterOrDigit(c)) {
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
