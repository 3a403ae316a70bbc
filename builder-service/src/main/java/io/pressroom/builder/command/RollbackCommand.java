package io.pressroom.builder.command;

import io.pressroom.message.Message;
import io.pressroom.message.Message.ResumeRequested;
import io.pressroom.message.Message.RollbackRequested;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreLockedException;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import io.pressroom.store.StoredRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pressroom rollback}: makes an older release live and holds it, or lets it go. The builder
 * is the store's one writer, so it is asked to; where none runs, this process is the writer.
 */
@Command(name = "rollback")
final class RollbackCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  @Parameters(arity = "0..1", paramLabel = "ID")
  private Optional<String> id = Optional.empty();

  @Option(names = "--resume")
  private boolean resume;

  @Option(names = "--site", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Option(names = "--store", paramLabel = "DIR")
  private Optional<Path> store = Optional.empty();

  @Option(names = "--cause", paramLabel = "TEXT")
  private String cause = "an operator";

  @Spec private CommandSpec spec;

  private final Console console;
  private final Clock clock;

  RollbackCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    if (resume == id.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "rollback takes the ID of a release, or --resume; ./pressroom releases lists what there is");
    }
    Path folder = StoreFolder.existing(store, site);
    StoreReader reader = StoreReader.at(folder);
    return resume ? letGo(folder, reader) : hold(folder, reader, find(reader, id.get()));
  }

  private int hold(Path folder, StoreReader reader, ReleaseId release)
      throws IOException, InterruptedException, CommandFailure {
    if (isHeld(reader, release)) {
      console.line("release %s is live and held already".formatted(release.shortForm()));
      return 0;
    }
    reader.manifest(release); // says now what is damaged
    boolean byBuilder = false;
    try (StoreWriter writer = StoreWriter.open(folder)) {
      writer.hold(release);
    } catch (StoreLockedException e) {
      byBuilder = true;
      ask(folder, new RollbackRequested(release, cause), () -> isHeld(reader, release));
    }
    console.line(
        "release %s is live and held; what is built waits until ./pressroom rollback --resume"
            .formatted(release.shortForm()));
    if (!byBuilder) {
      console.line("no builder runs, so servers find it when they look at the store, within 30 s");
    }
    return 0;
  }

  private int letGo(Path folder, StoreReader reader)
      throws IOException, InterruptedException, CommandFailure {
    if (reader.held().isEmpty()) {
      console.line("no release is held: what is built goes live");
      return 0;
    }
    try (StoreWriter writer = StoreWriter.open(folder)) {
      writer.resume();
      console.line("the release is held no longer; the builder publishes at its next start");
    } catch (StoreLockedException e) {
      ask(folder, new ResumeRequested(cause), () -> reader.held().isEmpty());
      console.line("the release is held no longer; what was built meanwhile goes live now");
    }
    return 0;
  }

  private interface State {
    boolean isReached() throws IOException;
  }

  private void ask(Path folder, Message request, State state)
      throws IOException, InterruptedException, CommandFailure {
    try (OperatorQueue queue = OperatorQueue.ofBuilderOf(folder, clock)) {
      queue.ask(request);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!state.isReached()) {
      if (System.nanoTime() > end) {
        throw new CommandFailure(
            "the builder has the request and has not done it within %d s: it may be in the middle of a build, or have refused it; its log says which"
                .formatted(PATIENCE.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static boolean isHeld(StoreReader reader, ReleaseId release) throws IOException {
    Optional<ReleaseId> wanted = Optional.of(release);
    return wanted.equals(reader.held()) && wanted.equals(reader.live());
  }

  /** The one release whose id begins so. */
  private static ReleaseId find(StoreReader reader, String prefix)
      throws IOException, CommandFailure {
    String digits = prefix.toLowerCase(Locale.ROOT);
    List<ReleaseId> found =
        reader.releases().stream()
            .map(StoredRelease::id)
            .filter(release -> release.value().startsWith(digits))
            .toList();
    if (found.size() == 1 && !digits.isEmpty()) {
      return found.getFirst();
    }
    throw new CommandFailure(
        found.isEmpty()
            ? "there is no release %s in the store; ./pressroom releases lists what there is"
                .formatted(prefix)
            : "%d releases begin with \"%s\": give more of its digits"
                .formatted(found.size(), prefix));
  }
}
