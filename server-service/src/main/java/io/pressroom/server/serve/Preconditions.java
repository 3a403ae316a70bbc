package io.pressroom.server.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.pressroom.server.load.Coding;
import io.pressroom.server.load.Resource;
import java.time.Instant;
import java.util.Optional;

/** The conditions that a request for a resource may carry (RFC 9110, section 13). */
final class Preconditions {

  private Preconditions() {}

  /** What the conditions come to. */
  enum Result {
    MET,
    NOT_MODIFIED,
    FAILED
  }

  /**
   * Evaluates them in the order of RFC 9110, section 13.2.2, for GET and HEAD.
   *
   * @param modified when the release was published, to the second
   */
  static Result of(Fields fields, Resource resource, Coding coding, Instant modified) {
    Optional<String> ifMatch = fields.value(HttpHeaderNames.IF_MATCH);
    if (ifMatch.isPresent()) {
      if (!matches(ifMatch.get(), resource, coding, true)) {
        return Result.FAILED;
      }
    } else {
      Optional<Instant> unmodifiedSince =
          fields.value(HttpHeaderNames.IF_UNMODIFIED_SINCE).flatMap(HttpDate::parse);
      if (unmodifiedSince.isPresent() && modified.isAfter(unmodifiedSince.get())) {
        return Result.FAILED;
      }
    }
    Optional<String> ifNoneMatch = fields.value(HttpHeaderNames.IF_NONE_MATCH);
    if (ifNoneMatch.isPresent()) {
      return matches(ifNoneMatch.get(), resource, coding, false) ? Result.NOT_MODIFIED : Result.MET;
    }
    Optional<Instant> modifiedSince =
        fields.value(HttpHeaderNames.IF_MODIFIED_SINCE).flatMap(HttpDate::parse);
    return modifiedSince.isPresent() && !modified.isAfter(modifiedSince.get())
        ? Result.NOT_MODIFIED
        : Result.MET;
  }

  /**
   * Whether a {@code Range} field holds, given an {@code If-Range} (RFC 9110, section 13.1.5). A
   * date must be that of the resource exactly.
   */
  static boolean rangeHolds(Fields fields, Resource resource, Instant modified) {
    Optional<String> ifRange = fields.value(HttpHeaderNames.IF_RANGE).map(String::strip);
    if (ifRange.isEmpty()) {
      return true;
    }
    String value = ifRange.get();
    boolean tag = value.startsWith("\"") || value.startsWith("W/");
    return tag
        ? value.contentEquals(resource.etag())
        : HttpDate.parse(value).equals(Optional.of(modified));
  }

  /**
   * Whether a list of entity tags has that of a resource, or is {@code *}.
   *
   * @param strong whether a weak tag matches nothing (section 8.8.3.2)
   */
  private static boolean matches(String field, Resource resource, Coding coding, boolean strong) {
    if (field.strip().equals("*")) {
      return true;
    }
    int i = 0;
    while (i < field.length()) {
      char c = field.charAt(i);
      if (c == ' ' || c == '\t' || c == ',') {
        i++;
        continue;
      }
      boolean weak = field.startsWith("W/", i);
      int start = weak ? i + 2 : i;
      if (start >= field.length() || field.charAt(start) != '"') {
        return false;
      }
      int end = field.indexOf('"', start + 1);
      if (end < 0) {
        return false;
      }
      if (!(weak && strong) && resource.isEtag(field, start, end + 1, coding)) {
        return true;
      }
      i = end + 1;
    }
    return false;
  }
}
