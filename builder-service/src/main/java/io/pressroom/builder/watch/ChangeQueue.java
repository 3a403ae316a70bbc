package io.pressroom.builder.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins a burst of changes into one: a change is handed out when nothing more has come for a quiet
 * period, or when the first of the burst has waited for the bound, whichever is earlier. However
 * many are offered, at most one waits.
 */
public final class ChangeQueue {
  private final long quietNanos;
  private final long boundNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();

  private boolean waits;
  private boolean everything;

  /** Kept open to additions: a copy for each of ten thousand saves would cost their square. */
  private Set<Path> paths = new HashSet<>();

  private long first; // when the first of the burst came, by System.nanoTime
  private long last;

  /**
   * An empty queue.
   *
   * @param quiet how long nothing must come before a burst counts as over; not negative
   * @param bound how long the first change of a burst waits at most; at least {@code quiet}
   */
  public ChangeQueue(Duration quiet, Duration bound) {
    if (quiet.isNegative() || bound.compareTo(quiet) < 0) {
      throw new IllegalArgumentException(
          "The quiet period " + quiet + " must be between zero and the bound " + bound);
    }
    quietNanos = quiet.toNanos();
    boundNanos = bound.toNanos();
  }

  /**
   * Adds a change. {@link Change#nothing()} wakes the taker all the same. Never blocks for long.
   */
  public void offer(Change change) {
    lock.lock();
    try {
      last = System.nanoTime();
      if (!waits) {
        waits = true;
        first = last;
      }
      everything |= change.everything();
      paths.addAll(change.paths());
      offered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next burst to be over and takes it. */
  public Change take() throws InterruptedException {
    while (true) {
      Optional<Change> change = poll(Duration.ofDays(1));
      if (change.isPresent()) {
        return change.get();
      }
    }
  }

  /**
   * As {@link #take()}, but gives up when no change at all has come within the timeout. A burst
   * that has begun is waited for beyond it.
   */
  public Optional<Change> poll(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long remaining = timeout.toNanos();
      while (!waits) {
        if (remaining <= 0) {
          return Optional.empty();
        }
        remaining = offered.awaitNanos(remaining);
      }
      while (true) {
        long now = System.nanoTime();
        long wait = Math.min(last + quietNanos - now, first + boundNanos - now);
        if (wait <= 0) {
          return Optional.of(takeAll());
        }
        boolean _ = offered.await(wait, TimeUnit.NANOSECONDS);
        if (!waits) { // another taker was faster
          return Optional.empty();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Change takeAll() {
    Change taken = everything ? Change.all() : Change.of(paths);
    waits = false;
    everything = false;
    paths = new HashSet<>();
    return taken;
  }
}
