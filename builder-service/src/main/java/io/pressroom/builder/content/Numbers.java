package io.pressroom.builder.content;

import java.math.BigInteger;

/** Whole numbers are Longs where they fit, so equal numbers are equal objects. */
final class Numbers {
  private Numbers() {}

  static Object narrow(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }
}
