package io.pressroom.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pressroom.server.follow.Broker;
import io.pressroom.server.follow.Hints;
import io.pressroom.server.live.Live;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.serve.Tally;
import io.pressroom.store.ReleaseId;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is measured, on the management port at {@code /q/metrics}. */
@ApplicationScoped
class Metrics implements MeterBinder {

  private static final int[] STATUSES = {
    200, 204, 206, 301, 302, 303, 304, 307, 308, 400, 404, 405, 410, 412, 413, 416, 451, 500, 501,
    503, 505
  };

  private final Tally tally;
  private final Bodies bodies;
  private final Current current;
  private final Broker broker;
  private final Live live;
  private final ReleaseLoop loop;
  private final Hints hints;
  private final Certificates certificates;
  private final List<Meter> meters = new ArrayList<>();
  private Optional<MeterRegistry> registry = Optional.empty();
  private volatile Optional<MultiGauge> releaseInfo = Optional.empty();
  private volatile Optional<ReleaseId> named = Optional.empty();

  Metrics(
      Tally tally,
      Bodies bodies,
      Current current,
      Broker broker,
      Live live,
      ReleaseLoop loop,
      Hints hints,
      Certificates certificates) {
    this.hints = hints;
    this.certificates = certificates;
    this.tally = tally;
    this.bodies = bodies;
    this.current = current;
    this.broker = broker;
    this.live = live;
    this.loop = loop;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (int status : STATUSES) {
      counter(
          registry,
          FunctionCounter.builder("pressroom.responses", tally, t -> t.responses(status))
              .description("Responses by status")
              .tag("status", Integer.toString(status)));
    }
    counter(
        registry,
        FunctionCounter.builder("pressroom.response.bytes", tally, Tally::bytes)
            .description("Bytes of bodies sent")
            .baseUnit("bytes"));
    counter(
        registry,
        FunctionCounter.builder("pressroom.bodies", bodies, Bodies::hits)
            .description("Small bodies asked for, by whether they were in memory")
            .tag("result", "hit"));
    counter(
        registry,
        FunctionCounter.builder("pressroom.bodies", bodies, Bodies::misses)
            .description("Small bodies asked for, by whether they were in memory")
            .tag("result", "miss"));
    gauge(registry, "pressroom.bodies.kept", "Bytes of bodies kept in memory", bodies::bytesKept);
    gauge(
        registry,
        "pressroom.release.addresses",
        "Addresses of the release that is served",
        () -> current.release().map(release -> release.size()).orElse(0));
    gauge(
        registry,
        "pressroom.release.age.seconds",
        "Seconds since the release that is served was published; -1 without one",
        () -> secondsSince(current.release().map(LoadedRelease::published)));
    gauge(
        registry,
        "pressroom.event.age.seconds",
        "Seconds since the builder was last heard of; -1 if never",
        () -> secondsSince(hints.heard()));
    gauge(
        registry,
        "pressroom.release.refused",
        "1 where the live release cannot be served",
        () -> loop.refused().isPresent() ? 1 : 0);
    gauge(
        registry,
        "pressroom.broker.connected",
        "1 while the broker is there",
        () -> broker.state() == Broker.State.THERE ? 1 : 0);
    gauge(
        registry,
        "pressroom.certificate.expires.timestamp.seconds",
        "When the certificate expires, in seconds of 1970; 0 without one",
        () -> certificates.expires().map(Instant::getEpochSecond).orElse(0L));
    gauge(registry, "pressroom.live.streams", "Browsers that listen", live::streams);
    this.releaseInfo =
        Optional.of(
            MultiGauge.builder("pressroom.release.info")
                .description("1 for the release that is served")
                .register(registry));
    this.registry = Optional.of(registry);
    nameRelease();
  }

  /** A gauge cannot change its tags, so the one that has the release's id is exchanged. */
  @Scheduled(every = "1s", delayed = "1s")
  void nameRelease() {
    Optional<ReleaseId> now = current.release().map(LoadedRelease::id);
    if (releaseInfo.isPresent() && !now.equals(named)) {
      named = now;
      nameRelease(now);
    }
  }

  private void nameRelease(Optional<ReleaseId> release) {
    releaseInfo.ifPresent(
        info ->
            info.register(
                release.stream().map(id -> Row.of(Tags.of("release", id.value()), 1)).toList(),
                true));
  }

  /** The registry outlives this application where another one starts in the same process. */
  @PreDestroy
  void end() {
    nameRelease(Optional.empty());
    registry.ifPresent(r -> meters.forEach(r::remove));
  }

  private static long secondsSince(Optional<Instant> moment) {
    return moment.map(m -> Duration.between(m, Instant.now()).toSeconds()).orElse(-1L);
  }

  private <T> void counter(MeterRegistry to, FunctionCounter.Builder<T> counter) {
    meters.add(counter.register(to));
  }

  private void gauge(MeterRegistry to, String name, String description, Supplier<Number> value) {
    meters.add(Gauge.builder(name, value).description(description).register(to));
  }
}
