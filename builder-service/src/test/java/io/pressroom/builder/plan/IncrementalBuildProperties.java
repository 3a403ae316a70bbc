package io.pressroom.builder.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.builder.content.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** After any edits, an incremental build is what a clean build would be, and does no more. */
class IncrementalBuildProperties {

  private static final List<String> PAGES =
      List.of(
          "content/posts/a.md",
          "content/posts/b.md",
          "content/posts/c.md",
          "content/posts/d.md",
          "content/posts/_index.md",
          "content/posts/trip/index.md",
          "content/Posts/a.md",
          "content/notes/x.md",
          "content/notes/README.md",
          "content/docs/guide/_index.md",
          "content/docs/guide/one.md",
          "content/index.md",
          "content/about.md",
          "content/tags.md",
          "content/404.md");

  /** A change that an author, an operator or the clock makes. */
  record Edit(String what, Consumer<PaperSite> change) {
    @Override
    public String toString() {
      return what;
    }
  }

  @Property
  void anIncrementalBuildIsACleanBuild(@ForAll("edits") List<Edit> edits) {
    PaperSite site = startingSite();
    PaperBuilder incremental = new PaperBuilder();
    incremental.build(site);
    for (Edit edit : edits) {
      edit.change().accept(site);
      if (edit.what().equals("restart")) {
        incremental.record = Restart.of(incremental.record);
      }
      incremental.build(site);
      assertEquals(List.of(), incremental.needless, "rendered though nothing it read has changed");

      PaperBuilder clean = new PaperBuilder();
      clean.build(site);
      boolean outdated =
          incremental.record.troubled().values().stream().anyMatch(OutputRecord::outdated)
              || !site.snapshot().failed().isEmpty();
      if (!outdated) {
        assertSame(clean, incremental);
      }
      Statistics.label("kept").collect(incremental.kept > 0);
      Statistics.label("clean").collect(!outdated);

      incremental.build(site);
      assertEquals(List.of(), incremental.steps, "a build of what was built");
    }
    site.mendAll();
    for (String page : PAGES) {
      site.edit(page, p -> p.body().contains(PaperBuilder.UNRENDERABLE) ? p.body("mended") : p);
    }
    incremental.build(site);
    PaperBuilder clean = new PaperBuilder();
    clean.build(site);
    assertSame(clean, incremental);
    assertEquals(clean.problems, incremental.problems);

    Statistics.label("kept").coverage(c -> c.check(true).percentage(p -> p > 80));
    Statistics.label("clean").coverage(c -> c.check(true).percentage(p -> p > 30));
  }

  /** Tells the first output that differs, which is enough to read. */
  private static void assertSame(PaperBuilder clean, PaperBuilder incremental) {
    assertEquals(clean.release.keySet(), incremental.release.keySet());
    clean.release.forEach((path, text) -> assertEquals(text, incremental.release.get(path)));
  }

  private static PaperSite startingSite() {
    return new PaperSite()
        .with("content/posts/a.md", PaperSite.post("2026-01-01").tags("red").body("first"))
        .with("content/posts/b.md", PaperSite.post("2026-02-01").tags("red", "blue"))
        .with("content/posts/c.md", PaperSite.post("2026-03-01").tags("Blue").body("third"))
        .with("content/notes/x.md", PaperSite.page().weight(2))
        .with("content/about.md", PaperSite.page().body("# About us"))
        .file("content/posts/pic.png", "picture")
        .file("static/robots.txt", "robots");
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return edit().list().ofMinSize(1).ofMaxSize(20);
  }

