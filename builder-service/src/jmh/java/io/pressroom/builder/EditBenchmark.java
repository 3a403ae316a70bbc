package io.pressroom.builder;

import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Outcome;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Planner;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.render.DefaultTheme;
import io.pressroom.builder.render.ObjectSink;
import io.pressroom.builder.render.Progress;
import io.pressroom.builder.render.Renderer;
import io.pressroom.builder.watch.Change;
import io.pressroom.store.Digest;
import io.pressroom.store.Difference;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The stages of a build after the body of one post was saved, each alone, at sites of several
 * sizes. Nothing is written; what publishing and the queue cost is measured by {@code
 * benchmarks/build}.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EditBenchmark {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** After that, the times of files tell whether they have changed. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** Of the site, made by {@code benchmarks/Corpus.java} in a folder of that name. */
  @Param({"1000", "10000"})
  public int posts;

  private final DefaultTheme theme = DefaultTheme.load();
  private Renderer renderer;
  private Path post;
  private String text;
  private int saves;
  private ContentReader reader;
  private Snapshot saved;
  private BuildRecord record;
  private Manifest manifest;
  private Plan plan;
  private Outcome outcome;

  /** Builds everything, saves one post, and goes through the stages once. */
  @Setup
  public void build() throws IOException, InterruptedException {
    Path site = Path.of(System.getProperty("pressroom.sites"), Integer.toString(posts));
    post = site.resolve("content/posts/post-000007.md");
    text = Files.readString(post);
    reader = new ContentReader(site);
    renderer = new Renderer(theme, site.resolve(".pressroom"));
    saved = reader.read(Optional.empty(), Change.all());
    record = BuildRecord.empty();
    manifest = Manifest.empty();
    do {
      outcome =
          renderer.render(
              Planner.plan(record, site(saved)), reader.bodies(), new Nowhere(), Progress.IGNORED);
      record = outcome.record();
      manifest = manifest.with(outcome.changed(), outcome.removed());
    } while (!outcome.settled());
    // What was changed a moment before it was read is read once more; from here on only what is saved.
    LockSupport.parkNanos(SETTLED.toNanos());
    saved = reader.read(Optional.of(saved), Change.all());
    save();
    outcome = render();
  }

  /** As in the builder, what is read and rendered follows on what was read and rendered last. */
  @Setup(Level.Invocation)
  public void save() throws IOException {
    saved = read();
    plan = plan();
  }

  /** Finds out what a save of one file has changed; the save is in it. */
  @Benchmark
  public Snapshot read() throws IOException {
    Files.writeString(post, text + "\nSaved for the " + ++saves + "th time.\n");
    saved = reader.read(Optional.of(saved), Change.of(post));
    return saved;
  }

  /** Finds out what is to be rendered. */
  @Benchmark
  public Plan plan() {
    return Planner.plan(record, site(saved));
  }

  /** Renders that, on all cores, and looks at the links. */
  @Benchmark
  public Outcome render() throws IOException, InterruptedException {
    outcome = renderer.render(plan, reader.bodies(), new Nowhere(), Progress.IGNORED);
    record = outcome.record();
    return outcome;
  }

  /** Writes down what the release has, and what differs from the one before. */
  @Benchmark
  public Difference manifest() {
    return manifest.with(outcome.changed(), outcome.removed()).since(manifest);
  }

  private Site site(Snapshot snapshot) {
    return Site.of(snapshot, theme.theme(), record, NOW, false);
  }

  /** Takes outputs, and keeps nothing but their digests. */
  private static final class Nowhere implements ObjectSink {
    @Override
    public Digest put(OutputPath path, byte[] bytes) {
      return Digest.of(bytes);
    }

    @Override
    public Staged put(OutputPath path, Path file) throws IOException {
      return new Staged(Digest.of(file), Files.size(file));
    }
  }
}
