package io.pressroom.server.serve;

import io.pressroom.server.serve.FixedFields.Field;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header fields that tell browsers what a site may do and who may read it, the same for every
 * response of a kind.
 */
final class Policy {

  private static final List<Field> ALWAYS =
      List.of(
          Field.of("x-content-type-options", "nosniff"),
          Field.of("referrer-policy", "strict-origin-when-cross-origin"));

  private static final CharSequence ANYBODY = HttpHeaders.createOptimized("*");

  /** What a script may read of a response beside what it always may. */
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized("accept-ranges, content-range, date, etag, x-request-id");

  private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
  private static final CharSequence ONE_DAY = HttpHeaders.createOptimized("86400");

  private final FixedFields page;
  private final FixedFields file = new FixedFields(ALWAYS);
  private final Optional<CharSequence> hsts;
  private final boolean proxied;
  private final Set<String> corsOrigins;

  Policy(Options options) {
    List<Field> fields = new ArrayList<>(ALWAYS);
    options
        .contentSecurityPolicy()
        .filter(policy -> !policy.isBlank())
        .ifPresent(policy -> fields.add(Field.of("content-security-policy", policy)));
    fields.add(Field.of("cross-origin-opener-policy", "same-origin"));
    fields.add(
        Field.of(
            "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    this.page = new FixedFields(fields);
    this.hsts = options.hsts().map(HttpHeaders::createOptimized);
    this.proxied = options.proxied();
    this.corsOrigins = options.corsOrigins();
  }

  /** What every response of a kind has. */
  void addTo(Head head, boolean html) {
    head.add(html ? page : file);
  }

  /** Whether {@link #addFor} adds nothing, whatever is asked for over that connection. */
  boolean isSameForAll(HttpConnection connection) {
    return corsOrigins.isEmpty() && (hsts.isEmpty() || (!connection.isSsl() && !proxied));
  }

  /** What depends on who asks, and over what. */
  void addFor(MultiMap headers, Exchange exchange) {
    if (hsts.isPresent() && isOverTls(exchange.http())) {
      headers.add("strict-transport-security", hsts.get());
    }
    if (!corsOrigins.isEmpty()) {
      allowOrigin(headers, exchange);
    }
  }

  /** Asks the request only where it may know more than its connection: it looks at many fields. */
  private boolean isOverTls(HttpServerRequest request) {
    return request.connection().isSsl() || (proxied && "https".equals(request.scheme()));
  }

  /** Answers a browser that asks what a script of another site may do (Fetch, CORS preflight). */
  void addToPreflight(MultiMap headers, Exchange exchange) {
    if (corsOrigins.isEmpty() || !allowOrigin(headers, exchange)) {
      return;
    }
    headers
        .add(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .add(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY);
    String asked = exchange.http().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (asked != null) {
      headers
          .add(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked)
          .add(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    }
  }

  private boolean allowOrigin(MultiMap headers, Exchange exchange) {
    boolean anybody = corsOrigins.contains("*");
    String origin = exchange.http().getHeader(HttpHeaders.ORIGIN);
    if (!anybody) {
      headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    if (!anybody && (origin == null || !corsOrigins.contains(origin))) {
      return false;
    }
    headers
        .add(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, anybody ? ANYBODY : origin)
        .add(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    return true;
  }
}
