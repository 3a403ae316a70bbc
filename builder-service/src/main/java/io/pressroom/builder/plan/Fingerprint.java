package io.pressroom.builder.plan;

import io.pressroom.store.Digest;

/**
 * 128 bits that stand for the answer to a {@link Key}: the first half of a SHA-256. Equal answers
 * have equal fingerprints, in every process and on every machine.
 */
public record Fingerprint(long high, long low) {

  /** The answer to a question about something that is not there. */
  public static final Fingerprint ABSENT = new Fingerprint(0, 0);

  static Fingerprint of(Digest digest) {
    String hex = digest.hex();
    return new Fingerprint(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
