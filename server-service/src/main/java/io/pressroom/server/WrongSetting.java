package io.pressroom.server;

/** A setting with which this service does not start. */
final class WrongSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  WrongSetting(String name, String why) {
    super(name + ": " + why);
  }
}
