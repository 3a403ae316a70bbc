package io.pressroom.server.live;

import io.pressroom.store.ReleaseId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changed in the last few releases, for a browser that was not listening meanwhile. */
final class History {

  private static final int LENGTH = 32;

  /** Beyond this a list says no more than that much changed. */
  static final int MOST = 1000;

  private record Change(ReleaseId release, List<String> files) {}

  /** The latest first. */
  private final Deque<Change> changes = new ArrayDeque<>();

  /** {@code release} came, and these files changed or are gone. */
  synchronized void add(ReleaseId release, Collection<String> files) {
    List<String> kept = new ArrayList<>(files);
    changes.addFirst(new Change(release, kept.subList(0, Math.min(kept.size(), MOST + 1))));
    if (changes.size() > LENGTH) {
      changes.removeLast();
    }
  }

  /** What changed after {@code release}, unless that is too much or too long ago. */
  synchronized Optional<Collection<String>> since(String release) {
    Set<String> files = new LinkedHashSet<>();
    for (Iterator<Change> i = changes.iterator(); i.hasNext() && files.size() <= MOST; ) {
      Change change = i.next();
      if (change.release().value().equals(release)) {
        return Optional.of(files);
      }
      files.addAll(change.files());
    }
    return Optional.empty();
  }
}
