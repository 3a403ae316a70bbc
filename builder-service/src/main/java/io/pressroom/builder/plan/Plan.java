package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Map;

/**
 * What a build has to do.
 *
 * @param site what is rendered
 * @param last the record of the build before
 * @param render the outputs to render, by path
 * @param copy the outputs to copy from files, by path
 * @param drop the paths of the last release that the site has no longer, in order
 * @param held the outputs that stay as they are because of files that cannot be read now
 * @param kept how many outputs stay as they are
 * @param changed the questions of the record whose answers differ now, with the new answers
 * @param problems what is known to be wrong before anything is rendered
 */
public record Plan(
    Site site,
    BuildRecord last,
    List<Step> render,
    List<Step> copy,
    List<OutputPath> drop,
    List<Held> held,
    int kept,
    Map<Key, Fingerprint> changed,
    List<Problem> problems) {

  /** An output that stays as it is because of a file that cannot be read now. */
  public record Held(Output output, ContentPath by) {}

  /** Whether the release would stay as it is. */
  public boolean empty() {
    return render.isEmpty() && copy.isEmpty() && drop.isEmpty();
  }

  /** Collects what comes of the plan's steps. */
  public NextRecord begin() {
    return new NextRecord(this);
  }
}
