package io.pressroom.server.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code /-/live}, the stream of events, and {@code /-/live.js}, the script that listens to it. */
public final class LiveRoute {

  private static final int BEFORE_THE_FRAMEWORK = -900;
  private static final long BEAT = 20_000;

  private final Vertx vertx;
  private final Live live;
  private final Buffer script;

  public LiveRoute(Vertx vertx, Live live) {
    this.vertx = vertx;
    this.live = live;
    this.script = Buffer.buffer(read("live.js"));
  }

  /** Puts this route into the router. */
  public void register(Router router) {
    router.get("/-/live").order(BEFORE_THE_FRAMEWORK).handler(this::stream);
    router.get("/-/live.js").order(BEFORE_THE_FRAMEWORK).handler(this::script);
    vertx.setPeriodic(BEAT, timer -> live.beat());
  }

  private void stream(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("x-accel-buffering", "no"); // nginx would hold the events back
    Listener listener =
        new Listener() {
          @Override
          public void send(String event) {
            if (response.ended() || response.closed()) {
              live.gone(this);
            } else if (response.writeQueueFull()) {
              response.reset(); // It does not read. It comes back with the id it saw last.
            } else {
              response.write(event).onFailure(cause -> live.gone(this));
            }
          }

          @Override
          public void close() {
            if (!response.ended() && !response.closed()) {
              response.end().onFailure(cause -> live.gone(this));
            }
          }
        };
    response.closeHandler(closed -> live.gone(listener));
    response.endHandler(ended -> live.gone(listener));
    String page = context.request().getParam("page", "/");
    String last = context.request().getHeader("last-event-id");
    live.open(listener, page, last != null ? last : context.request().getParam("last", ""));
  }

  private void script(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript;charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("x-content-type-options", "nosniff")
        .end(script);
  }

  private static byte[] read(String name) {
    try (InputStream in = LiveRoute.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
