package io.pressroom.server;

import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** A setting with which this service does not start. */
final class WrongSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final List<String> PORTS =
      List.of("quarkus.http.port", "quarkus.http.ssl-port", "quarkus.management.port");

  WrongSetting(String name, String why) {
    super(name + ": " + why);
  }

  /** Throws at the first value of the right type that cannot be meant so. */
  static void refuse(Settings settings, Config config) {
    atLeast(Duration.ofSeconds(1), settings.lookEvery(), "pressroom.look-every");
    // With none, connections would be closed while they are answered.
    atLeast(Duration.ofMillis(1), settings.requestTimeout(), "pressroom.request-timeout");
    atLeast(Duration.ofMillis(1), settings.idleTimeout(), "pressroom.idle-timeout");
    for (String name : PORTS) {
      int port = config.getOptionalValue(name, Integer.class).orElse(0);
      if (port < 0 || port > 65535) {
        throw new WrongSetting(name, "must be a number from 0 to 65535, not " + port);
      }
    }
  }

  private static void atLeast(Duration least, Duration value, String name) {
    if (value.compareTo(least) < 0) {
      throw new WrongSetting(name, "cannot be less than %d ms".formatted(least.toMillis()));
    }
  }
}
