package io.pressroom.builder;

/**
 * The builder cannot start, for a reason outside of it. The message is one line for the operator
 * and says what to do; the process prints it, without a stack trace, and ends with exit code 1.
 */
final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1;

  CannotStart(String message) {
    super(message);
  }

  CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
