package io.pressroom.builder.command;

import io.pressroom.builder.render.Progress;
import io.pressroom.message.Problem;
import io.pressroom.store.StoreCheck;
import io.pressroom.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code pressroom check}: what is wrong with a site that a build alone does not see, or with a
 * release store.
 */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Option(names = "--store", paramLabel = "DIR")
  private Optional<Path> store = Optional.empty();

  @Option(names = "--drafts")
  private boolean drafts;

  @Option(names = "--format", paramLabel = "text|json")
  private Format format = Format.TEXT;

  @Spec private CommandSpec spec;

  private final Console console;

  private final Clock clock;

  CheckCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    if (store.isPresent() && site.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "check takes a SITE or --store, not both: run it twice");
    }
    return store.isPresent() ? checkStore(store.get()) : checkSite();
  }

  private int checkSite() throws IOException, InterruptedException, CommandFailure {
    var pages = new ScannedPages();
    WholeSite made =
        WholeSite.make(
            SiteFolder.of(site), drafts, Optional.empty(), clock, pages, Progress.IGNORED);
    List<Problem> problems = new ArrayList<>(made.outcome().problems());
    problems.addAll(DeadLinks.of(made, pages));
    int files = made.entries().size();
    return told(problems, files, "%,d files checked".formatted(files));
  }

  private int checkStore(Path folder) throws IOException {
    StoreReader reader = StoreReader.at(folder);
    StoreCheck check = StoreCheck.of(reader);
    List<Problem> problems = new ArrayList<>();
    check.faults().forEach(fault -> problems.add(Problem.of("Damaged store", fault)));
    if (check.isSound() && reader.live().isEmpty()) {
      problems.add(Problem.of("No live release", "nothing was published to this store yet"));
    }
    return told(
        problems,
        check.objects(),
        "%,d releases of %,d objects checked".formatted(check.releases(), check.objects()));
  }

  private int told(List<Problem> problems, int files, String summary) {
    if (format == Format.JSON) {
      console.raw(Report.json(problems.isEmpty(), files, problems));
      return problems.isEmpty() ? 0 : 1;
    }
    console.problems(problems);
    if (problems.isEmpty()) {
      console.line(summary + ": all is well");
      return 0;
    }
    console.error(
        problems.size() == 1
            ? summary + ": 1 problem"
            : "%s: %,d problems".formatted(summary, problems.size()));
    return 1;
  }
}
