package io.pressroom.builder.content;

/**
 * A place in a text file.
 *
 * @param line from 1; 0 where it is not known
 * @param column from 1, in characters; 0 where it is not known
 */
record Spot(int line, int column) {
  static final Spot UNKNOWN = new Spot(0, 0);

  /** The place of the character at an index. Lines end with LF, CR LF or CR. */
  static Spot at(CharSequence text, int index) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        start = i + 1;
      }
    }
    return new Spot(line, Character.codePointCount(text, start, index) + 1);
  }
}
