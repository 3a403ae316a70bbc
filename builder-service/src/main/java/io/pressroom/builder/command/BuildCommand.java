package io.pressroom.builder.command;

import io.pressroom.builder.content.BaseUrl;
import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Hook;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.hook.HookRunner;
import io.pressroom.builder.render.Progress;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pressroom build}: one build into a plain folder, without store, queue or service. */
@Command(name = "build")
final class BuildCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Option(names = "--output", paramLabel = "DIR")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--drafts")
  private boolean drafts;

  @Option(names = "--base-url", paramLabel = "URL")
  private Optional<String> baseUrl = Optional.empty();

  @Option(names = "--explain")
  private boolean explain;

  @Option(names = "--format", paramLabel = "text|json")
  private Format format = Format.TEXT;

  @Spec private CommandSpec spec;

  private final Console console;

  private final Clock clock;

  private final boolean hooksAllowed;

  BuildCommand(Console console, Clock clock, boolean hooksAllowed) {
    this.console = console;
    this.clock = clock;
    this.hooksAllowed = hooksAllowed;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    long start = System.nanoTime();
    Path folder = SiteFolder.of(site);
    Path target = SiteFolder.output(folder, output);
    Optional<URI> address = address();
    var reader = new ContentReader(folder);
    Snapshot read = reader.read(Optional.empty(), Change.all());
    Hook.Hooks named = read.settings().hooks();
    HookRunner hooks = hooks(folder, named);
    Map<String, String> told =
        Map.of(
            "PRESSROOM_BASE_URL",
            address.orElse(read.settings().baseUrl()).toString(),
            "PRESSROOM_OUTPUT",
            target.toString());
    HookRunner.Ran ran = hooks.before(named.before(), Change.all(), true, told);
    if (ran.failed().isPresent()) {
      return nothingMade(List.of(ran.failed().get()), "not built, as a hook failed");
    }
    try (PlainFolder plain = PlainFolder.open(target)) {
      Snapshot snapshot =
          ran.touched().isEmpty() ? read : reader.read(Optional.of(read), ran.touched());
      WholeSite made = WholeSite.make(reader, snapshot, drafts, address, clock, plain, progress());
      List<Problem> problems = new ArrayList<>(made.outcome().problems());
      problems.addAll(ran.problems());
      if (!made.isPublishable()) {
        return nothingMade(
            problems, "nothing is written: site.yaml says strict, and there are links to nothing");
      }
      if (explain && format == Format.TEXT) {
        made.plan().render().forEach(step -> console.line(step.toString()));
        made.plan().copy().forEach(step -> console.line(step.toString()));
      }
      // What could not be made is missing: what an earlier build made of it stays.
      boolean complete = !made.hasFailures();
      PlainFolder.Written written = plain.finish(made.entries(), complete);
      List<Problem> afterwards = complete ? hooks.after(named.after(), told) : List.of();
      problems.addAll(afterwards);
      boolean good = complete && afterwards.isEmpty();
      if (format == Format.JSON) {
        console.raw(Report.json(good, made.entries().size(), problems));
        return good ? 0 : 1;
      }
      console.problems(problems);
      console.line(
          "%s: %,d files, %,d of them written, %,d removed, %,d ms"
              .formatted(
                  target,
                  made.entries().size(),
                  written.written(),
                  written.removed(),
                  Duration.ofNanos(System.nanoTime() - start).toMillis()));
      if (!complete) {
        console.error("not all could be built: what is wrong is above");
      }
      return good ? 0 : 1;
    }
  }

  private int nothingMade(List<Problem> problems, String why) {
    if (format == Format.JSON) {
      console.raw(Report.json(false, 0, problems));
    } else {
      console.problems(problems);
      console.error(why);
    }
    return 1;
  }

  private HookRunner hooks(Path folder, Hook.Hooks named) {
    // What a tool reads has one line, and what hooks print is not part of it.
    boolean forTool = format == Format.JSON;
    if (hooksAllowed) {
      return HookRunner.of(folder, forTool ? System.err::println : console::line);
    }
    if (!named.isEmpty() && !forTool) {
      console.warn("site.yaml names hooks, which are not run (PRESSROOM_HOOKS=on allows them)");
    }
    return HookRunner.NEVER;
  }

  private Optional<URI> address() {
    if (baseUrl.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> address = BaseUrl.parse(baseUrl.get());
    if (address.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--base-url is not an address such as https://example.org/: " + baseUrl.get());
    }
    return address;
  }

  private Progress progress() {
    return format == Format.JSON || !console.showsProgress()
        ? Progress.IGNORED
        : (done, total) -> console.progress("rendered %,d of %,d".formatted(done, total));
  }
}
