package io.pressroom.server.serve;

import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;

import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers every request but those below {@code /-/}, before anything else of the framework does.
 */
public final class SiteRoute {

  private static final int FIRST = -1000;

  /** What begins so is the server's own, and no address of the site. */
  static final String OWN = "/-/";

  private static final long SECOND = 1000;

  private final Current current;
  private final boolean shortAddresses;
  private final AccessLog accessLog;
  private final Today today;
  private final Tally tally;
  private final Responder responder;
  private final Shortcut.Site shortcuts;

  public SiteRoute(
      Vertx vertx,
      Current current,
      Bodies bodies,
      Options options,
      Tally tally,
      AccessLog accessLog) {
    this.current = current;
    this.shortAddresses = options.shortAddresses();
    this.accessLog = accessLog;
    this.today = new Today(Clock.systemUTC());
    this.tally = tally;
    Policy policy = new Policy(options);
    ContentFields fields = new ContentFields(policy, today);
    this.responder = new Responder(vertx, bodies, options, policy, fields, today, tally);
    this.shortcuts = new Shortcut.Site(current, bodies, fields, tally, options, policy, accessLog);
    vertx.setPeriodic(SECOND, timer -> today.tick());
  }

  /** Puts this route into the router. */
  public void register(Router router) {
    router.route().order(FIRST).handler(this::handle).failureHandler(this::afterFailure);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == null) {
      refuse(request);
      return;
    }
    pace(request);
    String target = target(request);
    Optional<LoadedRelease> release = current.release();
    if (accessLog.isOn() && request.uri() != null) { // without, the framework fails to say who asks
      accessLog.begin(context, release);
    }
    if (target.startsWith(OWN)) {
      // What the router cannot decode it puts into the log, with a stack trace for each request.
      if (Address.decode(Address.path(target)).isPresent()) {
        context.next();
      } else {
        responder.respond(new Exchange(request, asked(request), release), new Answer.BadTarget());
      }
      return;
    }
    MultiMap headers = request.headers();
    if (Framing.endsConnection(request)) {
      request
          .response()
          .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
          .bodyEndHandler(sent -> request.connection().close());
    }
    boolean bounded = !mayHaveBody(request, headers) || RequestBody.bound(request);
    Request asked = asked(request);
    Answer answer =
        Framing.isBad(request.version(), headers)
            ? new Answer.BadTarget()
            : bounded ? Resolver.answer(release, asked, shortAddresses) : new Answer.BodyTooLarge();
    responder.respond(new Exchange(request, asked, release), answer);
  }

  /** Gives a connection of HTTP/1, with its first request, what bounds it and what is fast. */
  private void pace(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase connection) {
      Shortcut.shorten(request, connection, Pace.of(connection), shortcuts);
    }
  }

  /**
   * Answers a request of a version that this server does not have (RFC 9110, section 15.6.6).
   * Around the framework, which would answer as if it had that version.
   */
  private void refuse(HttpServerRequest request) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            io.netty.handler.codec.http.HttpVersion.HTTP_1_1, HTTP_VERSION_NOT_SUPPORTED);
    response
        .headers()
        .set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .set(HttpHeaders.CONTENT_LENGTH, "0");
    tally.count(response.status().code(), 0);
    ((ConnectionBase) request.connection())
        .channelHandlerContext()
        .writeAndFlush(response)
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static Request asked(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return new Request(
        request.method().name(), target(request), () -> origin(request), Fields.of(headers));
  }

  /** What is asked for; CONNECT over HTTP/2 has no path (RFC 9113, section 8.5). */
  private static String target(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.uri(), "");
  }

  private static boolean mayHaveBody(HttpServerRequest request, MultiMap headers) {
    return headers.contains(HttpHeaders.CONTENT_LENGTH)
        || headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || (request.version() == HttpVersion.HTTP_2 && !request.method().equals(HttpMethod.GET));
  }

  private static Request.Origin origin(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return new Request.Origin(request.scheme(), authority == null ? "" : authority.toString());
  }

  /**
   * The router refuses by itself, and without a word, what does not begin with a slash, such as
   * {@code OPTIONS *}.
   */
  private void afterFailure(RoutingContext context) {
    HttpServerRequest request = context.request();
    pace(request);
    if (context.response().headWritten()) {
      context.next();
    } else if (!target(request).startsWith(OWN)) {
      handle(context);
    } else {
      context.next();
    }
  }
}
