package io.pressroom.server.serve;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a request. Nothing here takes one: it is read and thrown away, so that the connection
 * can go on, up to a bound.
 */
final class RequestBody {

  private static final long MOST = 64 << 10;

  private RequestBody() {}

  /**
   * Sees to it that no more is read than the bound.
   *
   * @return whether the request says, or at least does not deny, that its body is within it
   */
  static boolean bound(HttpServerRequest request) {
    AtomicLong left = new AtomicLong(MOST);
    request.handler(
        bytes -> {
          if (left.addAndGet(-bytes.length()) < 0) {
            end(request);
          }
        });
    boolean within = length(request) <= MOST;
    if (!within) {
      request.response().bodyEndHandler(sent -> end(request));
    }
    return within;
  }

  private static void end(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else {
      request.connection().close();
    }
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
