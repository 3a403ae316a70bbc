package io.pressroom.builder;

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
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a folder gives when nothing is known of earlier builds. */
final class CleanBuild {

  private static final DefaultTheme THEME = DefaultTheme.load();

  private final Map<Digest, byte[]> objects = new ConcurrentHashMap<>();
  private final Site site;
  private final BuildRecord record;
  private final List<Problem> problems;

  private CleanBuild(Path folder, Instant now, boolean drafts, int threads)
      throws IOException, InterruptedException {
    ContentReader reader = new ContentReader(folder);
    Snapshot snapshot = reader.read(Optional.empty(), Change.all());
    Renderer renderer = new Renderer(THEME, threads);
    BuildRecord last = BuildRecord.empty();
    while (true) {
      Plan plan = Planner.plan(last, Site.of(snapshot, THEME.theme(), last, now, drafts));
      Outcome outcome = renderer.render(plan, reader.bodies(), new Memory(), Progress.IGNORED);
      last = outcome.record();
      if (outcome.settled()) {
        site = plan.site();
        record = last;
        problems = outcome.problems();
        return;
      }
    }
  }

  static CleanBuild of(Path folder, Instant now, boolean drafts)
      throws IOException, InterruptedException {
    return new CleanBuild(folder, now, drafts, 2);
  }

  static CleanBuild of(Path folder, Instant now, int threads)
      throws IOException, InterruptedException {
    return new CleanBuild(folder, now, false, threads);
  }

  Manifest manifest() {
    return Manifest.of(record.entries());
  }

  List<Problem> problems() {
    return problems;
  }

  boolean hasBrokenSettings() {
    return site.snapshot().failed().containsKey(Snapshot.SETTINGS);
  }

  /** The outputs that could not be made. */
  Set<OutputPath> failed() {
    Set<OutputPath> failed = new TreeSet<>();
    for (OutputPath path : site.outputs().keySet()) {
      Optional<OutputRecord> output = record.output(path);
      if (output.filter(it -> it.failure().isPresent() || it.heldBy().isPresent()).isPresent()) {
        failed.add(path);
      }
    }
    return failed;
  }

  /** Whether everything could be read and made. */
  boolean isWhole() {
    return site.snapshot().failed().isEmpty() && failed().isEmpty();
  }

  /** The paths whose text has a word in it. */
  Set<OutputPath> showing(String word) {
    Set<OutputPath> paths = new TreeSet<>();
    for (Entry entry : record.entries()) {
      String text = new String(objects.get(entry.digest()), StandardCharsets.UTF_8);
      if (text.contains(word)) {
        paths.add(entry.path());
      }
    }
    return paths;
  }

  private final class Memory implements ObjectSink {
    @Override
    public Digest put(OutputPath path, byte[] bytes) {
      Digest digest = Digest.of(bytes);
      objects.put(digest, bytes);
      return digest;
    }

    @Override
    public Staged put(OutputPath path, Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      return new Staged(put(path, bytes), bytes.length);
    }
  }
}
