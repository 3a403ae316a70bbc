package io.pressroom.server.serve;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * What a request of HTTP/1 says about itself and its connection, beyond what the framework checks.
 * Two programs on the way that read this differently are how requests are smuggled.
 */
final class Framing {

  /** Beside letters and digits. */
  private static final String OF_A_HOST = "-._~:[]%!$&'()*+,;=";

  private static final String CHUNKED = "chunked";
  private static final String KEEP_ALIVE = "keep-alive";
  private static final String CLOSE = "close";

  private Framing() {}

  /**
   * Whether the request is to be refused: HTTP/1.1 names exactly one valid host (RFC 9112, section
   * 3.2); a field has a name (section 5); a body that is not chunked last has no end that could be
   * known (section 6.3).
   */
  static boolean isBad(HttpVersion version, MultiMap headers) {
    if (version == HttpVersion.HTTP_2) {
      return false;
    }
    String host = headers.get(HttpHeaders.HOST);
    if (host == null ? version == HttpVersion.HTTP_1_1 : host.isEmpty()) {
      return true;
    }
    if (host != null && (!isHost(host) || headers.getAll(HttpHeaders.HOST).size() > 1)) {
      return true;
    }
    String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
    return headers.contains("")
        || (coding != null
            && (!coding.equalsIgnoreCase(CHUNKED)
                || headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() > 1));
  }

  /** Whether it has the characters of a host and a port (RFC 3986, section 3.2), and no others. */
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && OF_A_HOST.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a request ends with its head, and asks nothing of its connection but to be kept. */
  static boolean isBare(MultiMap headers) {
    String options = headers.get(HttpHeaders.CONNECTION);
    return !headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaders.UPGRADE)
        && !headers.contains(HttpHeaders.EXPECT)
        && (options == null
            || (options.equals(KEEP_ALIVE) && headers.getAll(HttpHeaders.CONNECTION).size() == 1));
  }

  /**
   * Whether the connection ends with the response: the client says so, perhaps among other options
   * (RFC 9112, section 9.6), or it sent a body in chunks, beside which a length may have stood that
   * the framework has taken away (section 6.1).
   */
  static boolean endsConnection(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return false;
    }
    MultiMap headers = request.headers();
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      return true;
    }
    String options = headers.get(HttpHeaders.CONNECTION);
    return options != null && !options.equals(KEEP_ALIVE) && names(headers, CLOSE);
  }

  private static boolean names(MultiMap headers, String option) {
    List<String> fields = headers.getAll(HttpHeaders.CONNECTION);
    for (String field : fields) {
      for (String part : field.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(option)) {
          return true;
        }
      }
    }
    return false;
  }
}
