package io.pressroom.builder.plan;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds what somebody probably meant. */
final class Nearest {

  private Nearest() {}

  /** The candidate that the fewest edits make of what was written, if they are few enough. */
  static Optional<String> of(String written, Stream<String> candidates) {
    int most = Math.max(2, written.length() / 3);
    String nearest = null;
    int fewest = most + 1;
    for (String candidate : (Iterable<String>) candidates::iterator) {
      if (Math.abs(candidate.length() - written.length()) < fewest) {
        int edits = edits(written, candidate, fewest);
        if (edits < fewest
            || (edits == fewest && nearest != null && candidate.compareTo(nearest) < 0)) {
          fewest = edits;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance, or anything above {@code most} where it is more than that. */
  private static int edits(String a, String b, int most) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] =
            a.charAt(i - 1) == b.charAt(j - 1)
                ? diagonal
                : 1 + Math.min(diagonal, Math.min(above, row[j - 1]));
        diagonal = above;
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return least;
      }
    }
    return row[b.length()];
  }
}
