package io.pressroom.builder.content;

import io.pressroom.store.Digest;

/**
 * A file that is published as it is.
 *
 * @param size in bytes
 */
public record Asset(ContentPath path, Kind kind, Digest digest, long size) implements Item {
  /** Where it lies, and so what its address is. */
  public enum Kind {
    /** Beside pages, in the content folder: published beside them. */
    COLOCATED,
    /** In {@code static/}: published at exactly its path below that folder. */
    STATIC,
    /** In {@code assets/}: adds to or replaces the theme's, published under a fingerprint. */
    THEME
  }
}
