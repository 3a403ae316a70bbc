package io.pressroom.store;

import java.text.Normalizer;

/**
 * Where a file lies in a release, such as {@code posts/hello/index.html}: relative, separated by
 * {@code /}, in Unicode normalisation form C.
 *
 * <p>No path can lead out of a release or break a line of the manifest: there is no leading {@code
 * /}, no empty, {@code .} or {@code ..} segment, no backslash, no control character and no lone
 * surrogate. Paths are ordered by their UTF-8 bytes, on every platform and in every locale.
 */
public record OutputPath(String value) implements Comparable<OutputPath> {

  public OutputPath {
    String fault = fault(value);
    if (fault != null) {
      throw new IllegalArgumentException("not an output path (" + fault + "): \"" + value + "\"");
    }
  }

  /**
   * The path spelled by {@code value}, which may be in another normalisation form.
   *
   * @throws IllegalArgumentException if it breaks one of the rules above
   */
  public static OutputPath of(String value) {
    return new OutputPath(Normalizer.normalize(value, Normalizer.Form.NFC));
  }

  private static String fault(String value) {
    if (value.isEmpty()) {
      return "it is empty";
    }
    int start = 0;
    boolean ascii = true;
    for (int i = 0; i <= value.length(); i++) {
      char c = i == value.length() ? '/' : value.charAt(i);
      if (c == '/') {
        if (isEmptyOrDots(value, start, i)) {
          return "it has an empty, . or .. segment";
        }
        start = i + 1;
      } else if (c == '\\') {
        return "it has a backslash";
      } else if (Character.isISOControl(c)) {
        return "it has a control character";
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        ascii = false;
        i++;
      } else if (Character.isSurrogate(c)) {
        return "it is not Unicode";
      } else if (c >= 0x80) {
        ascii = false;
      }
    }
    if (!ascii && !Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
      return "it is not in normalisation form C";
    }
    return null;
  }

  private static boolean isEmptyOrDots(String value, int start, int end) {
    return end == start
        || (end - start <= 2 && value.charAt(start) == '.' && value.charAt(end - 1) == '.');
  }

  /** Compares by UTF-8 bytes, which is the order of code points. */
  @Override
  public int compareTo(OutputPath other) {
    String a = value;
    String b = other.value;
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // UTF-16 puts the surrogates, which stand for the highest code points, below U+E000.
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? x - y : high ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  @Override
  public String toString() {
    return value;
  }
}
