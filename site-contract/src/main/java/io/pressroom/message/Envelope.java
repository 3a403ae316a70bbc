package io.pressroom.message;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A message as it is sent: a CloudEvent 1.0.
 *
 * @param id with {@code source}, names this message and no other
 * @param source who sends it, such as {@code urn:pressroom:builder}
 * @param time when it was made
 * @param message what it says
 */
public record Envelope(String id, URI source, Instant time, Message message) {

  public Envelope {
    Objects.requireNonNull(source);
    Objects.requireNonNull(time);
    Objects.requireNonNull(message);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a message's id cannot be empty");
    }
  }
}
