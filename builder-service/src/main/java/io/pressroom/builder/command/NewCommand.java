package io.pressroom.builder.command;

import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.plan.Slug;
import io.pressroom.builder.watch.Change;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pressroom new post "Title"}: a file with a title and a date, ready to write. */
@Command(name = "new")
final class NewCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "post")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "Title")
  private String title = "";

  @Option(names = "--site", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Spec private CommandSpec spec;

  private final Console console;
  private final Clock clock;

  NewCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    if (!kind.equals("post")) {
      throw new ParameterException(
          spec.commandLine(), "new makes a post, not a %s: new post \"Title\"".formatted(kind));
    }
    if (title.isBlank()) {
      throw new ParameterException(spec.commandLine(), "a post needs a title: new post \"Title\"");
    }
    Path folder = SiteFolder.of(site);
    Snapshot snapshot = new ContentReader(folder).read(Optional.empty(), Change.all());
    ZonedDateTime now =
        ZonedDateTime.now(clock.withZone(snapshot.settings().timeZone()))
            .truncatedTo(ChronoUnit.SECONDS);
    Path file = contentFolder(folder).resolve(section(snapshot)).resolve(name(now));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(now), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(file + " is there already: choose another title, or edit it");
    }
    console.line(file.toString());
    return 0;
  }

  private static Path contentFolder(Path site) {
    Path content = site.resolve("content");
    return Files.isDirectory(content) ? content : site;
  }

  /** Where the posts of this site are: the section with most dated pages. */
  private static String section(Snapshot snapshot) {
    Map<String, Long> dated =
        snapshot.pages().values().stream()
            .filter(page -> page.frontMatter().date().isPresent() && !page.section().isEmpty())
            .collect(Collectors.groupingBy(Page::section, Collectors.counting()));
    return dated.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse("posts");
  }

  /** Where that name is left out, or is that of a page for its folder, the date is before it. */
  private String name(ZonedDateTime now) {
    String name = Slug.of(title) + ".md";
    return Page.standsForItself(name) ? name : now.toLocalDate() + "-" + name;
  }

  private String text(ZonedDateTime now) {
    String date = now.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    String quoted = title.replace("\\", "\\\\").replace("\"", "\\\"");
    return """
        ---
        title: "%s"
        date: %s
        tags: []
        ---

        """
        .formatted(quoted, date);
  }
}
