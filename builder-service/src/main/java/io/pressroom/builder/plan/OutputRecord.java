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
 * @param warnings of the last attempt
 * @param failure why the last attempt failed, so that {@code entry} is older than {@code reads}
 * @param again whether it is to be made again whatever it read, because it could not be tried or
 *     failed for a reason outside of the content
 */
public record OutputRecord(
    Output output,
    Optional<Entry> entry,
    Set<Key> reads,
    List<OutputPath> assets,
    List<Problem> warnings,
    Optional<Problem> failure,
    boolean again) {

  public OutputRecord {
    reads = Set.copyOf(reads);
    assets = List.copyOf(assets);
    warnings = List.copyOf(warnings);
  }

  /** An output that could not be tried yet. */
  static OutputRecord neverMade(Output output) {
    return new OutputRecord(
        output, Optional.empty(), Set.of(), List.of(), List.of(), Optional.empty(), true);
  }

  /** This one, left as it is because its page cannot be read. */
  OutputRecord heldAs(Output now) {
    return new OutputRecord(now, entry, reads, assets, warnings, Optional.empty(), true);
  }

  OutputRecord withReads(Set<Key> shared) {
    return new OutputRecord(output, entry, shared, assets, warnings, failure, again);
  }

  /** The page that could not be read, where that was why it was left as it is. */
  Optional<ContentPath> heldBy() {
    return again && failure.isEmpty() && output instanceof Output.PageOutput page
        ? Optional.of(page.page())
        : Optional.empty();
  }

  /** Whether the release may have older bytes than the site would have. */
  boolean outdated() {
    return again || failure.isPresent();
  }

  /** Whether the next build has to look at it, or its author has to be told of it. */
  boolean troubled() {
    return outdated() || !warnings.isEmpty();
  }
}
