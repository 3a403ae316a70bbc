package io.pressroom.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pressroom.server.follow.Broker;
import io.pressroom.server.live.Live;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.serve.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** What is measured, on the management port at {@code /q/metrics}. */
@ApplicationScoped
class Metrics implements MeterBinder {

  private static final int[] STATUSES = {
    200, 204, 206, 304, 308, 400, 404, 405, 412, 416, 500, 501, 503
  };

  private final Tally tally;
  private final Bodies bodies;
  private final Current current;
  private final Broker broker;
  private final Live live;
  private final ReleaseLoop loop;

  Metrics(Tally tally, Bodies bodies, Current current, Broker broker, Live live, ReleaseLoop loop) {
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
      FunctionCounter.builder("pressroom.responses", tally, t -> t.responses(status))
          .description("Responses by status")
          .tag("status", Integer.toString(status))
          .register(registry);
    }
    FunctionCounter.builder("pressroom.response.bytes", tally, Tally::bytes)
        .description("Bytes of bodies sent")
        .baseUnit("bytes")
        .register(registry);
    gauge(registry, "pressroom.bodies.kept", "Bytes of bodies kept in memory", bodies::bytesKept);
    gauge(
        registry,
        "pressroom.release.addresses",
        "Addresses of the release that is served",
        () -> current.release().map(release -> release.size()).orElse(0));
    gauge(
        registry,
        "pressroom.release.age.seconds",
        "Seconds since the release that is served was published",
        () ->
            current
                .release()
                .map(release -> Duration.between(release.published(), Instant.now()).toSeconds())
                .orElse(-1L));
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
    gauge(registry, "pressroom.live.streams", "Browsers that listen", live::streams);
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      String description,
      java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }
}
