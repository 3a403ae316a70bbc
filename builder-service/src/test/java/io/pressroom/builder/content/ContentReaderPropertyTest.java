package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.watch.Change;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** However a site was edited: reading what changed gives what reading everything gives. */
class ContentReaderPropertyTest {
  private static final List<String> NAMES =
      List.of(
          "content",
          "content/a.md",
          "content/A.md",
          "content/index.md",
          "content/README.md",
          "content/x",
          "content/x/a.md",
          "content/x/README.md",
          "content/x/index.html",
          "content/x/_index.md",
          "content/x/y",
          "content/x/y/2015-05-05-b.md",
          "content/x/y/c.png",
          "content/x-y/d.md",
          "content/z",
          "static/a.txt",
          "static",
          "templates/page.html",
          "data/d.yaml",
          "data/d.json",
          "site.yaml",
          "README.md",
          "x/a.md",
          "other/e.md",
          "other");

  private static final List<String> TEXTS =
      List.of(
          "",
          "Text\n",
          "# Heading\n",
          "---\ntitle: A\ntags: [a, b]\nseries: s\ndate: 2015-05-05\n---\nText\n",
          "---\ntitle: A: B\n---\n",
          "title: Some\n",
          "time-zone: Europe/Paris\n",
          "taxonomies: [series]\n",
          "titel: {x: 1}\n",
          "\0");

  /** One thing that an author does. */
  private sealed interface Edit {}

  private record Write(String path, String text) implements Edit {}

  private record Delete(String path) implements Edit {}

  private record Move(String from, String to) implements Edit {}

  private record Link(String path, String target) implements Edit {}

  @Provide
  Arbitrary<List<List<Edit>>> edits() {
    Arbitrary<String> name = Arbitraries.of(NAMES);
    Arbitrary<Edit> edit =
        Arbitraries.frequencyOf(
            Tuple.of(6, Combinators.combine(name, Arbitraries.of(TEXTS)).as(Write::new)),
            Tuple.of(2, name.map(Delete::new)),
            Tuple.of(2, Combinators.combine(name, name).as(Move::new)),
            Tuple.of(1, Combinators.combine(name, name).as(Link::new)));
    return edit.list().ofMinSize(1).ofMaxSize(5).list().ofMinSize(1).ofMaxSize(8);
  }

  @Property(tries = 300)
  void readingWhatChangedIsReadingEverything(@ForAll("edits") List<List<Edit>> rounds)
      throws IOException {
    Path site = Files.createTempDirectory("site").toRealPath();
    try {
      ContentReader reader = new ContentReader(site);
      Optional<Snapshot> last = Optional.of(reader.read(Optional.empty(), Change.all()));
      for (List<Edit> round : rounds) {
        List<Path> touched = new ArrayList<>();
        for (Edit edit : round) {
          apply(site, edit, touched);
        }
        Snapshot next = reader.read(last, Change.of(touched));
        Snapshot whole = new ContentReader(site).read(Optional.empty(), Change.all());
        assertEquals(whole, next, () -> "after " + round);
        assertEquals(
            changes(last.get(), next), next.pagesChangedSince(last.get()), () -> "after " + round);
        last = Optional.of(next);
      }
    } finally {
      delete(site);
    }
  }

  /** Without being told, and without reading anything. */
  @Property(tries = 300)
  void whatALookFindsIsEnough(@ForAll("edits") List<List<Edit>> rounds) throws IOException {
    Path site = Files.createTempDirectory("site").toRealPath();
    try {
      // To whom every file is old enough to be known by its times.
      ContentReader reader =
          new ContentReader(site, new RealDisk(), () -> Instant.now().plus(Duration.ofDays(1)));
      Optional<Snapshot> last = Optional.of(reader.read(Optional.empty(), Change.all()));
      long time = 0;
      for (List<Edit> round : rounds) {
        for (Edit edit : round) {
          List<Path> touched = new ArrayList<>();
          apply(site, edit, touched);
          time++;
          for (Path path : touched) {
            if (edit instanceof Write) {
              Files.setLastModifiedTime(path, FileTime.from(time, TimeUnit.SECONDS));
            }
          }
        }
        Snapshot next = reader.read(last, reader.look());
        Snapshot whole = new ContentReader(site).read(Optional.empty(), Change.all());
        assertEquals(whole, next, () -> "after " + round);
        assertEquals(Change.nothing(), reader.look(), () -> "nothing is left after " + round);
        last = Optional.of(next);
      }
    } finally {
      delete(site);
    }
  }

  private static Set<ContentPath> changes(Snapshot before, Snapshot after) {
    Set<ContentPath> paths = new HashSet<>(before.pages().keySet());
    paths.addAll(after.pages().keySet());
    paths.removeIf(path -> Objects.equals(before.pages().get(path), after.pages().get(path)));
    return paths;
  }

  /** Does it where it can be done, and notes where something was changed. */
  private static void apply(Path site, Edit edit, List<Path> touched) throws IOException {
    switch (edit) {
      case Write(String path, String text) -> {
        Path file = site.resolve(path);
        if (!Files.isDirectory(file) && !Files.isSymbolicLink(file) && parents(site, file)) {
          Files.writeString(file, text);
          touched.add(file);
        }
      }
      case Delete(String path) -> {
        Path file = site.resolve(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && plain(site, file)) {
          delete(file);
          touched.add(file);
        }
      }
      case Move(String from, String to) -> {
        Path source = site.resolve(from);
        Path target = site.resolve(to);
        if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)
            && plain(site, source)
            && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
            && !target.startsWith(source)
            && parents(site, target)) {
          Files.move(source, target);
          touched.add(source);
          touched.add(target);
        }
      }
      case Link(String path, String target) -> {
        Path link = site.resolve(path);
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) && parents(site, link)) {
          Path relative = link.getParent().relativize(site.resolve(target));
          Files.createSymbolicLink(link, Path.of(".").resolve(relative));
          touched.add(link);
        }
      }
    }
  }

  /** Whether no folder above is a link: a watcher names what it sees by the path without links. */
  private static boolean plain(Path site, Path file) throws IOException {
    Path parent = file.getParent();
    return Files.isDirectory(parent)
        && parent.toRealPath().equals(parent)
        && parent.startsWith(site);
  }

  private static boolean parents(Path site, Path file) throws IOException {
    for (Path above = file.getParent(); !above.equals(site); above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    Files.createDirectories(file.getParent());
    return plain(site, file);
  }

  private static void delete(Path path) throws IOException {
    assertTrue(path.isAbsolute());
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
