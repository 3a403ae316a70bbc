package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pressroom.rules.HeaderRules;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Loader;
import io.pressroom.store.StoreReader;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The rooms {@code load} and {@code serve} of one server, on a port of its own. */
final class Replica implements AutoCloseable {

  static final long MEMORY = 4 << 20;

  final Tally tally = new Tally();

  /** How many requests came to the framework's router. */
  final AtomicLong framework = new AtomicLong();

  final Bodies bodies;
  private final Vertx vertx = Vertx.vertx();
  private final Current current = new Current();
  private final Loader loader;
  private final HttpServer server;

  Replica(Path store) throws Exception {
    this(store, new AccessLog(AccessLog.Format.OFF, Clock.systemUTC(), line -> {}));
  }

  Replica(Path store, AccessLog accessLog) throws Exception {
    StoreReader reader = StoreReader.at(store);
    bodies = new Bodies(reader, MEMORY, false);
    loader = new Loader(reader, bodies, Optional.empty(), Clock.systemUTC());
    Options options =
        new Options(Optional.empty(), Optional.empty(), Set.of(), HeaderRules.NONE, false, false);
    Router router = Router.router(vertx);
    router
        .route()
        .order(-10_000)
        .handler(
            context -> {
              framework.incrementAndGet();
              context.next();
            });
    new SiteRoute(vertx, current, bodies, options, tally, accessLog).register(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  /** Looks at the store, in which another release is live, and serves that from now on. */
  LoadedRelease look() {
    Loader.Outcome outcome = loader.look(current.release());
    LoadedRelease release =
        assertInstanceOf(Loader.Outcome.Loaded.class, outcome, outcome::toString).release();
    current.swap(release);
    return release;
  }

  int port() {
    return server.actualPort();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
