package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.plan.Step;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Message;
import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Problem;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Builds of a real folder into a real store: what is kept, from build to build and from start to
 * start.
 */
class PressTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String UNRENDERABLE = "> ".repeat(300) + "x";

  private Path folder;
  private Path site;
  private RealPress press;

  @BeforeEach
  void open() throws IOException {
    folder = Folders.temporary();
    site = Files.createDirectories(folder.resolve("site"));
    write("site.yaml", "title: Some site\npage-size: 10\nfeed-size: 5\n");
    for (int i = 10; i < 40; i++) {
      write(
          post(i),
          "---\ntitle: P%d\ndate: 2026-01-%02d\ntags: [t%d]\n---\nText of %d.\n"
              .formatted(i, i - 9, i % 3, i));
    }
    write("content/about.md", "About us.\n");
    press = new RealPress(site, folder.resolve("state"), new MovingClock(NOON), false);
  }

  @AfterEach
  void close() throws IOException {
    press.close();
    Folders.delete(folder);
  }

  private static String post(int number) {
    return "content/posts/p%d.md".formatted(number);
  }

  private void write(String path, String text) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Built edit(String path, String text) throws IOException, InterruptedException {
    write(path, text);
    return press.build(Change.of(site.resolve(path)));
  }

  private String live(String path) throws IOException {
    return Files.readString(
        press.reader().object(press.live().entry(OutputPath.of(path)).orElseThrow().digest()));
  }

  private static Set<String> rendered(Built built) {
    Set<String> paths = new TreeSet<>();
    built.steps().forEach(step -> paths.add(step.output().path().value()));
    return paths;
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private <M extends Message> M lastMessage(Class<M> type) {
    List<M> all = press.messages.stream().filter(type::isInstance).map(type::cast).toList();
    return all.getLast();
  }

  // What comes while a build runs

  @Test
  void aBurstIsOneRelease() throws Exception {
    press.build();
    String whole = "---\ntitle: P39\ndate: 2026-01-30\ntags: [t0]\n---\nWhole.\n";
    press.messages.clear();
    press.rest = rest(post(39), whole, "content/about.md", "New.\n", post(39), whole);
    Built built = edit(post(39), "---\ntitle: P39\ndate: 2026-01-30\n"); // the first half
    assertTrue(live("posts/p39/index.html").contains("Whole."));
    assertTrue(live("about/index.html").contains("New."));
    assertEquals(List.of(), built.problems());
    List<String> told = press.messages.stream().map(it -> it.getClass().getSimpleName()).toList();
    assertEquals(List.of("BuildStarted", "ReleasePublished"), told);
    assertEquals(CleanBuild.of(site, NOON, false).manifest().id(), press.live().id());
  }

  @Test
  void aSaveIsToldByTheFileThatWasSaved() throws Exception {
    press.build();
    write(post(25), "New.\n");
    Path beside = site.resolve("content/posts/4913"); // with which an editor tries the folder
    Built built = press.build(Change.of(beside, site.resolve(post(25))));
    String summary = built.summary().orElseThrow();
    assertTrue(summary.endsWith("; content/posts/p25.md and 1 more"), summary);
  }

  @Test
  void aBuildThatFailsForgetsNothingOfTheBurst() throws Exception {
    press.build();
    Iterator<Change> changes = List.of(saved("content/about.md", "New.\n")).iterator();
    press.rest =
        () -> {
          if (changes.hasNext()) {
            return changes.next();
          }
          throw new InterruptedException("in the middle of the burst");
        };
    assertThrows(InterruptedException.class, () -> edit(post(25), "New.\n"));
    press.rest = Change::nothing;
    press.build(Change.of(site.resolve(post(25)))); // as the loop says it again
    assertEquals(CleanBuild.of(site, NOON, false).manifest().id(), press.live().id());
  }

  @Test
  void aHookIsGivenTheWholeBurst() throws Exception {
    write("styles/a.css", "a { color: red }\n");
    write("hook.sh", "echo run >> runs\nmkdir -p static\ncat styles/*.css > static/site.css\n");
    String hook = "{run: [sh, hook.sh], reads: [styles], writes: [static/site.css]}";
    write("site.yaml", "title: Some site\nhooks:\n  before: [%s]\n".formatted(hook));
    press.build();
    assertEquals("a { color: red }\n", live("site.css"));
    press.messages.clear();
    press.rest =
        () ->
            Files.exists(site.resolve("styles/b.css"))
                ? Change.nothing()
                : saved("styles/b.css", "b { color: blue }\n")
                    .and(saved("styles/a.css", "a { color: blue }\n"));
    edit("styles/a.css", "a {"); // the first half
    assertEquals("a { color: blue }\nb { color: blue }\n", live("site.css"));
    assertEquals(2, Files.readAllLines(site.resolve("runs")).size());
    assertEquals(1, press.messages.stream().filter(ReleasePublished.class::isInstance).count());
  }

  /** Saves a file with each call, and then nothing any more. */
  private Press.Burst rest(String... pathsAndTexts) {
    Iterator<String> left = List.of(pathsAndTexts).iterator();
    return () -> left.hasNext() ? saved(left.next(), left.next()) : Change.nothing();
  }

  private Change saved(String path, String text) {
    try {
      write(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Change.of(site.resolve(path));
  }

  // What is rendered

  @Test
  void theEditOfABodyRendersThePageAndWhatShowsItsText() throws Exception {
    press.build();
    // The newest one is in the feed and on the first part of the home list.
    Built newest = edit(post(39), "---\ntitle: P39\ndate: 2026-01-30\ntags: [t0]\n---\nNew.\n");
    assertEquals(Set.of("posts/p39/index.html", "index.html", "feed.xml"), rendered(newest));
    // This one is on the second part of the home list; its title is elsewhere, its text is not.
    Built older = edit(post(25), "---\ntitle: P25\ndate: 2026-01-16\ntags: [t1]\n---\nNew.\n");
    assertEquals(Set.of("posts/p25/index.html", "page/2/index.html"), rendered(older));
    assertTrue(live("page/2/index.html").contains("New."));
    Built alone = edit("content/about.md", "New.\n");
    assertEquals(Set.of("about/index.html"), rendered(alone));
  }

  @Test
  void everyOutputThatIsMadeHasItsReason() throws Exception {
    press.build();
    Built built = edit(post(39), "---\ntitle: Q\ndate: 2026-01-30\ntags: [t0]\n---\nText of 39.\n");
    List<String> steps = built.steps().stream().map(Step::toString).toList();
    assertTrue(
        steps.contains("posts/p38/index.html: neighbours of content/posts/p38.md changed"),
        steps::toString);
    assertTrue(
        steps.contains("posts/p39/index.html: content/posts/p39.md changed"), steps::toString);
  }

  // Restarts

  @Test
  void aRestartWithNothingChangedRendersAndPublishesNothing() throws Exception {
    press.build();
    ReleaseId release = press.live().id();
    press.restart(false);
    Built built = press.build();
    assertEquals(List.of(), built.steps());
    assertFalse(built.published().orElseThrow().isNew());
    assertEquals(release, press.live().id());
  }

  @Test
  void aRestartRendersWhatWasEditedMeanwhile() throws Exception {
    press.build();
    press.close();
    write("content/about.md", "Edited while nobody looked.\n");
    press.restart(false);
    assertEquals(Set.of("about/index.html"), rendered(press.build()));
  }

  @Test
  void aGlanceTellsThatNothingHasChanged() throws Exception {
    untilAGlanceIsEnough();
    Path about = site.resolve("content/about.md");
    byte[] text = Files.readAllBytes(about);
    List<Harm> harms =
        List.of(
            () -> write("content/about.md", "Edited while nobody looked.\n"),
            () -> write("content/more.md", "Added.\n"),
            () -> Files.delete(about),
            () -> Files.setLastModifiedTime(about, FileTime.fromMillis(1)),
            () -> Files.createSymbolicLink(site.resolve("content/link.md"), Path.of("about.md")),
            () -> press.restart(true),
            () -> press.clock.set(NOON.minusNanos(1)),
            () -> press.clock.set(NOON.plusSeconds(1)),
            () -> {
              ReleaseId live = press.live().id();
              edit("content/about.md", "Another release.\n");
              press.hold();
              write("content/about.md", new String(text, StandardCharsets.UTF_8));
              press.build();
              press.restart(false);
              assertFalse(live.equals(press.live().id()));
            });
    for (Harm harm : harms) {
      harm.run();
      assertFalse(press.isCurrent());
      press.clock.set(NOON);
      press.restart(false);
      Files.deleteIfExists(site.resolve("content/more.md"));
      Files.deleteIfExists(site.resolve("content/link.md"));
      Files.write(about, text);
      press.resume();
      untilAGlanceIsEnough();
    }
  }

  @Test
  void aGlanceIsNotEnoughWhereSomethingIsWrong() throws Exception {
    write("content/broken.md", "---\ntitle: [\n---\n");
    press.build();
    press.restart(false);
    assertFalse(Files.exists(press.standingFile()));
    Files.delete(site.resolve("content/broken.md"));
    untilAGlanceIsEnough();
    for (String other :
        List.of("", "pressroom-standing 0\n", "pressroom-standing 1\nrelease x\n")) {
      Files.writeString(press.standingFile(), other);
      assertFalse(press.isCurrent());
    }
  }

  @Test
  void aDeadLinkIsToldAgainThoughAGlanceIsEnough() throws Exception {
    write("content/about.md", "[To nowhere](/no/where/)\n");
    untilAGlanceIsEnough();
    press.restart(false);
    assertTrue(press.isCurrent());
    assertEquals(1, press.build().problems().size());
  }

  private interface Harm {
    void run() throws Exception;
  }

  /** Starts again and again, as files that were just written are not known by their stamps. */
  private void untilAGlanceIsEnough() throws IOException, InterruptedException {
    // A post of the next second, so that the clock decides too.
    write(post(52), "---\ndate: 2026-06-01T12:00:01Z\n---\nSoon.\n");
    do {
      press.build();
      press.restart(false);
    } while (!press.isCurrent());
    assertEquals(List.of(), press.build().steps());
  }

  @Test
  void aRecordThatIsNotOneMeansThatAllIsBuiltToTheSameRelease() throws Exception {
    press.build();
    ReleaseId release = press.live().id();
    press.restart(false); // all is written then
    byte[] record = Files.readAllBytes(press.recordFile());
    byte[] flipped = record.clone();
    flipped[record.length / 2] ^= 1;
    byte[] older =
        new String(record, StandardCharsets.ISO_8859_1)
            .replaceFirst("pressroom-record \\d", "pressroom-record 1")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] other :
        List.of(
            flipped,
            older,
            Arrays.copyOf(record, record.length / 3),
            new byte[0],
            "something else".getBytes(StandardCharsets.UTF_8))) {
      press.close();
      Files.write(press.recordFile(), other);
      press.restart(false);
      Built built = press.build();
      assertEquals(press.live().size(), built.steps().size());
      assertEquals(release, press.live().id());
      press.restart(false);
      assertEquals(List.of(), press.build().steps(), "the next record is whole");
    }
  }

  @Test
  void aRecordOfAnotherStoreMeansThatAllIsBuilt() throws Exception {
    press.build();
    ReleaseId release = press.live().id();
    press.close();
    Folders.delete(press.storeFolder());
    press.restart(false);
    press.build();
    assertEquals(release, press.live().id());
    assertEquals(release, CleanBuild.of(site, NOON, 2).manifest().id());
  }

  // What fails

  @Test
  void aPageThatFailsKeepsItsLastGoodVersionAcrossBuildsAndRestarts() throws Exception {
    press.build();
    Manifest good = press.live();
    List<String> expected = null;
    for (String broken :
        List.of(
            "---\ntitle: A: B\n---\nText\n",
            "---\ntitle: P39\ndate: 2026-01-30\ntags: [t0]\n---\n" + UNRENDERABLE,
            "\0",
            "---\ntitle: unended\n")) {
      Built built = edit(post(39), broken);
      assertEquals(1, built.problems().size(), built.problems()::toString);
      expected = texts(built.problems());
      assertTrue(expected.getFirst().contains("[content/posts/p39.md"), expected::toString);
      assertEquals(built.problems(), lastMessage(BuildFailed.class).problems());
      assertEquals(good.id(), press.live().id());
      assertEquals(expected, texts(edit("content/about.md", "About.\n").problems()), "told again");
      press.restart(false);
      assertEquals(expected, texts(press.build().problems()), "told after a restart");
      assertEquals(expected, texts(press.build().problems()));
      assertEquals(
          good.entry(OutputPath.of("posts/p39/index.html")),
          press.live().entry(OutputPath.of("posts/p39/index.html")));
      edit("content/about.md", "About us.\n");
      assertEquals(good.id(), press.live().id());
    }
    Built mended = edit(post(39), "---\ntitle: P39\ndate: 2026-01-30\ntags: [t0]\n---\nMended.\n");
    assertEquals(List.of(), mended.problems());
    assertEquals(0, lastMessage(ReleasePublished.class).problems());
    assertEquals(CleanBuild.of(site, NOON, 2).manifest().id(), press.live().id());
  }

  @Test
  void ofManyProblemsSomeAreTold() throws IOException, InterruptedException {
    press.build();
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 1_234; i++) {
      links.append("[a](nowhere-%d.md)\n\n".formatted(i));
    }
    edit(post(39), "---\ntitle: unended\n");
    Built built = edit("content/about.md", links.toString());
    assertEquals(1_235, built.problems().size());
    List<Problem> told = lastMessage(BuildFailed.class).problems();
    assertEquals(101, told.size());
    assertEquals(built.problems().subList(0, 100), told.subList(0, 100));
    assertTrue(told.getFirst().toString().contains("p39.md"), told.getFirst()::toString);
    assertEquals(
        "More problems: 1,135 besides these (./pressroom check tells them all)",
        told.getLast().toString());
    assertEquals(1_235, lastMessage(ReleasePublished.class).problems());
  }

  @Test
  void aTemplateThatFailsKeepsEveryPageThatUsesItAcrossRestarts() throws Exception {
    press.build();
    Manifest good = press.live();
    for (String broken : List.of("{page.titel}", "{#if}", "\0", "{#include nowhere.html /}")) {
      Built built = edit("templates/page.html", broken);
      assertEquals(good.id(), press.live().id());
      assertEquals(1, built.problems().size(), built.problems()::toString);
      press.restart(false);
      Built again = press.build();
      assertEquals(texts(built.problems()), texts(again.problems()));
      assertEquals(good.id(), press.live().id());
      // A new page cannot be made, and everything else goes on.
      edit("content/new.md", "New.\n");
      assertTrue(press.live().entry(OutputPath.of("new/index.html")).isEmpty());
      Files.delete(site.resolve("content/new.md"));
      press.build();
      assertEquals(good.id(), press.live().id());
    }
    Files.delete(site.resolve("templates/page.html"));
    assertEquals(List.of(), press.build().problems());
    assertEquals(good.id(), press.live().id());
  }

  @Test
  void allThatIsWrongIsToldTogetherEachWithItsLine() throws Exception {
    write(post(11), "---\ntitle: A: B\n---\n");
    write(post(12), "---\ntitle: P12\n---\nA [b](nowhere.md).\n");
    write(post(13), "Text\n\n" + UNRENDERABLE);
    write("content/x.md", "---\nurl: /about/\n---\n");
    write("content/y.md", "---\nurl: /posts/p14/\n---\n");
    write("templates/list.html", "<p>\n{list.itmes}");
    write("data/d.yaml", "a: b: c\n");
    Built built = press.build();
    List<String> texts = texts(built.problems());
    assertEquals(7, texts.size(), texts::toString);
    assertEquals(built.problems(), lastMessage(BuildFailed.class).problems());
    for (Problem problem : built.problems()) {
      assertTrue(
          problem.line() == 0 || problem.excerpt().isPresent(), () -> "no excerpt: " + problem);
    }
    assertEquals(
        Optional.of("A [b](nowhere.md)."),
        built.problems().stream()
            .filter(it -> it.title().equals("Dead link"))
            .findFirst()
            .orElseThrow()
            .excerpt());
  }

  @Test
  void aStrictSiteIsNotPublishedWhileALinkIsDead() throws Exception {
    press.build();
    write("site.yaml", "title: Some site\npage-size: 10\nfeed-size: 5\nstrict: true\n");
    press.build();
    Manifest good = press.live();
    Built built =
        edit("content/about.md", "See [this](posts/p10.md#part) and [that](/psots/p11/).\n");
    assertTrue(built.withheld());
    assertEquals(
        List.of(
            "Dead link [content/about.md:1:5]: 'posts/p10.md#part' leads to a part that its page"
                + " does not have: #part",
            "Dead link [content/about.md:1:35]: '/psots/p11/' leads to nothing: /psots/p11/ is not"
                + " published (did you mean /posts/p11/?)"),
        texts(built.problems()));
    assertEquals(good.id(), press.live().id());
    press.build();
    press.restart(false);
    assertTrue(press.build().withheld());
    assertEquals(good.id(), press.live().id());
    // What else is edited waits, and comes with the repair.
    edit(post(10), "---\ntitle: P10\ndate: 2026-01-01\n---\n# Part\n");
    assertEquals(good.id(), press.live().id());
    Built mended = edit("content/about.md", "See [this](posts/p10.md#part).\n");
    assertFalse(mended.withheld());
    assertEquals(List.of(), mended.problems());
    assertEquals(CleanBuild.of(site, NOON, 2).manifest().id(), press.live().id());
  }

  @Test
  void aHintNamesWhatIsThereNow() throws Exception {
    write("content/about.md", "[x](/posts/p1/)\n");
    assertEquals(
        List.of(
            "Dead link [content/about.md:1:1]: '/posts/p1/' leads to nothing: /posts/p1/ is not"
                + " published (did you mean /posts/p10/?)"),
        texts(press.build().problems()));
    Files.delete(site.resolve(post(10)));
    assertEquals(
        List.of(
            "Dead link [content/about.md:1:1]: '/posts/p1/' leads to nothing: /posts/p1/ is not"
                + " published (did you mean /posts/p11/?)"),
        texts(press.build().problems()));
  }

  // Time

  @Test
  void theClockPublishesAndWithdraws() throws Exception {
    Instant one = NOON.plusSeconds(60);
    Instant two = NOON.plusSeconds(120);
    write(post(50), "---\ndate: 2026-06-01T12:01:00Z\n---\nSoon.\n");
    write(post(51), "---\ndate: 2026-05-01\nexpiry: 2026-06-01T12:02:00Z\n---\nNot for ever.\n");
    Built built = press.build();
    OutputPath soon = OutputPath.of("posts/p50/index.html");
    OutputPath passing = OutputPath.of("posts/p51/index.html");
    assertEquals(post(50), built.next().orElseThrow().page().value());
    assertEquals(one, built.next().orElseThrow().at());
    assertTrue(built.next().orElseThrow().published());
    press.clock.set(one.minusNanos(1));
    assertEquals(List.of(), press.build(Change.nothing()).steps());
    press.clock.set(one);
    built = press.build(Change.nothing());
    assertTrue(press.live().entry(soon).isPresent());
    assertTrue(live("feed.xml").contains("Soon."));
    assertEquals(two, built.next().orElseThrow().at());
    assertFalse(built.next().orElseThrow().published());
    press.clock.set(two);
    built = press.build(Change.nothing());
    assertTrue(press.live().entry(passing).isEmpty());
    assertFalse(live("index.html").contains("Not for ever."));
    assertEquals(Optional.empty(), built.next());
    // A clock that is set back takes back what it did.
    press.clock.set(NOON);
    press.build(Change.nothing());
    assertTrue(press.live().entry(soon).isEmpty());
    assertTrue(press.live().entry(passing).isPresent());
    // A long sleep is caught up with at once, also after a restart.
    press.clock.set(NOON.plusSeconds(1_000_000));
    press.restart(false);
    press.build();
    assertEquals(CleanBuild.of(site, press.clock.instant(), 2).manifest().id(), press.live().id());
  }

  // Hostile files

  @Test
  void hostileFilesGetTheirMessageAndStopNobody() throws Exception {
    press.build();
    Manifest good = press.live();
    write("content/nul.md", "Text\0text\n");
    write("content/bomb.md", "---\n" + bomb() + "---\n");
    write("data/bomb.yaml", bomb());
    write("data/deep.json", "[".repeat(100_000));
    write("data/deep.toml", "a = " + "[".repeat(20_000) + "]".repeat(20_000) + "\n");
    write("content/deep.md", "---\na: " + "[".repeat(50_000) + "\n---\n");
    Files.write(site.resolve("content/latin.md"), new byte[] {'a', (byte) 0xe9, 'b'});
    Files.writeString(site.resolve("content/large.md"), "x".repeat(50 << 20));
    Files.createSymbolicLink(site.resolve("content/loop"), Path.of("."));
    Files.createSymbolicLink(site.resolve("content/self.md"), Path.of("self.md"));
    Files.createSymbolicLink(site.resolve("content/out.md"), folder.resolve("state/store/live"));
    Files.createSymbolicLink(site.resolve("content/gone.md"), Path.of("nowhere.md"));
    Built built = press.build();
    Set<String> files = new TreeSet<>();
    built.problems().forEach(problem -> files.add(problem.file().orElseThrow()));
    assertEquals(
        Set.of(
            "content/nul.md",
            "content/bomb.md",
            "content/deep.md",
            "content/latin.md",
            "content/large.md",
            "content/loop",
            "content/self.md",
            "content/out.md",
            "content/gone.md",
            "data/bomb.yaml",
            "data/deep.json",
            "data/deep.toml"),
        files,
        () -> texts(built.problems()).toString());
    assertEquals(good.id(), press.live().id());
    assertEquals(List.of(), press.build().steps());
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String use = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", Stream.generate(() -> use).limit(10).toList())));
    }
    return text.toString();
  }
}
