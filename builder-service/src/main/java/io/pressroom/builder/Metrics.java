package io.pressroom.builder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What the builder tells whoever measures it. */
@ApplicationScoped
class Metrics {

  private final MeterRegistry registry;
  private final Timer builds;
  private final Counter releases;
  private final Counter outputs;
  private final Counter fetches;
  private final Counter failedFetches;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger problems = new AtomicInteger();

  Metrics(MeterRegistry registry) {
    this.registry = registry;
    this.builds =
        Timer.builder("pressroom.builds")
            .description("Builds, from reading the content to the live release")
            .register(registry);
    this.releases =
        Counter.builder("pressroom.releases")
            .description("Builds that made another release live")
            .register(registry);
    this.outputs =
        Counter.builder("pressroom.outputs.made")
            .description("Outputs that were rendered or copied")
            .register(registry);
    this.fetches = fetches("ok");
    this.failedFetches = fetches("failed");
    registry.gauge("pressroom.problems", problems);
    registry.gauge("pressroom.held", held);
  }

  private Counter fetches(String outcome) {
    return Counter.builder("pressroom.fetches")
        .description("Looks at the site's git repository")
        .tag("outcome", outcome)
        .register(registry);
  }

  void fetched(boolean ok) {
    (ok ? fetches : failedFetches).increment();
  }

  /** Whether a release is held live, so that builds wait. */
  void held(boolean now) {
    held.set(now ? 1 : 0);
  }

  void built(Built built) {
    builds.record(built.took());
    outputs.increment((double) built.rendered() + built.copied());
    problems.set(built.problems().size());
    if (built.published().filter(it -> it.isLive() && it.isNew()).isPresent()) {
      releases.increment();
    }
  }

  /** Has the number of messages told that the broker has not confirmed. */
  void unconfirmed(IntSupplier unconfirmed) {
    // Held by the meter: a registry alone would let it go with the next collection of garbage.
    Gauge.builder("pressroom.announcements.unconfirmed", unconfirmed::getAsInt).register(registry);
  }
}
