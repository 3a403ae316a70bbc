package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the last build did for one output.
 *
 * @param output what it is made from
 * @param entry the bytes that the release has; empty where no attempt has succeeded yet
 * @param reads the questions of the last attempt, whether it succeeded or failed
 * @param assets the fingerprinted assets that the bytes of {@code entry} name
 * @param failure why the last attempt failed, so that {@code entry} is older than {@code reads}
 * @param forNow whether that was for a reason outside of the content, so that the next build tries
 *     again
 * @param heldBy the file that cannot be read now, where the output could not be tried without it
 */
public record OutputRecord(
    Output output,
    Optional<Entry> entry,
    Set<Key> reads,
    List<OutputPath> assets,
    Optional<Problem> failure,
    boolean forNow,
    Optional<ContentPath> heldBy) {

  public OutputRecord {
    reads = Set.copyOf(reads);
    assets = List.copyOf(assets);
  }

  /** An output that could not be tried yet. */
  static OutputRecord neverMade(Output output, ContentPath heldBy) {
    return new OutputRecord(
        output,
        Optional.empty(),
        Set.of(),
        List.of(),
        Optional.empty(),
        false,
        Optional.of(heldBy));
  }

  /** This one, left as it is. */
  OutputRecord heldAs(Output now, ContentPath by) {
    return new OutputRecord(now, entry, reads, assets, Optional.empty(), false, Optional.of(by));
  }

  OutputRecord withReads(Set<Key> shared) {
    return new OutputRecord(output, entry, shared, assets, failure, forNow, heldBy);
  }

  /** Whether it is to be made again whatever it read. */
  boolean again() {
    return forNow || heldBy.isPresent();
  }

  /** Whether the release may have older bytes than the site would have. */
  boolean outdated() {
    return again() || failure.isPresent();
  }
}
