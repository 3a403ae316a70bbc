package io.pressroom.memory;

/**
 * Has the heap of this process collected while there is nothing else to do. The serial collector,
 * with which both services run, looks for garbage among what is older only when the heap can grow
 * no more, and that may be a quarter of the machine's memory.
 *
 * <p>Right after {@link #tidy}, what has become garbage since the collection before is no more than
 * half of what that one left, and the slack. For one thread.
 */
public final class Heap {

  private final long slack;
  private long left;

  /**
   * The heap of this process.
   *
   * @param slack how many bytes of garbage are not worth a collection
   */
  public Heap(long slack) {
    this.slack = slack;
  }

  /**
   * Collects what is garbage where it may be much. All threads wait for that, a tenth of a second
   * or two for each 100 MB that are in use.
   */
  public void tidy() {
    left = Math.min(left, inUse());
    if (inUse() - left > left / 2 + slack) {
      System.gc();
      left = inUse();
    }
  }

  private static long inUse() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
