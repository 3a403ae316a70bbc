package io.pressroom.store;

/** The one spelling of a SHA-256 in text: 64 lowercase hexadecimal digits. */
final class Hex {

  private Hex() {}

  static boolean is64(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < 64; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  static void require64(String text, String what) {
    if (!is64(text)) {
      throw new IllegalArgumentException(
          "not " + what + " (64 lowercase hexadecimal digits): \"" + text + "\"");
    }
  }
}
