package io.pressroom.builder.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The way that a link leads. A change of the end, or of any link on the way, changes what is found
 * behind it.
 *
 * @param end the path without links that it leads to, whether there is anything or not
 * @param steps the links that are passed on the way
 */
record Way(Path end, Set<Path> steps) {
  /** As many as Linux follows (path_resolution(7)); more are a loop. */
  private static final int MOST_STEPS = 40;

  static Way of(Disk disk, Path link) throws IOException {
    Set<Path> steps = new HashSet<>();
    Path end = follow(disk, link, steps, MOST_STEPS);
    steps.remove(link);
    return new Way(end, Set.copyOf(steps));
  }

  private static Path follow(Disk disk, Path path, Set<Path> steps, int left) throws IOException {
    Path at = path.getRoot();
    for (Path name : path) {
      Path next = at.resolve(name).normalize(); // no link is left before the name
      if (left > 0 && isLink(disk, next)) {
        steps.add(next);
        at = follow(disk, at.resolve(disk.target(next)), steps, left - 1);
      } else {
        at = next;
      }
    }
    return at;
  }

  private static boolean isLink(Disk disk, Path path) {
    try {
      return disk.stat(path, false).type() == Disk.Type.LINK;
    } catch (IOException _) {
      return false; // there is nothing, or it is closed to us: the way ends here
    }
  }
}
