package io.pressroom.builder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the first build is out; alive while the thread that builds is. A broker that is away
 * is told beside that and makes the builder neither unready nor dead: a restart would not bring it
 * back.
 */
@ApplicationScoped
class Health {

  @Produces
  @Readiness
  HealthCheck ready(Service service) {
    return () -> {
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("first build")
              .status(service.hasBuilt())
              .withData("unconfirmed announcements", service.unconfirmed());
      service.held().ifPresent(release -> response.withData("held live", release));
      return response.build();
    };
  }

  /** Ready whatever it says: the site as it was fetched last is served, and fetching is retried. */
  @Produces
  @Readiness
  HealthCheck fetched(Service service) {
    return () -> {
      HealthCheckResponseBuilder response =
          HealthCheckResponse.named("content from git").status(true);
      service
          .fetched()
          .ifPresent(
              status -> {
                status
                    .commit()
                    .ifPresent(
                        commit ->
                            response
                                .withData("commit", commit.id().name())
                                .withData("ref", commit.ref()));
                status.problem().ifPresent(it -> response.withData("problem", it.toString()));
              });
      return response.build();
    };
  }

  @Produces
  @Liveness
  HealthCheck alive(Service service) {
    return () -> HealthCheckResponse.named("build loop").status(service.isAlive()).build();
  }
}
