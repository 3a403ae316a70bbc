package io.pressroom.builder;

import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Upcoming;
import io.pressroom.message.Problem;
import io.pressroom.store.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the last build left: all that the next one has to know of the past.
 *
 * @param at the instant that the site was understood at
 * @param record what the release was made from, which may be older than the snapshot
 * @param withheld whether the last build was not published because of dead links
 */
record Last(
    Optional<Snapshot> snapshot,
    Instant at,
    BuildRecord record,
    Manifest manifest,
    List<Problem> problems,
    boolean withheld,
    Optional<Upcoming> next) {

  static Last of(BuildRecord record) {
    return new Last(
        Optional.empty(),
        Instant.MIN,
        record,
        Manifest.of(record.entries()),
        List.of(),
        false,
        Optional.empty());
  }

  /** Whether a build of that would be withheld as the last one was. */
  @SuppressWarnings("ReferenceEquality") // a reader that has seen no change gives the very same
  boolean wouldBeWithheld(Snapshot read, Instant now) {
    return withheld
        && snapshot.isPresent()
        && snapshot.get() == read
        && next.filter(it -> !it.at().isAfter(now)).isEmpty();
  }
}
