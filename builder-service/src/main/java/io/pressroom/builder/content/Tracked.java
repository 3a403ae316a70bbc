package io.pressroom.builder.content;

import java.util.Optional;

/**
 * A file as it was read.
 *
 * @param stamp by which to tell that it has not changed; empty where it has to be read again
 */
record Tracked(Optional<Stamp> stamp, Item item) {
  boolean isStill(Stamp now) {
    return stamp.isPresent() && stamp.get().equals(now);
  }
}
