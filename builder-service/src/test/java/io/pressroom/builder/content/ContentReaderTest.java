package io.pressroom.builder.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentReaderTest {
  @TempDir private Path temp;
  private Path site;

  /**
   * The machine's disk, of which some files are made unreadable, the readings are noted, and the
   * names in a folder come in any order.
   */
  private static final class NotedDisk implements Disk {
    private final RealDisk disk = new RealDisk();
    private final Set<String> read = new ConcurrentSkipListSet<>();
    private final Set<String> closed = new ConcurrentSkipListSet<>();
    private final Set<String> fatal = new ConcurrentSkipListSet<>();

    private void note(Path file) throws IOException {
      read.add(file.getFileName().toString());
      refuse(file);
      if (fatal.contains(file.getFileName().toString())) {
        throw new IllegalArgumentException("no such luck");
      }
    }

    private void refuse(Path file) throws IOException {
      if (closed.contains(file.getFileName().toString())) {
        throw new AccessDeniedException(file.toString());
      }
    }

    /** The names that were read since this was last asked. */
    private Set<String> takeRead() {
      Set<String> taken = new TreeSet<>(read);
      read.clear();
      return taken;
    }

    @Override
    public Stat stat(Path file, boolean follow) throws IOException {
      return disk.stat(file, follow);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
      refuse(folder);
      List<String> names = new ArrayList<>(disk.list(folder));
      Collections.shuffle(names);
      return names;
    }

    @Override
    public byte[] read(Path file) throws IOException {
      note(file);
      return disk.read(file);
    }

    @Override
    public Digest digest(Path file) throws IOException {
      note(file);
      return disk.digest(file);
    }

    @Override
    public Path real(Path file) throws IOException {
      return disk.real(file);
    }

    @Override
    public Path target(Path link) throws IOException {
      return disk.target(link);
    }
  }

  private final NotedDisk disk = new NotedDisk();
  private Instant now = Instant.now().plusSeconds(60); // all that is written now has settled
  private ContentReader reader;

  @BeforeEach
  void site() throws IOException {
    site = Files.createDirectory(temp.toRealPath().resolve("site"));
    reader = new ContentReader(site, disk, () -> now);
  }

  private Path write(String path, String text) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Snapshot read() throws IOException {
    return reader.read(Optional.empty(), Change.all());
  }

  private Snapshot fresh() throws IOException {
    return new ContentReader(site).read(Optional.empty(), Change.all());
  }

  private static Page page(Snapshot snapshot, String path) {
    return snapshot.pages().get(ContentPath.of(path));
  }

  private static String failure(Snapshot snapshot, String path) {
    Problem problem = snapshot.failed().get(ContentPath.of(path));
    assertFalse(snapshot.pages().containsKey(ContentPath.of(path)));
    assertFalse(snapshot.assets().containsKey(ContentPath.of(path)));
    return problem == null ? "" : problem.toString();
  }

  @Test
  void aFaultOfOursCostsTheFileThatBringsItToLight() throws IOException {
    write("content/good.md", "Good.\n");
    write("content/bad.md", "Bad.\n");
    disk.fatal.add("bad.md");
    Snapshot read = read();
    assertNotNull(page(read, "content/good.md"));
    String failure = failure(read, "content/bad.md");
    assertTrue(
        failure.startsWith(
            "Fault of Pressroom [content/bad.md]: The file cannot be understood"
                + " (java.lang.IllegalArgumentException: no such luck at "),
        failure);
    disk.fatal.clear();
    write("content/bad.md", "Better.\n");
    assertNotNull(page(reader.read(Optional.of(read), Change.all()), "content/bad.md"));
  }

  @Test
  void readsAWholeSite() throws IOException {
    write("site.yaml", "title: A site\n");
    write("content/index.md", "# Home\n");
    write("content/posts/2015-05-05-hello.md", "---\ntitle: Hello\ntags: [a]\n---\nText\n");
    write("content/posts/photo.jpg", "jpg");
    write("static/$odd (r)___.txt", "odd");
    write("assets/style.css", "css");
    write("templates/partials/head.html", "<head>");
    write("data/a/team.yaml", "- Ada\n- Bob\n");
    write("notes.txt", "nothing to us");
    Snapshot snapshot = read();

    assertEquals("A site", snapshot.settings().title());
    assertEquals(Map.of(), snapshot.failed());
    assertEquals(List.of(), snapshot.problems());
    Page hello = page(snapshot, "content/posts/2015-05-05-hello.md");
    assertEquals("posts", hello.section());
    assertEquals(Optional.of("Hello"), hello.frontMatter().title());
    assertEquals("2015-05-05T00:00Z", hello.frontMatter().date().orElseThrow().toString());
    assertEquals("hello", Page.withoutDate(hello.stem()));
    assertEquals(5, hello.bodyLine());
    assertFalse(hello.index());
    Page home = page(snapshot, "content/index.md");
    assertEquals("", home.section());
    assertEquals(Optional.of("Home"), home.heading());
    assertTrue(home.index());
    assertEquals(
        "[assets/style.css=THEME, content/posts/photo.jpg=COLOCATED,"
            + " static/$odd (r)___.txt=STATIC]",
        snapshot.assets().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().kind())
            .toList()
            .toString());
    assertEquals("<head>", snapshot.templates().get("partials/head.html").text());
    assertEquals(List.of("Ada", "Bob"), snapshot.data().get("a/team").value());
  }

  @Test
  void badLinesForTheServerAreToldAndTheFilesPublishedAllTheSame() throws IOException {
    write("content/index.md", "# Home\n");
    Path redirects = write("static/_redirects", "/old /new\n/older\n");
    write("static/_headers", "/*\n  X-Frame-Options: DENY\n  ETag: x\n");
    write("static/below/_redirects", "a file like any other\n");
    Snapshot snapshot = read();
    assertEquals(
        "[static/_headers, static/_redirects, static/below/_redirects]",
        snapshot.assets().keySet().toString());
    assertEquals(
        List.of("static/_redirects:2", "static/_headers:3"),
        snapshot.problems().stream().map(p -> p.file().orElseThrow() + ":" + p.line()).toList());
    assertEquals(Map.of(), snapshot.failed());

    write("static/_redirects", "/old /new\n/older /new\n");
    Snapshot mended = reader.read(Optional.of(snapshot), Change.of(redirects));
    assertEquals(
        List.of(3), mended.problems().stream().map(Problem::line).toList(), "only _headers");
    assertNotEquals(
        snapshot.assets().get(ContentPath.of("static/_redirects")),
        mended.assets().get(ContentPath.of("static/_redirects")));
    assertEquals(fresh(), mended);
  }

  @Test
  void aFolderOfMarkdownIsASite() throws IOException {
    write("README.md", "# Notes\n");
    write("one/README.md", "One\n");
    write("one/two.md", "Two\n");
    write("one/_index.md", "The index\n");
    write("img/a.png", "png");
    write("static/robots.txt", "robots");
    write("node_modules/x/README.md", "x");
    Snapshot snapshot = read();
    assertEquals(
        "[README.md, one/README.md, one/_index.md, one/two.md]",
        snapshot.pages().keySet().toString());
    assertTrue(page(snapshot, "README.md").index());
    assertTrue(page(snapshot, "one/_index.md").index());
    assertFalse(page(snapshot, "one/README.md").index());
    assertEquals("one", page(snapshot, "one/two.md").section());
    assertEquals("[img/a.png, static/robots.txt]", snapshot.assets().keySet().toString());
    assertEquals(Map.of(), snapshot.failed());
  }

  @Test
  void aReadmeStandsForItsFolderAsLongAsThereIsNoIndex() throws IOException {
    write("content/a/README.md", "A\n");
    Snapshot alone = read();
    assertTrue(page(alone, "content/a/README.md").index());

    Path index = write("content/a/index.md", "Index\n");
    Snapshot indexed = reader.read(Optional.of(alone), Change.of(index));
    assertFalse(page(indexed, "content/a/README.md").index());
    assertEquals(fresh(), indexed);

    Files.delete(index);
    Snapshot again = reader.read(Optional.of(indexed), Change.of(index));
    assertEquals(alone, again);
  }

  @Test
  void anIndexTakesItsDateFromTheNameOfItsFolder() throws IOException {
    write("content/posts/2015-05-05-trip/index.md", "Trip\n");
    assertEquals(
        "2015-05-05T00:00Z",
        page(read(), "content/posts/2015-05-05-trip/index.md")
            .frontMatter()
            .date()
            .orElseThrow()
            .toString());
  }

  @Test
  void contentThatComesAndGoesChangesTheWholeSite() throws IOException {
    Path top = write("a.md", "A\n");
    Snapshot plain = reader.read(Optional.empty(), Change.of(top));
    assertEquals("[a.md]", plain.pages().keySet().toString());
    Path below = write("content/b.md", "B\n");
    Snapshot proper = reader.read(Optional.of(plain), Change.of(below));
    assertEquals("[content/b.md]", proper.pages().keySet().toString());
    Files.delete(below);
    Files.delete(below.getParent());
    assertEquals(plain, reader.read(Optional.of(proper), Change.of(below)));
  }

  // What is wrong with a file is told, and the rest is read.

  @Test
  void oneBadFileNeverStopsTheRest() throws IOException {
    write("content/good.md", "Good\n");
    write("content/yaml.md", "---\na: b: c\n---\n");
    write("content/date.md", "---\ndate: soon\n---\n");
    Files.write(write("content/latin.md", ""), "caf\u00e9".getBytes(ISO_8859_1));
    Files.write(write("content/nul.md", ""), new byte[] {'a', 0});
    write("templates/x.html", "\0");
    write("data/x.json", "{");
    write("data/y.toml", "=");
    Snapshot snapshot = read();
    assertEquals("[content/good.md]", snapshot.pages().keySet().toString());
    assertTrue(
        failure(snapshot, "content/yaml.md").startsWith("Broken YAML [content/yaml.md:2:5]: "));
    assertTrue(
        failure(snapshot, "content/date.md")
            .startsWith("Wrong front matter [content/date.md:2:7]: "));
    assertTrue(
        failure(snapshot, "content/latin.md")
            .startsWith("Not a text file [content/latin.md:1:4]: "));
    assertTrue(failure(snapshot, "content/nul.md").contains("NUL"));
    assertTrue(failure(snapshot, "templates/x.html").contains("NUL"));
    assertTrue(failure(snapshot, "data/x.json").startsWith("Broken JSON"));
    assertTrue(failure(snapshot, "data/y.toml").startsWith("Broken TOML"));
    assertEquals(7, snapshot.failed().size());
  }

  @Test
  void frontMatterIsNotPublished() throws IOException {
    write("content/about.html", "---\ntitle: About\n---\n<p>Hello</p>\n");
    write("content/main.scss", "\uFEFF---\n---\nbody {}\n");
    write("content/feed.xml", "+++\nlayout = 'none'\n+++\n<feed/>\n");
    write("content/plain.html", "<p>---</p>\n---\n---\n");
    write("content/rule.html", "---\n<p>no end</p>\n");
    write("content/notes.txt", "---\na: b\n---\n");
    write("static/about.html", "---\ntitle: As it is\n---\n");
    Snapshot snapshot = read();
    assertEquals(
        "Front matter in a file that is no page [content/about.html:1:1]: As it would be published,"
            + " front matter and all, nobody would want it (rename it to about.md, as HTML passes"
            + " through Markdown; or take the front matter away)",
        failure(snapshot, "content/about.html"));
    assertTrue(failure(snapshot, "content/main.scss").endsWith("(take the front matter away)"));
    assertTrue(failure(snapshot, "content/feed.xml").startsWith("Front matter in a file"));
    assertEquals(3, snapshot.failed().size());
    assertEquals(
        "[content/notes.txt, content/plain.html, content/rule.html, static/about.html]",
        snapshot.assets().keySet().stream().sorted().toList().toString());

    write("content/about.html", "<p>Hello</p>\n");
    Snapshot mended = reader.read(Optional.of(snapshot), Change.all());
    assertEquals(2, mended.failed().size());
    assertTrue(mended.assets().containsKey(ContentPath.of("content/about.html")));
  }

  @Test
  void hugePagesAreRefusedUnread() throws IOException {
    Path huge = write("content/huge.md", "");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(50 << 20);
    }
    write("static/huge.bin", "x".repeat(11 << 20));
    Snapshot snapshot = read();
    assertTrue(
        failure(snapshot, "content/huge.md").startsWith("File too large [content/huge.md]: "));
    assertEquals(Set.of("huge.bin"), disk.takeRead());
  }

  @Test
  void unreadableFilesAndFoldersAreToldUntilTheyAreMended() throws IOException {
    write("content/good.md", "Good\n");
    write("content/closed.md", "Closed\n");
    write("content/folder/a.md", "A\n");
    Snapshot open = read();
    disk.closed.addAll(Set.of("closed.md", "folder"));
    write("content/closed.md", "Changed\n");
    Snapshot closed = reader.read(Optional.of(open), Change.all());
    assertEquals("[content/good.md]", closed.pages().keySet().toString());
    assertEquals(
        "Unreadable [content/closed.md]: Permission to read it is denied"
            + " (let the user that Pressroom runs as read it)",
        failure(closed, "content/closed.md"));
    assertTrue(failure(closed, "content/folder").startsWith("Unreadable [content/folder]: "));
    disk.closed.clear();
    assertEquals(fresh(), reader.read(Optional.of(closed), Change.all()));
  }

  @Test
  void linksAreFollowedWithinTheSiteOnly() throws IOException {
    write("content/a.md", "A\n");
    write("shared/b.md", "B\n");
    Files.writeString(temp.resolve("secret.md"), "secret");
    Path content = site.resolve("content");
    Files.createSymbolicLink(content.resolve("inside.md"), Path.of("a.md"));
    Files.createSymbolicLink(content.resolve("folder"), Path.of("../shared"));
    Files.createSymbolicLink(content.resolve("outside.md"), Path.of("../../secret.md"));
    Files.createSymbolicLink(content.resolve("outside"), temp);
    Files.createSymbolicLink(content.resolve("dead.md"), Path.of("none.md"));
    Files.createSymbolicLink(content.resolve("self.md"), Path.of("self.md"));
    Files.createSymbolicLink(content.resolve("up"), Path.of(".."));
    Files.createDirectory(content.resolve("x"));
    Files.createDirectory(content.resolve("y"));
    Files.createSymbolicLink(content.resolve("x/to-y"), Path.of("../y"));
    Files.createSymbolicLink(content.resolve("y/to-x"), Path.of("../x"));
    Snapshot snapshot = read();
    assertEquals(
        "[content/a.md, content/folder/b.md, content/inside.md]",
        snapshot.pages().keySet().toString());
    assertTrue(failure(snapshot, "content/outside.md").startsWith("Link out of the site ["));
    assertTrue(failure(snapshot, "content/outside").startsWith("Link out of the site ["));
    assertTrue(failure(snapshot, "content/dead.md").startsWith("Dead link ["));
    assertTrue(failure(snapshot, "content/self.md").startsWith("Link loop ["));
    assertTrue(failure(snapshot, "content/up").startsWith("Link loop ["));
    assertTrue(failure(snapshot, "content/x/to-y/to-x").startsWith("Link loop ["));
    assertTrue(failure(snapshot, "content/y/to-x/to-y").startsWith("Link loop ["));
    assertEquals(7, snapshot.failed().size());
    assertSame(snapshot, reader.read(Optional.of(snapshot), Change.all()));
  }

  @Test
  void aChangeBehindALinkIsSeenOnAllItsPaths() throws IOException {
    Path target = write("shared/b.md", "B\n");
    write("content/a.md", "A\n");
    Files.createSymbolicLink(site.resolve("content/folder"), Path.of("../shared"));
    Files.createSymbolicLink(site.resolve("content/file.md"), Path.of("../shared/b.md"));
    Files.createSymbolicLink(site.resolve("content/later.md"), Path.of("../shared/later.md"));
    Snapshot before = read();

    Files.writeString(target, "Changed\n");
    Snapshot changed = reader.read(Optional.of(before), Change.of(target));
    assertEquals(
        Set.of(ContentPath.of("content/folder/b.md"), ContentPath.of("content/file.md")),
        changed.pagesChangedSince(before));
    Path later = write("shared/later.md", "Later\n");
    Snapshot added = reader.read(Optional.of(changed), Change.of(later));
    assertEquals(fresh(), added);
    assertTrue(added.pages().containsKey(ContentPath.of("content/later.md")));
    Files.move(target.getParent(), temp.resolve("away"));
    Snapshot gone = reader.read(Optional.of(added), Change.of(target.getParent()));
    assertEquals(fresh(), gone);
    assertEquals("[content/a.md]", gone.pages().keySet().toString());
  }

  @Test
  void aLinkThatIsTurnedOnTheWayIsSeen() throws IOException {
    write("shared/v1/a.md", "One\n");
    write("shared/v2/a.md", "Two\n");
    write("content/b.md", "B\n");
    Path current = Files.createSymbolicLink(site.resolve("shared/current"), Path.of("v1"));
    Files.createSymbolicLink(site.resolve("content/a.md"), Path.of("../shared/current/a.md"));
    Snapshot before = read();
    Files.delete(current);
    Snapshot dead = reader.read(Optional.of(before), Change.of(current));
    assertTrue(failure(dead, "content/a.md").startsWith("Dead link ["));
    Files.createSymbolicLink(current, Path.of("v2"));
    Snapshot after = reader.read(Optional.of(dead), Change.of(current));
    assertEquals(Set.of(ContentPath.of("content/a.md")), after.pagesChangedSince(before));
    assertEquals(fresh(), after);
  }

  @Test
  void whatIsNoFileIsNotRead() throws Exception {
    write("content/a.md", "A\n");
    Process mkfifo =
        new ProcessBuilder("mkfifo", site.resolve("content/pipe.md").toString()).start();
    assertEquals(0, mkfifo.waitFor());
    Snapshot snapshot = read();
    assertTrue(failure(snapshot, "content/pipe.md").startsWith("Not a file ["));
    assertEquals(1, snapshot.pages().size());
  }

  @Test
  void namesThatCannotBePublishedAreTold() throws IOException {
    write("content/a\\b.md", "A\n");
    write("content/c\nd.md", "A\n");
    write("content/e\u00e9 f.md", "A\n");
    Snapshot snapshot = read();
    assertEquals("[content/e\u00e9 f.md]", snapshot.pages().keySet().toString());
    assertTrue(failure(snapshot, "content/a\\b.md").startsWith("File name that cannot be "));
    assertTrue(failure(snapshot, "content/c\nd.md").startsWith("File name that cannot be "));
  }

  @Test
  void unusableSettingsAreAFailureAndUnknownOnesARemark() throws IOException {
    write("content/a.md", "A\n");
    write("site.yaml", "titel: A\n");
    Snapshot unknown = read();
    assertEquals(1, unknown.problems().size());
    assertEquals(Map.of(), unknown.failed());
    Path file = write("site.yaml", "title: A: B\n");
    Snapshot broken = reader.read(Optional.of(unknown), Change.of(file));
    assertTrue(failure(broken, "site.yaml").startsWith("Broken YAML [site.yaml:1:9]: "));
    write("site.yaml", "page-size: none\n");
    Snapshot wrong = reader.read(Optional.of(broken), Change.of(file));
    assertTrue(failure(wrong, "site.yaml").startsWith("Wrong setting [site.yaml:1:12]: "));
    write("site.yaml", "title: A\n");
    Snapshot mended = reader.read(Optional.of(wrong), Change.of(file));
    assertEquals(Map.of(), mended.failed());
    assertEquals("A", mended.settings().title());
    assertEquals(fresh(), mended);
  }

  @Test
  void twoDataFilesOfOneNameAreTold() throws IOException {
    write("data/team.json", "[1]");
    write("data/team.yaml", "[2]");
    Snapshot snapshot = read();
    assertEquals(List.of(1L), snapshot.data().get("team").value());
    assertEquals(
        "[Two data files of one name [data/team.yaml]: data/team.json is read, and this one is"
            + " not]",
        snapshot.problems().toString());
  }

  @Test
  void aSiteThatIsNotThereIsAFailureOfTheWorld() {
    assertThrows(
        IOException.class,
        () -> new ContentReader(temp.resolve("none")).read(Optional.empty(), Change.all()));
  }

  // What has not changed is not read again.

  @Test
  void nothingIsReadTwiceWhereNothingChanged() throws IOException {
    write("site.yaml", "title: A\n");
    write("content/a.md", "A\n");
    write("content/bad.md", "---\na: b: c\n---\n");
    write("static/x.png", "x");
    Snapshot first = read();
    assertEquals(Set.of("a.md", "bad.md", "site.yaml", "x.png"), disk.takeRead());
    assertSame(first, reader.read(Optional.of(first), Change.all()));
    assertSame(first, reader.read(Optional.of(first), Change.of(site.resolve("content"))));
    assertEquals(Set.of(), disk.takeRead());
  }

  @Test
  void aGlanceReadsNothingAndTellsWhatAReadingWould() throws IOException {
    write("site.yaml", "title: A\n");
    write("content/a.md", "A\n");
    write("static/b.txt", "B\n");
    write("templates/base.html", "T\n");
    Files.createDirectories(site.resolve("content/empty"));
    Files.createSymbolicLink(site.resolve("content/c.md"), Path.of("a.md"));
    Snapshot snapshot = read();
    var _ = disk.takeRead();
    Optional<Digest> glance = reader.glance();
    assertTrue(glance.isPresent());
    assertEquals(glance, reader.stamps(snapshot));
    assertEquals(glance, new ContentReader(site, disk, () -> now).glance());
    assertEquals(Set.of(), disk.takeRead());
    write("content/a.md", "Other\n");
    assertNotEquals(glance, reader.glance());
    assertEquals(glance, reader.stamps(snapshot), "what it was made from, not what is there");
  }

  @Test
  void filesThatWereJustWrittenAreNotKnownByTheirStamps() throws IOException {
    write("content/a.md", "A\n");
    now = Instant.now();
    Snapshot snapshot = read();
    assertEquals(Optional.empty(), reader.glance());
    assertEquals(Optional.empty(), reader.stamps(snapshot));
    now = now.plusSeconds(60);
    assertTrue(reader.stamps(snapshot).isPresent(), "read once more");
    assertEquals(reader.glance(), reader.stamps(snapshot));
  }

  @Test
  void onlyWhatChangedIsRead() throws IOException {
    write("content/a.md", "A\n");
    Path b = write("content/b.md", "B\n");
    Snapshot first = read();
    disk.takeRead();
    Files.writeString(b, "Changed\n");
    Snapshot second = reader.read(Optional.of(first), Change.all());
    assertEquals(Set.of("b.md"), disk.takeRead());
    assertEquals(Set.of(ContentPath.of("content/b.md")), second.pagesChangedSince(first));
  }

  @Test
  void onlyTheNamedPlacesAreLookedAt() throws IOException {
    Path a = write("content/a.md", "A\n");
    write("content/b/c.md", "C\n");
    Snapshot first = read();
    Files.writeString(a, "Changed\n");
    Path c = write("content/b/c.md", "Changed\n");
    Snapshot second = reader.read(Optional.of(first), Change.of(c.getParent()));
    assertEquals(Set.of(ContentPath.of("content/b/c.md")), second.pagesChangedSince(first));
    assertSame(second, reader.read(Optional.of(second), Change.of(site.resolve(".git/x"), temp)));
  }

  @Test
  void aChangeWithinTheSameTickIsSeen() throws IOException {
    now = Instant.now();
    Path a = write("content/a.md", "one");
    FileTime time = Files.getLastModifiedTime(a);
    Snapshot first = read();
    Files.writeString(a, "two"); // as long, and as old by its times
    Files.setLastModifiedTime(a, time);
    Snapshot second = reader.read(Optional.of(first), Change.all());
    assertNotEquals(page(first, "content/a.md"), page(second, "content/a.md"));
    disk.takeRead();

    now = now.plusSeconds(60);
    assertSame(second, reader.read(Optional.of(second), Change.all()));
    assertEquals(Set.of("a.md"), disk.takeRead());
    assertSame(second, reader.read(Optional.of(second), Change.all()));
    assertEquals(Set.of(), disk.takeRead());
  }

  @Test
  void foldersThatAreRenamedAndDeletedTakeTheirFilesWithThem() throws IOException {
    write("content/a/b/c.md", "C\n");
    write("content/a/d.md", "D\n");
    write("content/a-b.md", "not below a\n");
    Snapshot first = read();
    Path a = site.resolve("content/a");
    Path z = Files.move(a, site.resolve("content/z"));
    Snapshot renamed = reader.read(Optional.of(first), Change.of(a, z));
    assertEquals(
        "[content/a-b.md, content/z/b/c.md, content/z/d.md]", renamed.pages().keySet().toString());
    Files.move(z, temp.resolve("away"));
    Snapshot deleted = reader.read(Optional.of(renamed), Change.of(z.resolve("b/c.md")));
    assertEquals("[content/a-b.md]", deleted.pages().keySet().toString());
  }

  @Test
  void aRenameByCaseAloneIsARename() throws IOException {
    Path lower = write("content/a.md", "A\n");
    Snapshot first = read();
    Path upper = Files.move(lower, site.resolve("content/A.md"));
    Snapshot second = reader.read(Optional.of(first), Change.of(lower, upper));
    assertEquals("[content/A.md]", second.pages().keySet().toString());
  }

  @Test
  void aFileThatBecomesAFolderAndBack() throws IOException {
    Path file = write("content/a.md", "A\n");
    Snapshot first = read();
    Files.delete(file);
    Path below = write("content/a.md/b.md", "B\n");
    Snapshot second = reader.read(Optional.of(first), Change.of(file));
    assertEquals("[content/a.md/b.md]", second.pages().keySet().toString());
    Files.delete(below);
    Files.delete(file);
    Files.writeString(file, "A\n");
    Snapshot third = reader.read(Optional.of(second), Change.of(below));
    assertEquals(first, third);
  }

  @Test
  void settingsThatPagesDependOnHaveThemReadAgain() throws IOException {
    write("content/a.md", "---\ndate: 2015-05-05\nseries: x\n---\n");
    write("static/b.png", "b");
    Snapshot first = read();
    disk.takeRead();
    Path settings = write("site.yaml", "time-zone: Europe/Paris\ntaxonomies: [series]\n");
    Snapshot second = reader.read(Optional.of(first), Change.of(settings));
    FrontMatter a = page(second, "content/a.md").frontMatter();
    assertEquals("2015-05-05T00:00+02:00[Europe/Paris]", a.date().orElseThrow().toString());
    assertEquals(Map.of("series", List.of("x")), a.terms());
    assertEquals(Set.of("a.md", "site.yaml"), disk.takeRead());
    assertEquals(fresh(), second);
    write("site.yaml", "time-zone: Europe/Paris\ntaxonomies: [series]\ntitle: B\n");
    Snapshot third = reader.read(Optional.of(second), Change.of(settings));
    assertEquals("B", third.settings().title());
    assertEquals(Set.of("site.yaml"), disk.takeRead());
  }

  @Test
  void aSnapshotOfAnotherReaderIsNotGoneBy() throws IOException {
    write("content/a.md", "A\n");
    Snapshot other = fresh();
    write("content/b.md", "B\n");
    assertEquals(2, reader.read(Optional.of(other), Change.nothing()).pages().size());
  }

  @Test
  void aSiteMayBeNamedThroughALink() throws IOException {
    Path a = write("content/a.md", "A\n");
    Path link = Files.createSymbolicLink(temp.resolve("link"), site);
    ContentReader linked = new ContentReader(link);
    Snapshot first = linked.read(Optional.empty(), Change.all());
    assertEquals(1, first.pages().size());
    Files.writeString(a, "Changed\n");
    Snapshot second = linked.read(Optional.of(first), Change.of(a));
    assertNotEquals(first, second);
    Files.writeString(a, "Again\n");
    Snapshot third = linked.read(Optional.of(second), Change.of(link.resolve("content/a.md")));
    assertNotEquals(second, third);
    assertEquals(fresh(), third);
  }

  // Bodies

  @Test
  void bodiesAreReadWhenTheyAreNeeded() throws IOException {
    write("content/a.md", "\uFEFF---\r\ntitle: A\r\n---\r\nBody\r\nmore");
    write("content/b.md", "---\ntitle: A\n---");
    write("content/c.md", "");
    Snapshot snapshot = read();
    Bodies bodies = reader.bodies();
    assertEquals("Body\r\nmore", bodies.body(page(snapshot, "content/a.md")));
    assertEquals("", bodies.body(page(snapshot, "content/b.md")));
    assertEquals("", bodies.body(page(snapshot, "content/c.md")));
  }

  @Test
  void aBodyThatHasChangedIsNotTakenForTheOneThatWasRead() throws IOException {
    write("content/a.md", "Body\n");
    Snapshot snapshot = read();
    Path aside = write("content/aside", "Changed\n");
    Files.move(aside, site.resolve("content/a.md"), StandardCopyOption.REPLACE_EXISTING);
    assertThrows(
        ContentChangedException.class, () -> reader.bodies().body(page(snapshot, "content/a.md")));
  }
}
