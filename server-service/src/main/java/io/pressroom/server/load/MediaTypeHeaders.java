package io.pressroom.server.load;

import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The values of {@code Content-Type}, each made once: a site has a dozen. */
final class MediaTypeHeaders {

  private static final Map<String, CharSequence> MADE = new ConcurrentHashMap<>();

  private MediaTypeHeaders() {}

  static CharSequence of(String mediaType) {
    return MADE.computeIfAbsent(mediaType, HttpHeaders::createOptimized);
  }
}
