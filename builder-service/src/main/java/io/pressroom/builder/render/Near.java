package io.pressroom.builder.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody may have meant who wrote a name that does not exist. */
final class Near {
  private static final int MAX_LISTED = 12;

  private Near() {}

  /** Advice for a message: the nearest name, else all of them if they are few. */
  static Optional<String> hint(String written, Collection<String> names) {
    Optional<String> nearest = nearest(written, names);
    if (nearest.isPresent()) {
      return Optional.of("did you mean '" + nearest.get() + "'?");
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> sorted = List.copyOf(new TreeSet<>(names));
    return sorted.size() <= MAX_LISTED
        ? Optional.of("there is " + String.join(", ", sorted))
        : Optional.empty();
  }

  static Optional<String> nearest(String written, Collection<String> names) {
    int bound = written.length() < 4 ? 1 : Math.max(2, written.length() / 3);
    return names.stream()
        .filter(name -> distance(written, name) <= bound)
        .min(
            Comparator.<String>comparingInt(name -> distance(written, name)).thenComparing(n -> n));
  }

  /** How many characters have to be put in, taken out or replaced (Levenshtein). */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      int[] spare = above;
      above = row;
      row = spare;
    }
    return above[b.length()];
  }
}
