package io.pressroom.builder.content;

import java.io.IOException;
import java.nio.file.Path;

/** Where the text of pages and the bytes of assets are read, when they are needed. */
public interface Bodies {
  /**
   * The Markdown text of a page, from its line {@link Page#bodyLine()} on.
   *
   * @throws ContentChangedException where the file is no longer what the page was read from: a
   *     newer snapshot has to be made
   * @throws IOException where the file cannot be read
   */
  String body(Page page) throws IOException;

  /** The file of an asset. It may have changed since: go by the digest of the bytes read. */
  Path file(Asset asset);
}
