package io.pressroom.server.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.util.NetUtil;
import io.pressroom.server.load.LoadedRelease;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One line for each request, when its response has been sent or broken off. */
public final class AccessLog {

  /** How lines are written. */
  public enum Format {
    /** There are none. */
    OFF,
    /** That of Apache's and nginx's {@code combined}, with the request's id at the end. */
    COMBINED,
    /** One JSON object a line. */
    JSON
  }

  static final CharSequence REQUEST_ID =
      io.vertx.core.http.HttpHeaders.createOptimized("x-request-id");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");
  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final DateTimeFormatter COMBINED_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Format format;
  private final Clock clock;
  private final Consumer<String> lines;

  /**
   * @param lines takes each line, without its line feed
   */
  public AccessLog(Format format, Clock clock, Consumer<String> lines) {
    this.format = format;
    this.clock = clock;
    this.lines = lines;
  }

  boolean isOn() {
    return format != Format.OFF;
  }

  /**
   * Gives a request its id, unless it has one, and has its line written at the end.
   *
   * @param release the one that its response is made from
   */
  void begin(RoutingContext context, Optional<LoadedRelease> release) {
    Instant start = clock.instant();
    HttpServerRequest request = context.request();
    String sent = request.getHeader(REQUEST_ID);
    String id =
        sent != null && ID.matcher(sent).matches()
            ? sent
            : Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    context.response().putHeader(REQUEST_ID, id);
    context.addEndHandler(
        end ->
            lines.accept(line(start, id, request, context.response(), release, end.succeeded())));
  }

  private String line(
      Instant start,
      String id,
      HttpServerRequest request,
      HttpServerResponse response,
      Optional<LoadedRelease> release,
      boolean whole) {
    Optional<String> client = client(request.remoteAddress());
    String referrer = request.getHeader("referer");
    String agent = request.getHeader("user-agent");
    if (format == Format.COMBINED) {
      return "%s - - [%s] \"%s %s %s\" %d %d \"%s\" \"%s\" %s"
          .formatted(
              client.orElse("-"),
              COMBINED_TIME.format(start),
              escaped(request.method().name()),
              escaped(request.uri()),
              protocol(request.version()),
              response.getStatusCode(),
              response.bytesWritten(),
              escaped(referrer),
              escaped(agent),
              id);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", start.toString());
    fields.put("id", id);
    fields.put("client", client.orElse(null));
    fields.put("method", request.method().name());
    fields.put("target", request.uri());
    fields.put("protocol", protocol(request.version()));
    fields.put("host", request.authority() == null ? null : request.authority().toString());
    fields.put("status", response.getStatusCode());
    fields.put("bytes", response.bytesWritten());
    fields.put("micros", Duration.between(start, clock.instant()).toNanos() / 1000);
    fields.put("referrer", referrer);
    fields.put("agent", agent);
    fields.put("release", release.map(r -> r.id().shortForm()).orElse(null));
    fields.put("whole", whole);
    try {
      return Json.MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // strings and numbers can be written
    }
  }

  /**
   * Who asked. A proxy that is believed may have said an IPv6 address in brackets, or no address at
   * all: {@code unknown}, or a name that only it understands (RFC 7239, section 6).
   */
  static Optional<String> client(SocketAddress address) {
    if (address == null || address.hostAddress() != null) {
      return Optional.ofNullable(address).map(SocketAddress::hostAddress);
    }
    Optional<String> said = Optional.ofNullable(address.host());
    return said.map(NetUtil::createInetAddressFromIpAddressString)
        .map(InetAddress::getHostAddress)
        .or(() -> said.filter(name -> NODE.matcher(name).matches()));
  }

  /** Made for the first line that is JSON, because it would hold up the start. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
    };
  }

  /** Nobody who asks may end a field or a line, or reach the terminal that shows it. */
  private static String escaped(String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7f) {
        escaped.append(c < 0x100 ? "\\x%02x".formatted((int) c) : "\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
