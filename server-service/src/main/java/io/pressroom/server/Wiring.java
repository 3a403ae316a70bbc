package io.pressroom.server;

import io.pressroom.rules.HeaderRules;
import io.pressroom.server.admin.Token;
import io.pressroom.server.follow.Hints;
import io.pressroom.server.follow.Switch;
import io.pressroom.server.live.Live;
import io.pressroom.server.live.LiveRoute;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.HtmlAddition;
import io.pressroom.server.load.Loader;
import io.pressroom.server.serve.AccessLog;
import io.pressroom.server.serve.Options;
import io.pressroom.server.serve.SiteRoute;
import io.pressroom.server.serve.Tally;
import io.pressroom.store.StoreReader;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Puts the rooms together, in their order: follow, load, serve, live, admin. */
@ApplicationScoped
class Wiring {

  private static final Logger LOG = Logger.getLogger(Wiring.class);

  @Produces
  @Singleton
  @DefaultBean // A test must not switch off the process that runs it.
  Switch serviceSwitch() {
    return Stop.OF_THIS_PROCESS;
  }

  @Produces
  @Singleton
  Hints hints() {
    return new Hints();
  }

  @Produces
  @Singleton
  Current current() {
    return new Current();
  }

  @Produces
  @Singleton
  Tally tally() {
    return new Tally();
  }

  @Produces
  @Singleton
  StoreReader store(Settings settings) {
    return StoreReader.at(settings.store());
  }

  @Produces
  @Singleton
  Bodies bodies(StoreReader store, Settings settings) {
    return new Bodies(store, settings.memoryBytes(), settings.earlyHints());
  }

  @Produces
  @Singleton
  Live live(Current current) {
    return new Live(current);
  }

  @Produces
  @Singleton
  Token token(Settings settings) {
    return new Token(settings.admin().token());
  }

  @Produces
  @Singleton
  ReleaseLoop loop(
      Hints hints,
      StoreReader store,
      Bodies bodies,
      Current current,
      Live live,
      Settings settings) {
    Optional<HtmlAddition> addition =
        settings.liveReload() ? Optional.of(Live.ADDITION) : Optional.empty();
    return new ReleaseLoop(
        hints, new Loader(store, bodies, addition, Clock.systemUTC()), current, live);
  }

  @Produces
  @Singleton
  SiteRoute site(Vertx vertx, Current current, Bodies bodies, Tally tally, Settings settings) {
    AccessLog accessLog =
        new AccessLog(settings.accessLog(), Clock.systemUTC(), Logger.getLogger("access")::info);
    return new SiteRoute(vertx, current, bodies, options(settings), tally, accessLog);
  }

  private static Options options(Settings settings) {
    return new Options(
        field(settings.contentSecurityPolicy()),
        field(settings.hsts()),
        settings.origins(),
        settings.cacheControl().map(Wiring::cacheControl).orElse(HeaderRules.NONE),
        settings.shortAddresses(),
        Proxies.areBelieved(ConfigProvider.getConfig()));
  }

  /**
   * What a header field says, in one line over however many it is written; {@code off} for none.
   */
  static Optional<String> field(String written) {
    return Optional.of(written.strip().replaceAll("\\s+", " "))
        .filter(value -> !value.equals("off"));
  }

  private static HeaderRules cacheControl(String written) {
    try {
      return Options.cacheControl(written);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting("pressroom.cache-control (PRESSROOM_CACHE_CONTROL)", e.getMessage());
    }
  }

  /** The store is read while the rest still starts. */
  void begin(
      @Observes @Priority(1) StartupEvent event,
      ReleaseLoop loop,
      Settings settings,
      Certificates certificates,
      TlsConfigurationRegistry registry) {
    WrongSetting.refuse(settings, ConfigProvider.getConfig());
    Proxies.check(ConfigProvider.getConfig());
    certificates.check(registry);
    settings.parentPid().ifPresent(Stop.OF_THIS_PROCESS::whenEnds);
    loop.start();
  }

  void routes(@Observes Router router, Vertx vertx, SiteRoute site, Live live, Settings settings) {
    site.register(router);
    if (settings.liveReload()) {
      new LiveRoute(vertx, live).register(router);
    }
  }

  void listening(@ObservesAsync HttpServerStart server) {
    LOG.infof("Listening on http://%s:%d", server.options().getHost(), server.options().getPort());
  }

  void listeningWithTls(@ObservesAsync HttpsServerStart server) {
    LOG.infof("Listening on https://%s:%d", server.options().getHost(), server.options().getPort());
  }

  void end(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event, Live live) {
    Stop.OF_THIS_PROCESS.first(live::close);
    Stop.OF_THIS_PROCESS.started();
  }
}
