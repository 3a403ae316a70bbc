package io.pressroom.builder.command;

/** A command cannot do what it was asked for; the message is one line and says what to do. */
final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message);
  }
}
