package io.pressroom.builder.command;

import io.pressroom.store.Difference;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoredRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pressroom releases}: what is in a release store, the newest first. */
@Command(name = "releases")
final class ReleasesCommand implements Callable<Integer> {

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Parameters(arity = "0..1", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Option(names = "--store", paramLabel = "DIR")
  private Optional<Path> store = Optional.empty();

  private final Console console;
  private final Clock clock;

  ReleasesCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    StoreReader reader = StoreReader.at(StoreFolder.existing(store, site));
    Optional<ReleaseId> live = reader.live();
    Optional<ReleaseId> held = reader.held();
    List<StoredRelease> releases = reader.releases();
    if (releases.isEmpty()) {
      console.line("nothing was published to this store yet");
    }
    int code = 0;
    List<String> lines = new ArrayList<>();
    Optional<Manifest> older = Optional.empty();
    for (StoredRelease release : releases.reversed()) {
      String what;
      try {
        Manifest manifest = reader.manifest(release.id(), older.orElse(Manifest.empty()));
        what = describe(manifest, older);
        older = Optional.of(manifest);
      } catch (IOException e) {
        what = "damaged: " + Console.reason(e);
        code = 1;
      }
      Optional<ReleaseId> id = Optional.of(release.id());
      String state = id.equals(held) ? "held live" : id.equals(live) ? "live" : "";
      lines.add(
          "%s  %-9s  %s  %s"
              .formatted(
                  release.id().shortForm(),
                  state,
                  WHEN.format(release.published().atZone(clock.getZone())),
                  what));
    }
    lines.reversed().forEach(console::line);
    if (held.isPresent()) {
      console.warn(
          "what is built waits until the release is let go: ./pressroom rollback --resume");
    }
    return code;
  }

  private static String describe(Manifest manifest, Optional<Manifest> older) {
    long bytes;
    try (Stream<Entry> entries = manifest.entries()) {
      bytes = entries.mapToLong(Entry::size).sum();
    }
    return "%,6d files  %9s  %s"
        .formatted(
            manifest.size(),
            size(bytes),
            older.map(manifest::since).map(it -> changes(it)).orElse("the oldest"));
  }

  private static String changes(Difference difference) {
    List<String> parts = new ArrayList<>();
    List<OutputPath> changed = difference.changed().stream().map(Entry::path).toList();
    if (!changed.isEmpty()) {
      parts.add("changed " + some(changed));
    }
    if (!difference.removed().isEmpty()) {
      parts.add("removed " + some(difference.removed()));
    }
    return parts.isEmpty() ? "the same" : String.join("; ", parts);
  }

  private static String some(List<OutputPath> paths) {
    String first = paths.getFirst().value();
    return paths.size() == 1 ? first : "%s and %,d more".formatted(first, paths.size() - 1);
  }

  static String size(long bytes) {
    if (bytes < 1_000_000) {
      return "%.1f kB".formatted(bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? "%.1f MB".formatted(bytes / 1e6)
        : "%.1f GB".formatted(bytes / 1e9);
  }
}
