package io.pressroom.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The secret that an operator sends: {@code Authorization: Bearer …} (RFC 6750, section 2.1). */
public final class Token {

  private static final String SCHEME = "Bearer ";

  private final Optional<String> secret;

  /**
   * @param secret nothing, or blank, switches everything off that asks for it
   */
  public Token(Optional<String> secret) {
    this.secret = secret.map(String::strip).filter(value -> !value.isEmpty());
  }

  boolean isSet() {
    return secret.isPresent();
  }

  /**
   * Whether an {@code Authorization} field has it. Takes the same time however much of it is right.
   */
  boolean isIn(String authorization) {
    return secret.isPresent()
        && authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            secret.get().getBytes(StandardCharsets.UTF_8),
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
