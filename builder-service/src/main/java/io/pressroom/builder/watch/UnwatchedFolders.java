package io.pressroom.builder.watch;

import java.util.Set;

/** Folders in which nothing is the author's, or far too much is: nobody looks for changes there. */
public final class UnwatchedFolders {
  private static final Set<String> NAMES =
      Set.of(".pressroom", ".git", ".hg", ".svn", "node_modules");

  private UnwatchedFolders() {}

  /** Whether a folder of that name is one. */
  public static boolean isOne(String name) {
    return NAMES.contains(name);
  }
}
