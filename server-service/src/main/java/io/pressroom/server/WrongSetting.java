package io.pressroom.server;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** A setting with which this service does not start. */
final class WrongSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final List<String> PORTS =
      List.of("quarkus.http.port", "quarkus.http.ssl-port", "quarkus.management.port");

  /** How browsers write an origin (RFC 6454, section 6.2); it is compared letter by letter. */
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  private static final Pattern WITH_USUAL_PORT = Pattern.compile("http:.*:80|https:.*:443");

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
    settings.origins().forEach(WrongSetting::refuseUnlessOrigin);
  }

  private static void refuseUnlessOrigin(String origin) {
    boolean written = ORIGIN.matcher(origin).matches();
    if (!origin.equals("*")
        && !origin.equals("null")
        && (!written || WITH_USUAL_PORT.matcher(origin).matches())) {
      throw new WrongSetting(
          "pressroom.cors-origins (PRESSROOM_CORS_ORIGINS)",
          "no page comes from \"%s\": an origin is a scheme and a host in lower case, with its port"
                  .formatted(origin)
              + " where that is not the usual one, and no more, such as https://app.example or"
              + " http://localhost:3000; * is everybody's");
    }
  }

  private static void atLeast(Duration least, Duration value, String name) {
    if (value.compareTo(least) < 0) {
      throw new WrongSetting(name, "cannot be less than %d ms".formatted(least.toMillis()));
    }
  }
}
