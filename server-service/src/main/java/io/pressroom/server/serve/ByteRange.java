package io.pressroom.server.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a body.
 *
 * @param first the first byte
 * @param last the last byte, which is part of it
 */
record ByteRange(long first, long last) {

  /** Who asks for more parts than this gets the whole: it would be an odd client, or an attack. */
  private static final int MOST = 16;

  long length() {
    return last - first + 1;
  }

  /** As {@code Content-Range} says it. */
  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * The parts that a {@code Range} field asks for (RFC 9110, section 14.1.2). Nothing where the
   * field is to be ignored: another unit, bad syntax, too many parts, or parts that together are
   * longer than the whole. An empty list where none of them is within the body. Of an empty body no
   * part can be named in a response: it is sent as it is, which section 14.2 allows.
   */
  static Optional<List<ByteRange>> parse(String field, long size) {
    String value = field.strip();
    if (size == 0 || !value.regionMatches(true, 0, "bytes=", 0, 6)) {
      return Optional.empty();
    }
    List<ByteRange> ranges = new ArrayList<>();
    long total = 0;
    int count = 0;
    for (String spec : value.substring(6).split(",", -1)) {
      String part = spec.strip();
      if (part.isEmpty()) { // RFC 9110, section 5.6.1.2: empty elements of a list are skipped.
        continue;
      }
      int dash = part.indexOf('-');
      if (dash < 0 || ++count > MOST) {
        return Optional.empty();
      }
      long first = number(part.substring(0, dash));
      long last = number(part.substring(dash + 1));
      boolean noFirst = dash == 0;
      boolean noLast = dash == part.length() - 1;
      if ((first < 0 && !noFirst) || (last < 0 && !noLast) || (noFirst && noLast)) {
        return Optional.empty();
      }
      if (!noFirst && !noLast && last < first) {
        return Optional.empty();
      }
      if (noFirst) {
        first = Math.max(0, size - last);
        last = last == 0 ? -1 : size - 1;
      } else {
        last = noLast ? size - 1 : Math.min(last, size - 1);
      }
      if (first <= last && first < size) {
        ranges.add(new ByteRange(first, last));
        total += last - first + 1;
      }
    }
    return count == 0 || (ranges.size() > 1 && total > size)
        ? Optional.empty()
        : Optional.of(ranges);
  }

  /** Digits as a number, capped where they are too many; -1 for all else. */
  private static long number(String digits) {
    if (digits.isEmpty()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = Math.min(number * 10 + (c - '0'), Long.MAX_VALUE / 20);
    }
    return number;
  }
}
