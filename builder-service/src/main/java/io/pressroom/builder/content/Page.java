package io.pressroom.builder.content;

import io.pressroom.store.Digest;
import java.util.Optional;

/**
 * A Markdown file. Its body is not kept: {@link Bodies} reads it again.
 *
 * @param section the first folder below the content folder; empty for a page of that folder itself
 * @param digest of the bytes of the whole file
 * @param bodyLine the line of the file, from 1, at which the body begins
 * @param heading the Markdown text of the heading of level one that the body begins with: a title
 *     for pages that have none in their front matter
 * @param index whether the page stands for its folder: index.md, _index.md, or README.md in a
 *     folder that has neither
 */
public record Page(
    ContentPath path,
    String section,
    FrontMatter frontMatter,
    Digest digest,
    int bodyLine,
    Optional<String> heading,
    boolean index)
    implements Item {

  /** The file's name without its ending: {@code 2015-05-05-name}. */
  public String stem() {
    return Layout.stem(path.name());
  }

  /** A name without the date that it may begin with: {@code name} of {@code 2015-05-06-name}. */
  public static String withoutDate(String name) {
    return DateSpelling.withoutDate(name);
  }

  /**
   * Whether a file of that name, wherever in the content folder, is a page that stands for itself:
   * it is not left out, and does not stand for its folder.
   */
  public static boolean standsForItself(String fileName) {
    return new Layout(true).kindIn(Layout.CONTENT, fileName).equals(Optional.of(Layout.Kind.PAGE))
        && !Layout.INDEX_NAMES.contains(fileName)
        && !Layout.README_NAMES.contains(fileName);
  }

  Page withIndex(boolean index) {
    return index == this.index
        ? this
        : new Page(path, section, frontMatter, digest, bodyLine, heading, index);
  }
}
