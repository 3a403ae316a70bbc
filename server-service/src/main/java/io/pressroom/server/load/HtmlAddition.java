package io.pressroom.server.load;

import java.nio.charset.StandardCharsets;

/**
 * A line of HTML that is put into every page as it is loaded, before {@code </body>} or, in a page
 * without one, at the end. The objects in the store stay as they are.
 *
 * @param before the text before the page's digest
 * @param after the text after it
 */
public record HtmlAddition(String before, String after) {

  private static final byte[] BODY_END = "</body".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_LENGTH = 64;

  /** How many bytes a page grows by, the same for every page. */
  int size() {
    return before.getBytes(StandardCharsets.UTF_8).length
        + DIGEST_LENGTH
        + after.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The page with the line in it. */
  byte[] addTo(byte[] page, String digest) {
    byte[] line = (before + digest + after).getBytes(StandardCharsets.UTF_8);
    int at = bodyEnd(page);
    byte[] whole = new byte[page.length + line.length];
    System.arraycopy(page, 0, whole, 0, at);
    System.arraycopy(line, 0, whole, at, line.length);
    System.arraycopy(page, at, whole, at + line.length, page.length - at);
    return whole;
  }

  private static int bodyEnd(byte[] page) {
    for (int i = page.length - BODY_END.length; i >= 0; i--) {
      if (isBodyEnd(page, i)) {
        return i;
      }
    }
    return page.length;
  }

  private static boolean isBodyEnd(byte[] page, int at) {
    for (int i = 0; i < BODY_END.length; i++) {
      byte b = page[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != BODY_END[i]) {
        return false;
      }
    }
    return true;
  }
}
