package io.pressroom.server.serve;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts responses. */
public final class Tally {

  private static final int STATUSES = 600;

  private final AtomicLongArray byStatus = new AtomicLongArray(STATUSES);
  private final LongAdder bytes = new LongAdder();

  void count(int status, long bodyBytes) {
    byStatus.incrementAndGet(status);
    bytes.add(bodyBytes);
  }

  /** How many responses had that status. */
  public long responses(int status) {
    return byStatus.get(status);
  }

  /** How many bytes of bodies were sent. */
  public long bytes() {
    return bytes.sum();
  }
}
