package io.pressroom.builder.render;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Outcome;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Planner;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.Step;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Builds a folder as the program does, but into memory. */
final class Workshop implements ObjectSink {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Path folder;
  private final Instant now;
  private final Renderer renderer;
  private final DefaultTheme theme = DefaultTheme.load();
  private final Map<Digest, byte[]> objects = new ConcurrentHashMap<>();
  private final Set<ContentPath> bodiesRead = new ConcurrentSkipListSet<>();
  private final Set<ContentPath> fatal = new ConcurrentSkipListSet<>();
  private final Set<ContentPath> removed = new ConcurrentSkipListSet<>();
  private BuildRecord record = BuildRecord.empty();

  private Workshop(Path folder, Renderer renderer, Instant now) {
    this.folder = folder;
    this.now = now;
    this.renderer = renderer;
  }

  Workshop(Path folder, int threads) {
    this(folder, threads, NOW);
  }

  Workshop(Path folder, int threads, Instant now) {
    this(folder, new Renderer(DefaultTheme.load(), threads), now);
  }

  /** With a folder for what it does not want to make again. */
  Workshop(Path folder, Path scratch) {
    this(folder, new Renderer(DefaultTheme.load(), scratch), NOW);
  }

  Workshop(Path folder) {
    this(folder, 2);
  }

  /** Has us make a mistake at each reading of that page's text. */
  Workshop withFaultAt(String page) {
    fatal.add(ContentPath.of(page));
    return this;
  }

  /** Has that file removed when the snapshot is made and before it is read for its output. */
  Workshop withRemovalOf(String file) {
    removed.add(ContentPath.of(file));
    return this;
  }

  /** The pages whose text was read since the last call, once or by two threads at once. */
  Set<ContentPath> bodiesRead() {
    Set<ContentPath> read = Set.copyOf(bodiesRead);
    bodiesRead.clear();
    return read;
  }

  /**
   * What a build made.
   *
   * @param rendered the paths of the outputs that were rendered, in both passes if there were two
   */
  record Built(Map<String, String> texts, List<String> rendered, List<String> problems) {
    String text(String path) {
      String text = texts.get(path);
      if (text == null) {
        throw new AssertionError("no " + path + " in " + texts.keySet() + " " + problems);
      }
      return text;
    }
  }

  Workshop write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Built build() throws IOException, InterruptedException {
    ContentReader reader = new ContentReader(folder);
    Snapshot snapshot = reader.read(Optional.empty(), Change.all());
    List<String> rendered = new java.util.ArrayList<>();
    Outcome outcome;
    do {
      Site site = Site.of(snapshot, theme.theme(), record, now, false);
      Plan plan = Planner.plan(record, site);
      plan.render().stream().map(Step::output).forEach(o -> rendered.add(o.path().value()));
      outcome = renderer.render(plan, noted(reader.bodies()), this, Progress.IGNORED);
      record = outcome.record();
    } while (!outcome.settled());
    return built(outcome, rendered);
  }

  private Built built(Outcome outcome, List<String> rendered) {
    Map<String, String> texts = new TreeMap<>();
    for (Entry entry : outcome.record().entries()) {
      texts.put(entry.path().value(), text(entry.digest()));
    }
    return new Built(texts, rendered, outcome.problems().stream().map(Problem::toString).toList());
  }

  /** Makes those outputs and nothing else, and does not remember that. */
  Built buildOnly(Set<String> paths) throws IOException, InterruptedException {
    ContentReader reader = new ContentReader(folder);
    Snapshot snapshot = reader.read(Optional.empty(), Change.all());
    Plan all = Planner.plan(record, Site.of(snapshot, theme.theme(), record, now, false));
    Plan some =
        new Plan(
            all.site(),
            all.last(),
            all.render().stream()
                .filter(step -> paths.contains(step.output().path().value()))
                .toList(),
            List.of(),
            List.of(),
            List.of(),
            0,
            Map.of(),
            all.problems());
    Outcome outcome = renderer.render(some, noted(reader.bodies()), this, Progress.IGNORED);
    return built(outcome, List.copyOf(paths));
  }

  private Bodies noted(Bodies bodies) {
    return new Bodies() {
      @Override
      public String body(Page page) throws IOException {
        bodiesRead.add(page.path());
        if (fatal.contains(page.path())) {
          throw new IllegalStateException("no such luck");
        }
        remove(page.path());
        return bodies.body(page);
      }

      @Override
      public Path file(Asset asset) {
        remove(asset.path());
        return bodies.file(asset);
      }

      private void remove(ContentPath path) {
        try {
          if (removed.contains(path)) {
            Files.deleteIfExists(path.in(folder));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  Map<OutputPath, Digest> digests() {
    Map<OutputPath, Digest> digests = new TreeMap<>();
    record.entries().forEach(entry -> digests.put(entry.path(), entry.digest()));
    return digests;
  }

  private String text(Digest digest) {
    return new String(objects.get(digest), StandardCharsets.UTF_8);
  }

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
