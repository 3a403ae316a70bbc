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
 * Joins a burst of changes into one build. Whoever builds takes the first change at once and may
 * begin with it; before anything is published it asks for the {@linkplain #rest() rest}, which
 * comes when nothing more was offered for a quiet period, or when the first change is as old as the
 * bound, whichever is earlier. However many are offered, at most one waits.
 */
public final class ChangeQueue {
  private final long quietNanos;
  private final long boundNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();

  private boolean woken;
  private boolean everything;

  /** Kept open to additions: a copy for each of ten thousand saves would cost their square. */
  private Set<Path> paths = new HashSet<>();

  private long first; // when the first change of those that wait came, by System.nanoTime
  private long last;

  /** Until when whoever took the last change waits for more of its burst. */
  private long end = System.nanoTime();

  /**
   * An empty queue.
   *
   * @param quiet how long nothing must come for a burst to count as over; not negative
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
   * Adds a change. Never blocks for long. {@link Change#nothing()} wakes the taker all the same: it
   * is for {@link #poll} alone, and no part of a burst.
   */
  public void offer(Change change) {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (change.isEmpty()) {
        woken = true;
      } else {
        first = hasChange() ? first : now;
        last = now;
      }
      everything |= change.everything();
      paths.addAll(change.paths());
      offered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what has come, as soon as there is something.
   *
   * @return empty where nothing came within the timeout
   */
  public Optional<Change> poll(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long remaining = timeout.toNanos();
      while (!woken && !hasChange()) {
        if (remaining <= 0) {
          return Optional.empty();
        }
        remaining = offered.awaitNanos(remaining);
      }
      end = (hasChange() ? first : System.nanoTime()) + boundNanos;
      woken = false;
      return Optional.of(takeAll());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end of the burst whose first change was taken by {@link #poll}, and takes what
   * else has come of it. What came within the bound is part of the burst, however late it is asked
   * for: the first change may be a file that its editor had emptied to write it anew.
   *
   * @return nothing where nothing has; what begins after the bound is left for the next burst
   */
  public Change rest() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = System.nanoTime();
        if (now - end >= 0) {
          return hasChange() && first - end < 0 ? takeAll() : Change.nothing();
        }
        long wait = Math.min(last + quietNanos, end) - now;
        if (wait <= 0) {
          return takeAll();
        }
        boolean _ = offered.await(wait, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean hasChange() {
    return everything || !paths.isEmpty();
  }

  private Change takeAll() {
    Change taken = everything ? Change.all() : Change.of(paths);
    everything = false;
    paths = new HashSet<>();
    return taken;
  }
}
