package io.pressroom.builder.content;

import java.io.IOException;

/** A file is no longer what the snapshot was made from. */
public final class ContentChangedException extends IOException {
  private static final long serialVersionUID = 1;

  ContentChangedException(ContentPath path) {
    super(path + " has changed since it was read");
  }
}
