package io.pressroom.server.serve;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields that tell browsers what a site may do, the same for every response of a kind.
 */
public final class Policy {

  private record Field(CharSequence name, CharSequence value) {
    static Field of(String name, String value) {
      return new Field(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
  }

  private static final List<Field> ALWAYS =
      List.of(
          Field.of("x-content-type-options", "nosniff"),
          Field.of("referrer-policy", "strict-origin-when-cross-origin"));

  private final List<Field> page;

  /**
   * @param contentSecurityPolicy what pages may load, or nothing to leave that open
   */
  public Policy(Optional<String> contentSecurityPolicy) {
    List<Field> fields = new ArrayList<>(ALWAYS);
    contentSecurityPolicy
        .filter(policy -> !policy.isBlank())
        .ifPresent(policy -> fields.add(Field.of("content-security-policy", policy)));
    fields.add(Field.of("cross-origin-opener-policy", "same-origin"));
    fields.add(
        Field.of(
            "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    this.page = List.copyOf(fields);
  }

  void addTo(MultiMap headers, boolean html) {
    List<Field> fields = html ? page : ALWAYS;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      headers.add(field.name(), field.value());
    }
  }
}
