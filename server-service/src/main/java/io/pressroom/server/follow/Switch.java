package io.pressroom.server.follow;

/** Stops this service. */
@FunctionalInterface
public interface Switch {

  /** Begins to stop and returns at once; does nothing the second time. */
  void off(String why);
}
