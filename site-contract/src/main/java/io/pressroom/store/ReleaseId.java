package io.pressroom.store;

/**
 * The name of a release: the SHA-256 of its manifest's root file. Equal sites have equal ids, on
 * any machine and at any time.
 *
 * @param value 64 lowercase hexadecimal digits
 */
public record ReleaseId(String value) {

  public ReleaseId {
    Hex.require64(value, "a release id");
  }

  /** The first 12 digits, for people to read; never for looking a release up. */
  public String shortForm() {
    return value.substring(0, 12);
  }

  @Override
  public String toString() {
    return value;
  }
}
