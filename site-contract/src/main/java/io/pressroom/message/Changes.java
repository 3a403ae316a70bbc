package io.pressroom.message;

import io.pressroom.store.Difference;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Optional;

/**
 * The paths that differ between a release and its parent.
 *
 * @param changed those that are new or have other bytes, in order
 * @param removed those that are gone, in order
 */
public record Changes(List<OutputPath> changed, List<OutputPath> removed) {

  /** More paths than this are not named in a message. */
  public static final int MOST = 1000;

  public Changes {
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** The paths of {@code difference}, unless they are too many to name. */
  public static Optional<Changes> of(Difference difference) {
    return difference.changed().size() + difference.removed().size() > MOST
        ? Optional.empty()
        : Optional.of(
            new Changes(
                difference.changed().stream().map(Entry::path).toList(), difference.removed()));
  }
}
