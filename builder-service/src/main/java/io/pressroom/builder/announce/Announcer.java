package io.pressroom.builder.announce;

import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.MessageCodec;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends messages to the queue, one at a time and without ever making the caller wait. While the
 * broker is away one message of each type waits, the latest: whoever gets it knows enough, since a
 * server that missed a release reads the store.
 */
public final class Announcer {

  private static final URI SOURCE = URI.create("urn:pressroom:builder");
  private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);

  /** Where messages go: a queue, or what a test puts in its place. */
  @FunctionalInterface
  public interface Line {
    /** Sends one message; what is returned completes when the broker has confirmed it. */
    CompletionStage<?> send(String message);
  }

  /** What is told of the broker, once each time. */
  public interface Listener {
    /** The broker has taken nothing for a while, and why not the last time. */
    void failed(Throwable why);

    /** It takes messages again. */
    void recovered();
  }

  /** So long nobody is told that the broker takes nothing: it may just start, or start anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void failed(Throwable why) {}

        @Override
        public void recovered() {}
      };

  private final Clock clock;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition confirmed = lock.newCondition();
  private final SequencedMap<Class<? extends Message>, Message> waiting = new LinkedHashMap<>();
  private Line line;
  private boolean sending;
  // Of whoever has a message on its way, which is one at a time:
  private Optional<Instant> failing = Optional.empty(); // since then nothing was taken
  private boolean told;

  public Announcer(Clock clock) {
    this(clock, NOBODY);
  }

  public Announcer(Clock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** From here on messages can be sent. What waited is sent. */
  public void connect(Line line) {
    lock.lock();
    try {
      this.line = line;
    } finally {
      lock.unlock();
    }
    sendNext();
  }

  /** Sends the message as soon as the broker takes it, in place of a waiting one of its type. */
  public void announce(Message message) {
    lock.lock();
    try {
      waiting.remove(message.getClass());
      waiting.put(message.getClass(), message);
    } finally {
      lock.unlock();
    }
    sendNext();
  }

  /** How many messages the broker has not confirmed. */
  public int unconfirmed() {
    lock.lock();
    try {
      return waiting.size() + (sending ? 1 : 0);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the broker has confirmed everything.
   *
   * @return whether it has, within that time
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (sending || !waiting.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = confirmed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** By whoever ended a sending, before the next one begins. */
  private void tell(Throwable failure) {
    if (failure == null) {
      if (told) {
        listener.recovered();
      }
      failing = Optional.empty();
      told = false;
      return;
    }
    Instant now = clock.instant();
    if (failing.isEmpty()) {
      failing = Optional.of(now);
    }
    if (!told && !now.isBefore(failing.get().plus(PATIENCE))) {
      told = true;
      listener.failed(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }

  private void sendNext() {
    Message message;
    Line to;
    lock.lock();
    try {
      if (sending || line == null || waiting.isEmpty()) {
        return;
      }
      message = waiting.pollFirstEntry().getValue();
      to = line;
      sending = true;
    } finally {
      lock.unlock();
    }
    CompletionStage<?> sent;
    try {
      var envelope = new Envelope(UUID.randomUUID().toString(), SOURCE, clock.instant(), message);
      sent = to.send(MessageCodec.encode(envelope));
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedStage(e);
    }
    var _ = sent.whenComplete((_, failure) -> ended(message, failure));
  }

  private void ended(Message message, Throwable failure) {
    tell(failure);
    lock.lock();
    try {
      sending = false;
      if (failure != null && !waiting.containsKey(message.getClass())) {
        waiting.putFirst(message.getClass(), message);
      }
      confirmed.signalAll();
    } finally {
      lock.unlock();
    }
    if (failure == null) {
      sendNext();
    } else {
      CompletableFuture.delayedExecutor(BEFORE_RETRY.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::sendNext);
    }
  }
}
