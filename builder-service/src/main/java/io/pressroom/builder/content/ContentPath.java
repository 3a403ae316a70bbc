package io.pressroom.builder.content;

import java.nio.file.Path;

/**
 * A file of the site: its path relative to the site folder, with {@code /} between the names, as
 * the names are on disk (not normalised). For example {@code content/posts/a.md}.
 *
 * <p>Paths are ordered by their text, so everything below a folder is together.
 */
public record ContentPath(String value) implements Comparable<ContentPath> {
  public ContentPath {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("An empty content path");
    }
    for (String name : value.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("Not a content path: '" + value + "'");
      }
    }
  }

  public static ContentPath of(String value) {
    return new ContentPath(value);
  }

  /** The last name: {@code a.md}. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /**
   * What is before the last name, without the slash; empty for a file of the site folder itself.
   */
  public String folder() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? "" : value.substring(0, slash);
  }

  /** The file below that site folder. */
  public Path in(Path site) {
    return site.resolve(value);
  }

  @Override
  public int compareTo(ContentPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
