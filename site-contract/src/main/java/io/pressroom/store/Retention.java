package io.pressroom.store;

import java.time.Duration;

/**
 * Which releases a store keeps: the newest {@code keep}, all that were published less than {@code
 * youngerThan} ago, and always the live one.
 */
public record Retention(int keep, Duration youngerThan) {

  public Retention {
    if (keep < 0 || youngerThan.isNegative()) {
      throw new IllegalArgumentException(
          "retention cannot be negative: keep " + keep + ", younger than " + youngerThan);
    }
  }
}
