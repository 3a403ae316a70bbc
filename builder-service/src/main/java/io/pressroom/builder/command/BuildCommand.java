package io.pressroom.builder.command;

import io.pressroom.builder.render.Progress;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  private Optional<URI> baseUrl = Optional.empty();

  @Option(names = "--explain")
  private boolean explain;

  private final Console console;

  private final Clock clock;

  BuildCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    long start = System.nanoTime();
    Path folder = SiteFolder.of(site);
    Path target = SiteFolder.output(folder, output);
    try (PlainFolder plain = PlainFolder.open(target)) {
      WholeSite made = WholeSite.make(folder, drafts, address(), clock, plain, progress());
      if (explain) {
        made.plan().render().forEach(step -> console.line(step.toString()));
        made.plan().copy().forEach(step -> console.line(step.toString()));
      }
      // What could not be made is missing: what an earlier build made of it stays.
      PlainFolder.Written written = plain.finish(made.entries(), !made.hasFailures());
      List<Problem> problems = made.outcome().problems();
      console.problems(problems);
      console.line(
          "%s: %,d files, %,d of them written, %,d removed, %,d ms"
              .formatted(
                  target,
                  made.entries().size(),
                  written.written(),
                  written.removed(),
                  Duration.ofNanos(System.nanoTime() - start).toMillis()));
      if (made.hasFailures()) {
        console.error("not all could be built: what is wrong is above");
        return 1;
      }
      return 0;
    }
  }

  private Optional<URI> address() throws CommandFailure {
    if (baseUrl.isEmpty()) {
      return baseUrl;
    }
    URI url = baseUrl.get();
    if (url.getHost() == null
        || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
      throw new CommandFailure("--base-url is not an address such as https://example.org/: " + url);
    }
    return baseUrl;
  }

  private Progress progress() {
    return (done, total) -> console.progress("rendered %,d of %,d".formatted(done, total));
  }
}
