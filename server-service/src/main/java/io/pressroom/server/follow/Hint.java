package io.pressroom.server.follow;

import io.pressroom.message.Message;

/** Something may have happened. */
public sealed interface Hint {

  /**
   * Another release may be live.
   *
   * @param why for people to read
   */
  record Look(String why) implements Hint {}

  /** The builder said something. */
  record Said(Message message) implements Hint {}
}
