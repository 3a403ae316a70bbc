package io.pressroom.builder.content;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that an author may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known name that takes the fewest edits, if they are few enough; of several, the first in
   * the order of the alphabet. Case and the marks between words, which people get wrong most, count
   * for nothing.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    String folded = folded(name);
    EditDistance distance = EditDistance.from(folded);
    String nearest = null;
    int fewest = (folded.length() < 4 ? 1 : Math.max(2, folded.length() / 3)) + 1;
    for (String candidate : known) {
      int edits = distance.to(folded(candidate), fewest);
      if (edits < fewest
          || (edits == fewest && nearest != null && candidate.compareTo(nearest) < 0)) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }
}
