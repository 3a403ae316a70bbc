package io.pressroom.builder.render;

import io.pressroom.builder.content.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what somebody may have meant who wrote a name that does not exist. */
final class Near {
  private static final int MAX_LISTED = 12;

  private Near() {}

  /** Advice for a message: the nearest name, else all of them if they are few. */
  static Optional<String> hint(String written, Collection<String> names) {
    Optional<String> nearest = Nearest.to(written, names);
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
}
