package io.pressroom.server.serve;

import static java.util.stream.Collectors.toMap;

import io.pressroom.server.load.Body;
import io.pressroom.server.load.Coding;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Resource;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields that a resource and its release make, the same for every client and whoever
 * writes the response.
 */
final class ContentFields {

  static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence IMMUTABLE =
      HttpHeaders.createOptimized("public, max-age=31536000, immutable");
  private static final CharSequence BYTES = HttpHeaders.createOptimized("bytes");
  private static final Map<Coding, CharSequence> CODINGS =
      Arrays.stream(Coding.values())
          .collect(toMap(coding -> coding, c -> HttpHeaders.createOptimized(c.token())));

  private final Policy policy;
  private final Today today;

  ContentFields(Policy policy, Today today) {
    this.policy = policy;
    this.today = today;
  }

  /** Those of a whole body, without its length. */
  void whole(Head head, Answer.Whole whole, Body body, Optional<LoadedRelease> release) {
    Resource resource = whole.resource();
    head.add(HttpHeaders.CONTENT_TYPE, resource.mediaType());
    if (whole.coding() != Coding.IDENTITY) {
      head.add(HttpHeaders.CONTENT_ENCODING, CODINGS.get(whole.coding()));
    }
    if (whole.status() == 200) {
      CharSequence etag = body instanceof Body.InMemory kept ? kept.etag() : resource.etag();
      validators(head, resource, etag, release);
      head.add(HttpHeaders.ACCEPT_RANGES, BYTES);
    } else {
      head.add(HttpHeaders.DATE, today.date());
      head.add(HttpHeaders.CACHE_CONTROL, NO_CACHE);
    }
    common(head, resource, release);
  }

  /** Those of a 304. */
  void notModified(Head head, Answer.NotModified same, Optional<LoadedRelease> release) {
    Resource resource = same.resource();
    validators(
        head,
        resource,
        same.coding() == Coding.IDENTITY ? resource.etag() : resource.etag(same.coding()),
        release);
    common(head, resource, release);
  }

  /** Those of parts of a body, but for what says which parts. */
  void partial(Head head, Resource resource, Optional<LoadedRelease> release) {
    validators(head, resource, resource.etag(), release);
    common(head, resource, release);
  }

  private void validators(
      Head head, Resource resource, CharSequence etag, Optional<LoadedRelease> release) {
    head.add(HttpHeaders.ETAG, etag);
    if (release.isPresent()) {
      head.add(today.dates(release.get()));
    } else {
      head.add(HttpHeaders.DATE, today.date());
    }
    head.add(HttpHeaders.CACHE_CONTROL, resource.isFingerprinted() ? IMMUTABLE : NO_CACHE);
  }

  private void common(Head head, Resource resource, Optional<LoadedRelease> release) {
    if (resource.isCodable()) {
      head.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    vary(head, release);
    policy.addTo(head, resource.isHtml());
  }

  /** What else of the request decides, as the site's own rules have it. */
  static void vary(Head head, Optional<LoadedRelease> release) {
    release
        .flatMap(loaded -> loaded.steering().vary())
        .ifPresent(fields -> head.add(HttpHeaders.VARY, fields));
  }
}
