package io.pressroom.builder.command;

import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Outcome;
import io.pressroom.builder.plan.OutputRecord;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Planner;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.render.DefaultTheme;
import io.pressroom.builder.render.ObjectSink;
import io.pressroom.builder.render.Progress;
import io.pressroom.builder.render.Renderer;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site made from nothing: the stages of one build, up to its bytes.
 *
 * @param plan what was to be made, and why
 * @param outcome what was made
 */
record WholeSite(Plan plan, Outcome outcome) {

  static WholeSite make(
      Path folder,
      boolean drafts,
      Optional<URI> baseUrl,
      Clock clock,
      ObjectSink sink,
      Progress progress)
      throws IOException, InterruptedException {
    var reader = new ContentReader(folder);
    Snapshot read = reader.read(Optional.empty(), Change.all());
    return make(reader, read, drafts, baseUrl, clock, sink, progress);
  }

  /** As above, of content that was read. */
  static WholeSite make(
      ContentReader reader,
      Snapshot read,
      boolean drafts,
      Optional<URI> baseUrl,
      Clock clock,
      ObjectSink sink,
      Progress progress)
      throws IOException, InterruptedException {
    DefaultTheme theme = DefaultTheme.load();
    var renderer = new Renderer(theme);
    Snapshot snapshot = baseUrl.map(read::withBaseUrl).orElse(read);
    Instant now = clock.instant();

    BuildRecord record = BuildRecord.empty();
    while (true) {
      Plan plan = Planner.plan(record, Site.of(snapshot, theme.theme(), record, now, drafts));
      Outcome outcome = renderer.render(plan, reader.bodies(), sink, progress);
      if (outcome.settled()) {
        return new WholeSite(plan, outcome);
      }
      record = outcome.record();
    }
  }

  /** Whether it is good enough to be put anywhere: false where a strict site has dead links. */
  boolean isPublishable() {
    return outcome.publishable();
  }

  /** The files of the site. */
  List<Entry> entries() {
    return outcome.record().entries();
  }

  /**
   * Whether something could not be made as its author wants it. What is only odd, such as a dead
   * link or a setting that nobody knows, does not count.
   */
  boolean hasFailures() {
    Site site = plan.site();
    Set<Problem> ofSite = new HashSet<>(site.problems());
    site.snapshot().problems().forEach(ofSite::remove);
    return !ofSite.isEmpty() || site.outputs().keySet().stream().anyMatch(path -> failed(path));
  }

  private boolean failed(OutputPath path) {
    return outcome.record().output(path).flatMap(OutputRecord::failure).isPresent();
  }
}
