package io.pressroom.server.follow;

import io.pressroom.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Hints on their way to the one thread that acts on them. Bounded: looks that wait are one, and
 * where the builder says more than is heard, the oldest is forgotten.
 */
public final class Hints {

  private static final int MOST = 256;

  private final Queue<Message> said = new ArrayDeque<>();
  private Optional<String> look = Optional.empty();
  private volatile Optional<Instant> heard = Optional.empty();

  /** Another release may be live. */
  public synchronized void look(String why) {
    if (look.isEmpty()) {
      look = Optional.of(why);
      notifyAll();
    }
  }

  /** The builder said something. */
  public synchronized void said(Message message) {
    heard = Optional.of(Instant.now());
    if (said.size() == MOST) {
      said.remove();
    }
    said.add(message);
    notifyAll();
  }

  /** Whether none waits. */
  public synchronized boolean isEmpty() {
    return look.isEmpty() && said.isEmpty();
  }

  /** When the builder last said something, if it ever did. */
  public Optional<Instant> heard() {
    return heard;
  }

  /**
   * Waits for the next hint. A look comes first: what was said is likely about it.
   *
   * @return empty where none has come within the timeout
   */
  public synchronized Optional<Hint> poll(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return Optional.of(take());
  }

  private Hint take() {
    if (look.isPresent()) {
      Hint next = new Hint.Look(look.get());
      look = Optional.empty();
      return next;
    }
    return new Hint.Said(said.remove());
  }
}
