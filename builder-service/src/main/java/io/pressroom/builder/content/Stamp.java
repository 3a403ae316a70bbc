package io.pressroom.builder.content;

/**
 * What a file system says of a file without its being read. Where it says the same again, the file
 * has not changed, but for one case: a file that was changed once more in the same tick of the file
 * system's clock. So a stamp that is younger than such a tick is not gone by.
 *
 * @param size in bytes
 * @param modified when the bytes were changed, in nanoseconds of 1970
 * @param changed when the file was changed in any way (the {@code ctime}, which nothing can set
 *     back), in nanoseconds of 1970
 * @param file tells it from other files: device and inode
 */
record Stamp(long size, long modified, long changed, long file) {
  /** Of file systems whose times are in whole seconds: FAT counts in twos. */
  private static final long COARSE_TICK = 2_000_000_000L;

  /** Of all others, which count in milliseconds at the most; with a margin. */
  private static final long FINE_TICK = 100_000_000L;

  private static final long SECOND = 1_000_000_000L;

  /** Whether the same stamp later means the same bytes, when the file was read at that time. */
  boolean settledAt(long nanos) {
    long tick = modified % SECOND == 0 && changed % SECOND == 0 ? COARSE_TICK : FINE_TICK;
    return changed < nanos - tick;
  }
}
