package io.pressroom.builder.plan;

import io.pressroom.builder.content.EditDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds which of many addresses somebody probably meant. Whoever mistypes one, or moves a page,
 * leaves its beginning or its end as it was: so only those are compared that begin or end most like
 * what was written, which takes as long among a hundred thousand as among a hundred.
 */
final class NearestAddress {

  /** So many are compared on either side of where the written one would stand. */
  private static final int AROUND = 100;

  private final String[] byBeginning;

  /** Each written from its end. */
  private final String[] byEnd;

  private NearestAddress(String[] addresses) {
    byBeginning = addresses;
    byEnd = Arrays.stream(addresses).map(NearestAddress::reversed).toArray(String[]::new);
    Arrays.sort(byBeginning);
    Arrays.sort(byEnd);
  }

  static NearestAddress of(Stream<String> addresses) {
    return new NearestAddress(addresses.toArray(String[]::new));
  }

  /**
   * The address that the fewest edits make of what was written, if they are few enough; of several,
   * the first in the order of the alphabet.
   */
  Optional<String> to(String written) {
    List<String> candidates = new ArrayList<>(around(byBeginning, written));
    around(byEnd, reversed(written)).forEach(end -> candidates.add(reversed(end)));
    EditDistance distance = EditDistance.from(written);
    String nearest = null;
    int fewest = Math.max(2, written.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - written.length()) <= fewest) {
        int edits = distance.to(candidate, fewest);
        if (edits < fewest
            || (edits == fewest && nearest != null && candidate.compareTo(nearest) < 0)) {
          fewest = edits;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static List<String> around(String[] sorted, String written) {
    int found = Arrays.binarySearch(sorted, written);
    int place = found < 0 ? -found - 1 : found;
    return Arrays.asList(sorted)
        .subList(Math.max(0, place - AROUND), Math.min(sorted.length, place + AROUND));
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
