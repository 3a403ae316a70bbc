package io.pressroom.builder.plan;

/** One output to make, and why. */
public record Step(Output output, Reason reason) {

  @Override
  public String toString() {
    return output.path().value() + ": " + reason;
  }
}
