package io.pressroom.builder.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pressroom.builder.content.Fault;
import io.pressroom.builder.content.Settings.Markdown.Option;
import io.pressroom.builder.content.Template;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Renders any bytes at all. What comes of them is an output, or a problem for their author;
 * anything else that is thrown is a fault of ours.
 */
public final class HostileSite {
  private static final Pattern FILE = Pattern.compile("(?m)^=== ");

  private static final List<Set<Option>> DIALECTS =
      List.of(
          EnumSet.allOf(Option.class),
          EnumSet.noneOf(Option.class),
          EnumSet.complementOf(EnumSet.of(Option.MARKDOWN_IN_HTML, Option.TAG_FILTER)));

  private static final View ROOT =
      Fields.of(
              "page",
              Fields.of("title", "A & <b>")
                  .and("date", null)
                  .and("params", Map.of("size", "3", "nested", Map.of("a", "b"))))
          .and("items", List.of(Fields.of("title", "one"), Fields.of("title", "two")))
          .and("number", 7);

  private HostileSite() {}

  /** As a page's text, in dialects with all options, without any, and between. */
  public static void markdown(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    for (Set<Option> dialect : DIALECTS) {
      try {
        new Markdown(dialect).read(text, false, Destinations.AS_WRITTEN);
      } catch (UnrenderableTextException e) {
        // Refused with a message.
      }
    }
  }

  /** As a template, which may include itself. */
  public static void template(byte[] bytes) {
    Template template = new Template("page.html", new String(bytes, UTF_8), Digest.of(bytes));
    Templates templates =
        new Templates(
            name -> Optional.of(template).filter(it -> it.name().equals(name)),
            () -> List.of(template.name()));
    try {
      templates.render(template.name(), ROOT, new Budget("a/index.html", name -> {}));
    } catch (Refusal e) {
      // Refused with a message.
    }
  }

  /**
   * As a whole site. Each line {@code === PATH} begins a file of that path; of two with one path
   * the second counts.
   */
  public static void site(byte[] bytes) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hostile");
    try {
      for (String file : FILE.split(new String(bytes, UTF_8), -1)) {
        int end = file.indexOf('\n');
        if (end > 0) {
          write(folder, file.substring(0, end), file.substring(end + 1));
        }
      }
      for (String problem : new Workshop(folder).build().problems()) {
        assertFalse(problem.startsWith(Fault.TITLE), problem);
      }
    } finally {
      delete(folder);
    }
  }

  private static void write(Path folder, String path, String text) throws IOException {
    try {
      Path file = folder.resolve(path.strip()).normalize();
      if (file.startsWith(folder) && !file.equals(folder)) {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(UTF_8));
      }
    } catch (InvalidPathException | FileSystemException e) {
      // No file can have that name, or another one has it as its folder.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
