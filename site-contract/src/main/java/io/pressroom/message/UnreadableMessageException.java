package io.pressroom.message;

/**
 * A message that this service cannot read: not a CloudEvent, of an unknown type or version, or with
 * a field missing or wrong. To read it again will not help.
 */
public final class UnreadableMessageException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableMessageException(String reason) {
    super(reason);
  }

  UnreadableMessageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
