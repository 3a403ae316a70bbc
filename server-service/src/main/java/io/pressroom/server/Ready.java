package io.pressroom.server;

import io.pressroom.server.follow.Broker;
import io.pressroom.server.load.Current;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is a server that has a release and is not stopping. A broker that is away is told and makes
 * nothing unready: everything published still shows up.
 */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {

  private final Current current;
  private final Broker broker;
  private final ReleaseLoop loop;

  Ready(Current current, Broker broker, ReleaseLoop loop) {
    this.current = current;
    this.broker = broker;
    this.loop = loop;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("release")
            .status(current.release().isPresent() && !Stop.OF_THIS_PROCESS.isStopping())
            .withData("broker", broker.state().name().toLowerCase(Locale.ROOT));
    current
        .release()
        .ifPresent(
            release ->
                response
                    .withData("release", release.id().value())
                    .withData("addresses", release.size())
                    .withData("published", release.published().toString()));
    loop.refused().ifPresent(reason -> response.withData("refused", reason));
    return response.build();
  }
}
