package io.pressroom.server;

import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Who may say on whose behalf a request comes, with {@code Forwarded} or {@code X-Forwarded-*}. The
 * framework believes everybody where nobody is named; here that is refused.
 */
final class Proxies {

  private static final List<String> SWITCHES =
      List.of("quarkus.http.proxy.proxy-address-forwarding", "quarkus.http.proxy.allow-forwarded");
  private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

  private Proxies() {}

  static boolean areBelieved(Config config) {
    return SWITCHES.stream()
        .anyMatch(name -> config.getOptionalValue(name, Boolean.class).orElse(false));
  }

  static void check(Config config) {
    boolean on = areBelieved(config);
    boolean named =
        config.getOptionalValue(TRUSTED, String.class).filter(v -> !v.isBlank()).isPresent();
    if (on && !named) {
      throw new WrongSetting(
          TRUSTED + " (QUARKUS_HTTP_PROXY_TRUSTED_PROXIES)",
          "name the proxies that are to be believed, such as 10.0.0.0/8: with forwarding on and"
              + " nobody named, every client would be believed");
    }
  }
}
