package io.pressroom.builder;

import io.pressroom.builder.publish.Published;
import io.pressroom.message.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a build did.
 *
 * @param published empty where there was nothing to do
 * @param rendered how many outputs were rendered
 * @param copied how many outputs were copied
 * @param dropped how many outputs are gone
 * @param kept how many outputs stayed as they were
 * @param problems all that is wrong with the site now
 * @param took how long it took, up to the release being live
 * @param stages how long each stage took, for a person
 * @param cause why it was made, for a person
 */
record Built(
    Optional<Published> published,
    int rendered,
    int copied,
    int dropped,
    int kept,
    List<Problem> problems,
    Duration took,
    String stages,
    String cause) {

  Built {
    problems = List.copyOf(problems);
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
    text.append("%,d rendered".formatted(rendered));
    if (copied > 0) {
      text.append(", %,d copied".formatted(copied));
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
