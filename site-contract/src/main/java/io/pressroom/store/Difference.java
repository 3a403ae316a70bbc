package io.pressroom.store;

import java.util.List;

/**
 * What makes one manifest another.
 *
 * @param changed the newer one's entries that the older one has not, or has otherwise: by path, but
 *     in no order where the older one is empty
 * @param removed the paths that only the older one has, in order
 */
public record Difference(List<Entry> changed, List<OutputPath> removed) {

  public Difference {
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** Whether the two manifests are equal. */
  public boolean isEmpty() {
    return changed.isEmpty() && removed.isEmpty();
  }
}
