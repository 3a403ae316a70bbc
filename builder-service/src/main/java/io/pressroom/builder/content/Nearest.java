package io.pressroom.builder.content;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that an author may have meant. */
public final class Nearest {
  private Nearest() {}

  /** The known name that takes the fewest edits; empty where none is near. */
  public static Optional<String> to(String name, Collection<String> known) {
    record Candidate(String name, int distance) {}
    int bound = Math.max(1, name.length() / 3);
    String folded = folded(name);
    return known.stream()
        .map(candidate -> new Candidate(candidate, distance(folded, folded(candidate))))
        .filter(candidate -> candidate.distance <= bound)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** Case and the marks between words are what people get wrong most. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }

  /** The edits between two names: insert, delete, replace, or swap two neighbours. */
  private static int distance(String a, String b) {
    int[] twoBack = new int[b.length() + 1];
    int[] back = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      back[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(back[j - 1] + replace, Math.min(back[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      int[] spare = twoBack;
      twoBack = back;
      back = row;
      row = spare;
    }
    return back[b.length()];
  }
}
