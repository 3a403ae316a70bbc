package io.pressroom.builder.content;

import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bodies from the site folder. */
record SiteBodies(Path site) implements Bodies {
  @Override
  public String body(Page page) throws IOException {
    byte[] bytes = Files.readAllBytes(page.path().in(site));
    if (!Digest.of(bytes).equals(page.digest())) {
      throw new ContentChangedException(page.path());
    }
    try {
      String text = Utf8.decode(bytes);
      return text.substring(lineStart(text, page.bodyLine()));
    } catch (BadContentException e) {
      throw new IllegalStateException("a page that was read before: " + page.path(), e);
    }
  }

  @Override
  public Path file(Asset asset) {
    return asset.path().in(site);
  }

  /** Where a line begins. Lines end with LF, CR LF or CR. */
  private static int lineStart(String text, int line) {
    int at = 0;
    for (int lines = 1; lines < line && at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1))) {
        lines++;
      }
    }
    return at;
  }
}
