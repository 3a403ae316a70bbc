package io.pressroom.builder.watch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where something may have changed: a hint that says where to look, never what is there.
 *
 * @param paths absolute files or folders to look at; a folder stands for all below it; empty where
 *     {@code everything} is true
 * @param everything whether the whole site has to be looked at, because the places are not known
 */
public record Change(Set<Path> paths, boolean everything) {
  /** More places than this are not worth naming one by one. */
  private static final int MANY = 10_000;

  private static final Change NOTHING = new Change(Set.of(), false);
  private static final Change EVERYTHING = new Change(Set.of(), true);

  public Change {
    everything = everything || paths.size() > MANY;
    paths = everything ? Set.of() : Set.copyOf(paths);
    for (Path path : paths) {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("not an absolute path: " + path);
      }
    }
  }

  /** No place to look at: wakes whoever waits, and no more. */
  public static Change nothing() {
    return NOTHING;
  }

  public static Change all() {
    return EVERYTHING;
  }

  public static Change of(Path... paths) {
    return of(List.of(paths));
  }

  public static Change of(Collection<Path> paths) {
    return new Change(Set.copyOf(paths), false);
  }

  public boolean isEmpty() {
    return !everything && paths.isEmpty();
  }

  /** The places of both. */
  public Change and(Change other) {
    if (everything || other.isEmpty()) {
      return this;
    }
    if (other.everything || isEmpty()) {
      return other;
    }
    Set<Path> both = HashSet.newHashSet(paths.size() + other.paths.size());
    both.addAll(paths);
    both.addAll(other.paths);
    return new Change(both, false);
  }
}
