package io.pressroom.builder.content;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many characters of one text have to be put in, taken out or replaced to make another one of
 * it (Levenshtein), for one text and many others. A column of the table that defines it is kept as
 * bits, sixty-four rows in a word, as neighbours in it differ by one at most: G. Myers, <i>A fast
 * bit-vector algorithm for approximate string matching based on dynamic programming</i>, Journal of
 * the ACM 46(3), 1999, with the blocks and the carries of H. Hyyrö, 2003.
 */
public final class EditDistance {
  private static final int ASCII = 0x80;
  private static final long TOP = 1L << 63;

  private final int length;
  private final int blocks;
  private final long lastRow;

  /** Where each character stands in the text, a bit for each row. */
  private final long[][] ascii = new long[ASCII][];

  private final Map<Character, long[]> others = new HashMap<>();
  private final long[] nowhere;

  private EditDistance(String text) {
    length = text.length();
    blocks = Math.max(1, (length + 63) / 64);
    lastRow = 1L << ((length + 63) % 64);
    nowhere = new long[blocks];
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      long[] rows = c < ASCII ? ascii[c] : others.computeIfAbsent(c, _ -> new long[blocks]);
      if (rows == null) {
        rows = new long[blocks];
        ascii[c] = rows;
      }
      rows[i / 64] |= 1L << (i % 64);
    }
  }

  /** The distances from that text. */
  public static EditDistance from(String text) {
    return new EditDistance(text);
  }

  /**
   * The distance to another text.
   *
   * @param most from which on it does not matter how much more it is
   * @return anything above {@code most} where it is more than that
   */
  public int to(String other, int most) {
    if (length == 0) {
      return other.length();
    }
    long[] more = new long[blocks]; // rows that are one more than the row above
    long[] less = new long[blocks]; // rows that are one less
    Arrays.fill(more, ~0L);
    int distance = length; // at the foot of the column
    for (int j = 0; j < other.length(); j++) {
      long[] here = where(other.charAt(j));
      int carry = 1; // the head of the column is one more than that of the column before
      for (int block = 0; block < blocks; block++) {
        long equal = here[block];
        long vertical = equal | less[block];
        if (carry < 0) {
          equal |= 1;
        }
        long diagonal = (((equal & more[block]) + more[block]) ^ more[block]) | equal;
        long right = less[block] | ~(diagonal | more[block]);
        long left = more[block] & diagonal;
        long foot = block == blocks - 1 ? lastRow : TOP;
        int out = (right & foot) != 0 ? 1 : (left & foot) != 0 ? -1 : 0;
        right = (right << 1) | (carry > 0 ? 1 : 0);
        left = (left << 1) | (carry < 0 ? 1 : 0);
        more[block] = left | ~(vertical | right);
        less[block] = right & vertical;
        carry = out;
      }
      distance += carry;
      if (distance - (other.length() - 1 - j) > most) {
        return most + 1; // each column that is left can take one off
      }
    }
    return distance;
  }

  private long[] where(char c) {
    long[] rows = c < ASCII ? ascii[c] : others.get(c);
    return rows == null ? nowhere : rows;
  }
}
