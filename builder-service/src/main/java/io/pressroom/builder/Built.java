package io.pressroom.builder;

import io.pressroom.builder.plan.Step;
import io.pressroom.builder.plan.Upcoming;
import io.pressroom.builder.publish.Published;
import io.pressroom.message.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a build did.
 *
 * @param published empty where there was nothing to do
 * @param steps the outputs that were made, each with its reason
 * @param dropped how many outputs are gone
 * @param kept how many outputs stayed as they were
 * @param problems all that is wrong with the site now
 * @param withheld whether the release stays as it is because of dead links in a strict site
 * @param next what the clock will do to the site next
 * @param took how long it took, up to the release being live
 * @param stages how long each stage took, for a person
 * @param cause why it was made, for a person
 */
record Built(
    Optional<Published> published,
    List<Step> steps,
    int dropped,
    int kept,
    List<Problem> problems,
    boolean withheld,
    Optional<Upcoming> next,
    Duration took,
    String stages,
    String cause) {

  Built {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  /** How many outputs were rendered. */
  int rendered() {
    return steps.size() - copied();
  }

  /** How many outputs were copied. */
  int copied() {
    return (int) steps.stream().filter(step -> step.output().copied()).count();
  }

  /** One line for a person; empty where nothing happened that is worth one. */
  Optional<String> summary() {
    return published.map(
        it ->
            "release %s %s after %,d ms: %s (%s); %s"
                .formatted(
                    it.release().shortForm(),
                    it.held()
                        .map(held -> "waits, as %s is held live,".formatted(held.shortForm()))
                        .orElse(it.isNew() ? "is live" : "stays live"),
                    took.toMillis(),
                    counts(),
                    stages,
                    cause));
  }

  private String counts() {
    var text = new StringBuilder();
    text.append("%,d rendered".formatted(rendered()));
    if (copied() > 0) {
      text.append(", %,d copied".formatted(copied()));
    }
    if (dropped > 0) {
      text.append(", %,d dropped".formatted(dropped));
    }
    if (kept > 0) {
      text.append(", %,d kept".formatted(kept));
    }
    return text.toString();
  }
}
