package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.plan.Upcoming;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says to a person at the console what builds do, and only what is new since the one before. */
final class Reporter {

  /** A site that was written for another address may have thousands of dead links. */
  private static final int MOST_TOLD = 100;

  private final Path site;
  private final Console console;
  private final boolean explain;

  /**
   * A reporter for one site.
   *
   * @param site the folder of the site
   * @param explain whether each output is told with its reason
   */
  Reporter(Path site, Console console, boolean explain) {
    this.site = site;
    this.console = console;
    this.explain = explain;
  }

  /**
   * Tells what a build did.
   *
   * @param before what the build before it left
   * @param zone in which a person of this site reads times
   */
  void tell(Built built, Last before, ZoneId zone) {
    if (explain) {
      built.steps().forEach(step -> console.line(step.toString()));
    }
    built.summary().ifPresent(console::line);
    Set<Problem> problemsBefore = new HashSet<>(before.problems());
    console.problems(
        some(
            built.problems().stream()
                .filter(problem -> !problemsBefore.contains(problem))
                .toList()));
    if (built.withheld() && !(before.withheld() && built.problems().equals(before.problems()))) {
      console.error(
          "not published: site.yaml says strict, and there are links to nothing; the live release stays");
    }
    if (built.problems().isEmpty() && !problemsBefore.isEmpty()) {
      console.line("all problems are mended");
    }
    built
        .next()
        .filter(next -> !before.next().equals(Optional.of(next)))
        .ifPresent(next -> console.line(describe(next, zone)));
  }

  /** As many as somebody may read: the first ones, and how many there are more. */
  static List<Problem> some(List<Problem> problems) {
    if (problems.size() <= MOST_TOLD) {
      return problems;
    }
    List<Problem> some = new ArrayList<>(problems.subList(0, MOST_TOLD));
    some.add(
        Problem.of("More problems", "%,d besides these".formatted(problems.size() - MOST_TOLD))
            .withHint("./pressroom check tells them all"));
    return some;
  }

  /** What the clock will do. */
  private static String describe(Upcoming next, ZoneId zone) {
    return "next by its date: %s is %s at %s"
        .formatted(
            next.page(),
            next.published() ? "published" : "withdrawn",
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                next.at().atZone(zone).truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Where a change is. */
  String describe(Change change) {
    if (change.everything()) {
      return "a look at everything";
    }
    List<Path> paths =
        change.paths().stream()
            .map(path -> path.startsWith(site) ? site.relativize(path) : path)
            .sorted(Comparator.comparing(Path::toString))
            .toList();
    return switch (paths.size()) {
      case 0 -> "the time";
      case 1 -> paths.getFirst().toString();
      default -> "%s and %,d more".formatted(firstThatIsThere(paths), paths.size() - 1);
    };
  }

  /** What is there says more than what an editor had beside it for a moment. */
  private Path firstThatIsThere(List<Path> paths) {
    return paths.stream()
        .limit(MOST_TOLD)
        .filter(path -> Files.exists(site.resolve(path)))
        .findFirst()
        .orElse(paths.getFirst());
  }
}
