package io.pressroom.server.serve;

import io.pressroom.rules.HeaderRules;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator decides about responses.
 *
 * @param contentSecurityPolicy what pages may load, or nothing to leave that open
 * @param hsts {@code Strict-Transport-Security} of responses over TLS, or nothing
 * @param corsOrigins whose pages may read this site with a script; {@code *} for everybody's
 * @param cacheControl {@code Cache-Control} by path
 * @param shortAddresses whether {@code /x.html} leads to {@code /x}
 * @param proxied whether a proxy is believed that says over what a client came
 */
public record Options(
    Optional<String> contentSecurityPolicy,
    Optional<String> hsts,
    Set<String> corsOrigins,
    HeaderRules cacheControl,
    boolean shortAddresses,
    boolean proxied) {

  public Options {
    corsOrigins = Set.copyOf(corsOrigins);
  }

  /**
   * Reads {@code /files/* public, max-age=600; /feed.xml max-age=60}; of several that fit a path
   * the last holds.
   *
   * @throws IllegalArgumentException if it cannot be read; the message says why
   */
  public static HeaderRules cacheControl(String written) {
    StringBuilder rules = new StringBuilder();
    for (String rule : written.split(";", -1)) {
      String[] parts = rule.strip().split("\\s+", 2);
      if (rule.isBlank()) {
        continue;
      }
      if (parts.length < 2) {
        throw new IllegalArgumentException("\"" + rule.strip() + "\" has no value after its path");
      }
      rules
          .append(parts[0])
          .append("\n! Cache-Control\nCache-Control: ")
          .append(parts[1])
          .append('\n');
    }
    HeaderRules read = HeaderRules.parse("", rules.toString().getBytes(StandardCharsets.UTF_8));
    read.problems()
        .forEach(
            problem -> {
              throw new IllegalArgumentException(problem.detail());
            });
    return read;
  }
}
