package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads any bytes at all as one of the files of a site. They are understood, or they are refused
 * with a problem that names a place in them; anything else that is thrown is a fault of ours.
 */
public final class HostileContent {
  private static final ContentPath PAGE = ContentPath.of("content/a.md");

  private HostileContent() {}

  /** As a page, with its front matter. */
  public static void page(byte[] bytes) throws IOException {
    read(PAGE, Layout.Kind.PAGE, bytes);
  }

  /** As {@code site.yaml}. */
  public static void settings(byte[] bytes) throws IOException {
    read(Snapshot.SETTINGS, Layout.Kind.SETTINGS, bytes);
  }

  /** As data, in each of the three notations. */
  public static void data(byte[] bytes) throws IOException {
    for (String name : List.of("data/a.yaml", "data/a.toml", "data/a.json")) {
      read(ContentPath.of(name), Layout.Kind.DATA, bytes);
    }
  }

  /** As the redirects and the headers of the site. */
  public static void steering(byte[] bytes) throws IOException {
    for (String name : List.of("static/_redirects", "static/_headers")) {
      read(ContentPath.of(name), Layout.Kind.STATIC, bytes);
    }
  }

  private static void read(ContentPath path, Layout.Kind kind, byte[] bytes) throws IOException {
    var frontMatter = new FrontMatterReader(ZoneOffset.UTC, List.of("tags", "series"));
    FileReader reader = new FileReader(new OneFile(bytes), new Layout(true), frontMatter);
    Item item = reader.read(path, kind, Path.of(path.value()), bytes.length);
    long lines =
        Stream.iterate(0, i -> i < bytes.length, i -> i + 1).filter(i -> ends(bytes, i)).count();
    for (Problem problem : problems(item)) {
      assertFalse(problem.detail().isBlank(), problem::toString);
      assertNotEquals(Fault.TITLE, problem.title(), problem::toString);
      assertTrue(problem.line() <= lines + 1, () -> problem + " is not in " + lines + " lines");
    }
  }

  private static boolean ends(byte[] bytes, int i) {
    return bytes[i] == '\n' || bytes[i] == '\r';
  }

  private static List<Problem> problems(Item item) {
    return switch (item) {
      case Item.Failure failure -> List.of(failure.problem());
      case Item.SettingsFile settings ->
          Stream.concat(settings.failure().stream(), settings.problems().stream()).toList();
      case Item.SteeringFile steering -> steering.problems();
      default -> List.of();
    };
  }

  private static final class OneFile implements Disk {
    private final byte[] bytes;

    private OneFile(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] read(Path file) {
      return bytes;
    }

    @Override
    public Digest digest(Path file) {
      return Digest.of(bytes);
    }

    @Override
    public Stat stat(Path file, boolean follow) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(Path folder) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path real(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path target(Path link) {
      throw new UnsupportedOperationException();
    }
  }
}
