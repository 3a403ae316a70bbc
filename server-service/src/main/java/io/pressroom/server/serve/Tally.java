package io.pressroom.server.serve;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts responses. */
public final class Tally {

  private static final int STATUSES = 600;

  private final LongAdder[] byStatus =
      Stream.generate(LongAdder::new).limit(STATUSES).toArray(LongAdder[]::new);
  private final LongAdder bytes = new LongAdder();

  void count(int status, long bodyBytes) {
    byStatus[status].increment();
    bytes.add(bodyBytes);
  }

  /** How many responses had that status. */
  public long responses(int status) {
    return byStatus[status].sum();
  }

  /** How many bytes of bodies were sent. */
  public long bytes() {
    return bytes.sum();
  }
}