  private Arbitrary<Edit> edit() {
    Arbitrary<String> path = Arbitraries.of(PAGES);
    Arbitrary<String> day =
        Arbitraries.of("2026-01-01", "2026-02-02", "2026-06-01", "2026-06-03", "2026-07-01");
    List<Arbitrary<Edit>> kinds = new ArrayList<>();
    kinds.add(edit("write", path, day, (p, d) -> s -> s.with(p, PaperSite.post(d).tags("red"))));
    kinds.add(edit("write undated", path, p -> s -> s.with(p, PaperSite.page())));
    kinds.add(edit("body", path, words(), (p, w) -> s -> s.edit(p, page -> page.body(w))));
    kinds.add(edit("body", path, words(), (p, w) -> s -> s.edit(p, page -> page.body(w))));
    kinds.add(
        edit(
            "unrenderable",
            path,
            p -> s -> s.edit(p, page -> page.body(PaperBuilder.UNRENDERABLE))));
    kinds.add(edit("title", path, words(), (p, w) -> s -> s.edit(p, page -> page.title(w))));
    kinds.add(
        edit(
            "tags",
            path,
            Arbitraries.of("red", "Red", "blue", "green", "C++"),
            (p, w) -> s -> s.edit(p, page -> page.tags(w))));
    kinds.add(edit("no tags", path, p -> s -> s.edit(p, page -> page.tags())));
    kinds.add(edit("draft", path, p -> s -> s.edit(p, page -> page.draft(!page.draft()))));
    kinds.add(
        edit("date", path, day, (p, d) -> s -> s.edit(p, page -> page.date(d + "T10:00:00Z"))));
    kinds.add(
        edit(
            "publish",
            path,
            day,
            (p, d) -> s -> s.edit(p, page -> page.publish(d + "T13:00:00Z"))));
    kinds.add(
        edit("expiry", path, day, (p, d) -> s -> s.edit(p, page -> page.expiry(d + "T13:00:00Z"))));
    kinds.add(
        edit("weight", path, p -> s -> s.edit(p, page -> page.weight(page.weight() == 0 ? 3 : 0))));
    kinds.add(
        edit(
            "slug",
            path,
            Arbitraries.of("a", "b", "other"),
            (p, w) -> s -> s.edit(p, page -> page.slug(w))));
    kinds.add(
        edit(
            "url",
            path,
            Arbitraries.of("/posts/a/", "/tags/red/", "/posts", "/feed.xml", "/here.html"),
            (p, w) -> s -> s.edit(p, page -> page.url(w))));
    kinds.add(
        edit(
            "alias",
            path,
            Arbitraries.of("/old/", "older", "/posts/a/", "/tags/"),
            (p, w) -> s -> s.edit(p, page -> page.aliases(w))));
    kinds.add(
        edit(
            "params",
            path,
            Arbitraries.of(Map.<String, Object>of("k", 1L), Map.<String, Object>of("k", "v")),
            (p, w) -> s -> s.edit(p, page -> page.params(w))));
    kinds.add(edit("delete", path, p -> s -> s.without(p)));
    kinds.add(edit("move", path, path, (p, q) -> s -> s.move(p, q)));
    Arbitrary<String> breakable =
        Arbitraries.oneOf(
            path,
            Arbitraries.of(
                "content/posts",
                "content/posts/pic.png",
                "static/robots.txt",
                "assets",
                "templates",
                "templates/page.html",
                "data/team.yaml",
                "site.yaml"));
    kinds.add(edit("break", breakable, p -> s -> s.breakAt(p)));
    kinds.add(edit("mend", breakable, p -> s -> s.mend(p)));
    kinds.add(Arbitraries.of(new Edit("mend all", s -> s.mendAll())));
    kinds.add(
        edit(
            "file",
            Arbitraries.of(
                "content/posts/pic.png",
                "static/robots.txt",
                "static/posts",
                "static/tags/red/index.html",
                "assets/style.css",
                "assets/custom.css"),
            words(),
            (p, w) -> s -> s.file(p, w)));
    kinds.add(
        edit(
            "delete",
            Arbitraries.of("content/posts/pic.png", "static/posts", "assets/style.css"),
            p -> s -> s.without(p)));
    kinds.add(
        edit(
            "template",
            Arbitraries.of("page.html", "list.html", "partials/head.html"),
            words().optional(),
            (p, w) -> s -> s.template(p, w)));
    kinds.add(edit("data", words().optional(), w -> s -> s.data("team", w)));
    kinds.add(edit("settings", settings(), w -> s -> s.settings = w));
    kinds.add(
        edit(
            "clock",
            Arbitraries.integers().between(-40, 40),
            days -> s -> s.now = PaperSite.NOON.plus(Duration.ofDays(days))));
    kinds.add(edit("drafts", Arbitraries.of(true, false), d -> s -> s.drafts = d));
    kinds.add(
        edit(
            "program",
            Arbitraries.of("program 1", "program 2"),
            p ->
                s ->
                    s.theme = new Theme(p, PaperSite.THEME.templates(), PaperSite.THEME.assets())));
    kinds.add(Arbitraries.of(new Edit("restart", s -> {})));
    return Arbitraries.oneOf(kinds);
  }

  private static Arbitrary<String> words() {
    return Arbitraries.of("one", "two", "three", "# Heading");
  }

  private static Arbitrary<Settings> settings() {
    Settings d = Settings.DEFAULTS;
    return Arbitraries.of(
        d,
        with("Another title", d.pageSize(), d.permalinks(), d.taxonomies(), true),
        with(d.title(), 1, d.permalinks(), d.taxonomies(), true),
        with(d.title(), 2, Map.of("posts", "/:year/:filename.html"), d.taxonomies(), true),
        with(d.title(), 2, Map.of("posts", "/:title/"), d.taxonomies(), false),
        with(d.title(), 2, d.permalinks(), List.of(), true),
        d.withBaseUrl(URI.create("https://example.org/blog/")));
  }

  private static Settings with(
      String title,
      int pageSize,
      Map<String, String> permalinks,
      List<String> taxonomies,
      boolean lists) {
    Settings d = Settings.DEFAULTS;
    return new Settings(
        title,
        d.description(),
        d.author(),
        d.language(),
        d.timeZone(),
        d.baseUrl(),
        d.dateFormat(),
        pageSize,
        d.feedSize(),
        permalinks,
        taxonomies,
        d.menu(),
        lists,
        d.titles(),
        lists,
        d.markdown(),
        d.strict(),
        d.params(),
        d.hooks());
  }

  private interface Change<T> {
    Consumer<PaperSite> with(T value);
  }

  private interface Change2<T, U> {
    Consumer<PaperSite> with(T first, U second);
  }

  private static <T> Arbitrary<Edit> edit(String what, Arbitrary<T> value, Change<T> change) {
    return value.map(v -> new Edit(what + " " + v, change.with(v)));
  }

  private static <T, U> Arbitrary<Edit> edit(
      String what, Arbitrary<T> first, Arbitrary<U> second, Change2<T, U> change) {
    return net.jqwik.api.Combinators.combine(first, second)
        .as((v, w) -> new Edit(what + " " + v + " " + w, change.with(v, w)));
  }
}
