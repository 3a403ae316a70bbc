package io.pressroom.builder.plan;

import static io.pressroom.builder.plan.PaperSite.page;
import static io.pressroom.builder.plan.PaperSite.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Settings;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {

  private static Site site(PaperSite site) {
    return Site.of(site.snapshot(), site.theme, BuildRecord.empty(), site.now, site.drafts);
  }

  private static PageFacts facts(Site site, String path) {
    return site.track().page(ContentPath.of(path)).orElseThrow();
  }

  private static Output at(Site site, String path) {
    return site.outputs().get(OutputPath.of(path));
  }

  private static List<String> names(List<PageFacts> pages) {
    return pages.stream().map(page -> page.path().value().replace("content/", "")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "content/posts/hello.md,           posts/hello/index.html,        /posts/hello/",
    "content/about.md,                 about/index.html,              /about/",
    "content/index.md,                 index.html,                    /",
    "content/posts/trip/index.md,      posts/trip/index.html,         /posts/trip/",
    "content/notes/README.md,          notes/index.html,              /notes/",
    "content/404.md,                   404.html,                      /404.html",
    "notes/plain.md,                   notes/plain/index.html,        /notes/plain/",
    "content/posts/2015-05-05-name.md, posts/2015-05-05-name/index.html, /posts/2015-05-05-name/",
    "content/posts/C++ & Größe.md,     posts/C++ & Größe/index.html,  /posts/C++%20&%20Gr%C3%B6%C3%9Fe/",
    "content/posts/$65m (r) ___.md,    posts/$65m (r) ___/index.html, /posts/$65m%20(r)%20___/",
  })
  void aPageLiesWhereItsFileDoes(String file, String output, String url) {
    PageFacts facts = facts(site(new PaperSite().with(file, page())), file);

    assertEquals(output, facts.output().value());
    assertEquals(url, facts.url());
  }

  @ParameterizedTest
  @CsvSource({
    "/blog/:filename.html,        blog/2015-05-05-name.v2.html",
    "/:section/:slug/,            posts/name.v2/index.html",
    "/:year/:month/:day/:title,   2015/05/06/hello-world/index.html",
    "/:path/:filename.html,       posts/old/2015-05-05-name.v2.html",
    "/:filename,                  2015-05-05-name.v2/index.html",
  })
  void aPatternGivesTheAddressesOfASection(String pattern, String output) {
    PaperSite site =
        new PaperSite()
            .with(
                "content/posts/old/2015-05-05-name.v2.md",
                page().date("2015-05-06T01:00:00+09:00").title("Hello, World!"));
    site.settings = withPermalinks(Map.of("posts", pattern));

    assertEquals(
        output, facts(site(site), "content/posts/old/2015-05-05-name.v2.md").output().value());
  }

  @Test
  void aPatternWithADateNeedsADate() {
    PaperSite site = new PaperSite().with("content/posts/a.md", page());
    site.settings = withPermalinks(Map.of("posts", "/:year/:filename/"));

    assertEquals("posts/a/index.html", facts(site(site), "content/posts/a.md").output().value());
    assertEquals(
        "No date for the address [content/posts/a.md]: the pattern /:year/:filename/ needs a date,"
            + " and the page has none (give it a date in its front matter)",
        site(site).problems().getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/about/,      about/index.html",
    "about,        about/index.html",
    "/old.html,    old.html",
    "/v1.0,        v1.0/index.html",
    "/,            index.html",
    "/feed.atom,   feed.atom",
  })
  void frontMatterGivesAnAddress(String url, String output) {
    PaperSite site = new PaperSite().with("content/x.md", page().url(url));

    assertEquals(output, facts(site(site), "content/x.md").output().value());
  }

  @Test
  void anAddressThatCannotBeIsToldAndThePageLeftOut() {
    Site site = site(new PaperSite().with("content/x.md", page().url("/../x/")));

    assertTrue(site.track().page(ContentPath.of("content/x.md")).isEmpty());
    assertEquals("No address", site.problems().getFirst().title());
  }

  @Test
  void addressesBeginWithTheBasePath() {
    PaperSite site =
        new PaperSite()
            .with("content/a.md", post("2026-01-01").tags("x"))
            .file("content/p.png", "p");
    site.settings =
        Settings.DEFAULTS.withBaseUrl(
            URI.create("https://example.org/my blog/".replace(" ", "%20")));
    TrackedSite tracked = site(site).track();

    assertEquals("/my%20blog/", tracked.basePath());
    assertEquals("/my%20blog/a/", tracked.page(ContentPath.of("content/a.md")).get().url());
    assertEquals(Optional.of("/my%20blog/p.png"), tracked.address(ContentPath.of("content/p.png")));
    assertTrue(tracked.isPublished("/my%20blog/a/"));
    assertTrue(tracked.isPublished("/my%20blog"));
    assertFalse(tracked.isPublished("/a/"));
    assertTrue(site(site).outputs().containsKey(OutputPath.of("a/index.html")));
  }

  @Test
  void titlesComeFromFrontMatterHeadingOrName() {
    Site site =
        site(
            new PaperSite()
                .with("content/a.md", page().title("<i>A</i>").body("# No"))
                .with("content/b.md", page().body("# The `b` *command*"))
                .with("content/index.md", page())
                .with("content/posts/2026-01-01-getting-started.md", page())
                .with("content/posts/trip_home/index.md", page()));

    assertEquals("<i>A</i>", facts(site, "content/a.md").title());
    assertEquals("The `b` *command*", facts(site, "content/b.md").title());
    assertEquals(PageFacts.TitleForm.MARKDOWN, facts(site, "content/b.md").titleForm());
    assertEquals(
        "Getting started", facts(site, "content/posts/2026-01-01-getting-started.md").title());
    assertEquals("Trip home", facts(site, "content/posts/trip_home/index.md").title());
    assertEquals("Untitled site", facts(site, "content/index.md").title());
  }

  @Test
  void draftsFutureAndExpiredPagesAreLeftOut() {
    PaperSite site =
        new PaperSite()
            .with("content/a.md", page())
            .with("content/draft.md", page().draft(true))
            .with("content/future.md", post("2026-07-01"))
            .with("content/later.md", post("2026-01-01").publish("2026-06-02T00:00:00Z"))
            .with("content/sooner.md", post("2027-01-01").publish("2026-05-01T00:00:00Z"))
            .with("content/expired.md", page().expiry("2026-06-01T12:00:00Z"))
            .with("content/expires.md", page().expiry("2026-06-01T12:00:01Z"));

    assertEquals(List.of("sooner.md", "a.md", "expires.md"), names(site(site).track().pages()));

    site.drafts = true;
    assertEquals(7, site(site).track().pages().size());
    assertEquals(Optional.empty(), site(site).next().map(Upcoming::at));
  }

  @Test
  void itIsKnownWhenTheNextPageComesOrGoes() {
    PaperSite site =
        new PaperSite()
            .with("content/a.md", post("2026-06-03"))
            .with("content/b.md", page().expiry("2026-06-02T09:00:00Z"))
            .with("content/c.md", page().draft(true).publish("2026-06-01T13:00:00Z"));

    assertEquals(
        Optional.of(Instant.parse("2026-06-02T09:00:00Z")), site(site).next().map(Upcoming::at));
    site.now = site.now.plus(Duration.ofDays(1));
    assertEquals(List.of(), names(site(site).track().pages()));
    assertEquals(
        Optional.of(Instant.parse("2026-06-03T10:00:00Z")), site(site).next().map(Upcoming::at));
    site.now = site.now.plus(Duration.ofDays(1));
    assertEquals(List.of("a.md"), names(site(site).track().pages()));
    assertEquals(Optional.empty(), site(site).next().map(Upcoming::at));
  }

  @Test
  void listsHaveWeightedThenDatedThenOtherPages() {
    TrackedSite site =
        site(new PaperSite()
                .with("content/p/old.md", post("2026-01-01"))
                .with("content/p/new.md", post("2026-02-01"))
                .with("content/p/same.md", post("2026-02-01"))
                .with("content/p/b.md", page())
                .with("content/p/a.md", page())
                .with("content/p/second.md", page().weight(2))
                .with("content/p/first.md", post("2020-01-01").weight(1)))
            .track();

    assertEquals(
        List.of(
            "p/first.md", "p/second.md", "p/new.md", "p/same.md", "p/old.md", "p/a.md", "p/b.md"),
        names(site.members(new ListId.InSection("p"))));
    assertEquals(List.of("p/new.md", "p/same.md", "p/old.md", "p/first.md"), names(site.feed()));
    assertEquals(4, site.list(ListId.HOME, 1).count());
  }

  @Test
  void aSiteWithoutDatesHasAllPagesOnItsHomeList() {
    TrackedSite site = site(new PaperSite().with("b.md", page()).with("docs/a.md", page())).track();

    assertEquals(List.of("b.md", "docs/a.md"), names(site.members(ListId.HOME)));
  }

  @Test
  void listsAreInParts() {
    PaperSite site = new PaperSite();
    for (int i = 1; i <= 5; i++) {
      site.with("content/posts/" + i + ".md", post("2026-01-0" + i));
    }
    site.settings = withPageSize(2);
    TrackedSite tracked = site(site).track();
    ListPart second = tracked.list(ListId.HOME, 2);

    assertEquals(List.of("posts/3.md", "posts/2.md"), names(second.items()));
    assertEquals(3, second.total());
    assertEquals(5, second.count());
    assertEquals("/page/2/", second.url());
    assertEquals(Optional.of("/"), second.previous());
    assertEquals(Optional.of("/page/3/"), second.next());
    assertEquals(1, tracked.list(ListId.HOME, 3).items().size());
    assertThrows(IllegalArgumentException.class, () -> tracked.list(ListId.HOME, 4));
    assertTrue(site(site).outputs().containsKey(OutputPath.of("posts/page/3/index.html")));
  }

  @Test
  void anIndexPageIsTheFrontOfItsFoldersList() {
    Site site =
        site(
            new PaperSite()
                .with("content/posts/_index.md", page().title("My posts"))
                .with("content/posts/a.md", page())
                .with("content/notes/README.md", page().title("My notes"))
                .with("content/notes/n.md", page())
                .with("content/docs.md", page().title("My docs"))
                .with("content/docs/d.md", page())
                .with("content/index.md", page())
                .with("content/tags.md", page().tags("x"))
                .with("content/empty/_index.md", page())
                .with("content/about/index.md", page())
                .with("content/posts/deep/_index.md", page())
                .with("content/posts/deep/er.md", page())
                .with("content/posts/trip/index.md", page()));

    assertEquals(
        List.of(
            "docs My docs /docs/",
            "empty Empty /empty/",
            "notes My notes /notes/",
            "posts My posts /posts/"),
        site.track().sections().stream()
            .map(s -> s.name() + " " + s.title() + " " + s.url())
            .toList());
    assertEquals(
        Optional.of(ContentPath.of("content/posts/_index.md")),
        site.track().list(new ListId.InSection("posts"), 1).front());
    assertEquals(
        Optional.of(ContentPath.of("content/index.md")), site.track().list(ListId.HOME, 1).front());
    assertEquals(Optional.of(ContentPath.of("content/tags.md")), site.track().front("tags"));
    assertTrue(at(site, "about/index.html") instanceof Output.PageOutput);
    assertTrue(at(site, "posts/trip/index.html") instanceof Output.PageOutput);
    assertTrue(at(site, "posts/deep/index.html") instanceof Output.ListOutput);
    assertEquals(
        List.of("posts/a.md", "posts/deep/er.md", "posts/trip/index.md"),
        names(site.track().members(new ListId.InSection("posts"))));
    assertEquals(List.of(), site.problems());
  }

  @Test
  void pagesInTheFolderOfATaxonomyAreTheFrontsOfItsLists() {
    Site site =
        site(
            new PaperSite()
                .with("content/posts/a.md", page().tags("Birds", "Canals"))
                .with("content/tags/_index.md", page().title("Subjects"))
                .with("content/tags/birds.md", page())
                .with("content/tags/canals/_index.md", page())
                .with("content/tags/not-yet.md", page()));

    assertEquals(List.of(), site.problems());
    TrackedSite tracked = site.track();
    assertEquals(List.of("posts"), tracked.sections().stream().map(Section::name).toList());
    assertEquals(List.of("Subjects"), tracked.taxonomies().stream().map(Taxonomy::title).toList());
    assertEquals(
        List.of("content/tags/birds.md", "content/tags/canals/_index.md"),
        tracked.terms("tags").stream()
            .map(term -> tracked.list(new ListId.OfTerm("tags", term.slug()), 1).front())
            .map(front -> front.orElseThrow().value())
            .toList());
    assertTrue(at(site, "tags/index.html") instanceof Output.TermsOutput);
    assertTrue(at(site, "tags/not-yet/index.html") instanceof Output.PageOutput);
  }

  @Test
  void anAliasGivesWayToWhatEverySiteHas() {
    Site site = site(new PaperSite().with("content/a.md", page().aliases("/feed.xml")));
    assertTrue(at(site, "feed.xml") instanceof Output.FeedOutput);
    assertEquals(
        List.of(
            "One address claimed by 2: feed.xml is where the feed.xml of every site and an alias of"
                + " content/a.md would lie (the feed.xml of every site is published there; give the"
                + " others other addresses)"),
        site.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void termsWithOneSlugAreOneTermInTheSpellingOfMost() {
    TrackedSite site =
        site(new PaperSite()
                .with("content/a.md", post("2026-01-01").tags("Java EE", "C++"))
                .with("content/b.md", post("2026-01-02").tags("java ee", "C#"))
                .with("content/c.md", post("2026-01-03").tags("java ee", "C", "c")))
            .track();

    assertEquals(
        List.of(
            "C c /tags/c/ 1",
            "C# c# /tags/c%23/ 1",
            "C++ c++ /tags/c++/ 1",
            "java ee java-ee /tags/java-ee/ 3"),
        site.terms("tags").stream()
            .map(t -> t.name() + " " + t.slug() + " " + t.url() + " " + t.count())
            .toList());
    assertEquals(
        List.of("c.md", "b.md", "a.md"), names(site.members(new ListId.OfTerm("tags", "java-ee"))));
    assertEquals(
        "Java EE", site.page(ContentPath.of("content/a.md")).get().terms().getFirst().name());
    assertEquals(List.of("tags"), site.taxonomies().stream().map(Taxonomy::name).toList());
  }

  @Test
  void neighboursAreInTimeOrInOrder() {
    TrackedSite site =
        site(new PaperSite()
                .with("content/posts/1.md", post("2026-01-01"))
                .with("content/posts/2.md", post("2026-02-01"))
                .with("content/posts/3.md", post("2026-03-01"))
                .with("content/docs/_index.md", page())
                .with("content/docs/z.md", page().weight(1))
                .with("content/docs/a.md", page().weight(2))
                .with("content/about.md", page())
                .with("content/contact.md", page()))
            .track();

    assertEquals("/posts/1/ /posts/3/", around(site, "content/posts/2.md"));
    assertEquals("/posts/2/ -", around(site, "content/posts/3.md"));
    assertEquals("- /docs/a/", around(site, "content/docs/z.md"));
    assertEquals("- -", around(site, "content/docs/_index.md"));
    assertEquals("- -", around(site, "content/about.md"));
  }

  private static String around(TrackedSite site, String path) {
    Neighbours around = site.neighbours(ContentPath.of(path));
    return around.previous().map(PageLink::url).orElse("-")
        + " "
        + around.next().map(PageLink::url).orElse("-");
  }

  @Test
  void theSitemapIsByAddress() {
    PaperSite site =
        new PaperSite()
            .with("content/posts/new.md", post("2026-02-01"))
            .with("content/posts/old.md", post("2026-01-01").tags("x"))
            .with("content/about.md", page())
            .with("content/404.md", page());

    assertEquals("/ /about/ /posts/ /posts/new/ /posts/old/ /tags/ /tags/x/", sitemap(site));
    site.settings = withoutListsInSitemap();
    assertEquals("/ /about/ /posts/new/ /posts/old/", sitemap(site));
  }

  private static String sitemap(PaperSite site) {
    return site(site).track().sitemap().stream()
        .map(SitemapEntry::url)
        .collect(Collectors.joining(" "));
  }

  @Test
  void aliasesLeadToTheirPage() {
    Site site =
        site(
            new PaperSite()
                .with("content/posts/a.md", page().aliases("/old/", "older", "/posts/a/")));

    assertEquals(
        new Output.RedirectOutput(
            OutputPath.of("old/index.html"), ContentPath.of("content/posts/a.md")),
        at(site, "old/index.html"));
    assertTrue(at(site, "posts/older/index.html") instanceof Output.RedirectOutput);
    assertTrue(at(site, "posts/a/index.html") instanceof Output.PageOutput);
    assertEquals(List.of(), site.problems());
  }

  @Test
  void allCollisionsAreToldAtOnceWithAllSources() {
    Site site =
        site(
            new PaperSite()
                .with("content/a.md", page())
                .with("content/b.md", page().url("/a/"))
                .with("content/c.md", page().url("/a/"))
                .with("content/x.md", page().aliases("/a/"))
                .with("content/y.md", page().url("/page/2/"))
                .with("content/z.md", page().url("/file/sub/"))
                .file("static/file", "a file")
                .file("static/x/index.html", "a file"));

    assertEquals(
        List.of(
            "One address claimed by 2: a/index.html is where content/a.md and an alias of"
                + " content/x.md would lie (content/a.md is published there; give the others other"
                + " addresses)",
            "One address claimed by 2: x/index.html is where content/x.md and static/x/index.html"
                + " would lie (content/x.md is published there; give the others other addresses)",
            "One address claimed by 3: a/index.html is where content/a.md and content/b.md and"
                + " content/c.md would lie (content/a.md is published there; give the others other"
                + " addresses)",
            "One address for a file and a folder: file, from static/file, would be a file, and"
                + " other files lie in a folder of that name (give it another address)"),
        site.problems().stream().map(Problem::toString).toList());
    assertEquals(List.of("a.md", "z.md", "y.md", "x.md"), names(site.track().pages()));
  }

  @Test
  void theAuthorsFilesComeBeforeWhatEverySiteHas() {
    Site site =
        site(
            new PaperSite()
                .file("static/robots.txt", "mine")
                .with("content/404.md", page())
                .with("content/atom.md", page().url("/feed.xml")));

    assertTrue(at(site, "robots.txt") instanceof Output.FileOutput);
    assertTrue(at(site, "404.html") instanceof Output.PageOutput);
    assertTrue(at(site, "feed.xml") instanceof Output.PageOutput);
    assertTrue(at(site, "sitemap.xml") instanceof Output.SitemapOutput);
    assertEquals(List.of(), site.problems());
  }

  @Test
  void assetsOfTheSiteTakeThePlaceOfTheThemes() {
    PaperSite site = new PaperSite().file("assets/img/logo.png", "logo");
    String themes = site(site).track().asset("style.css").orElseThrow();

    assertTrue(themes.matches("/assets/style\\.[0-9a-f]{8}\\.css"), themes);
    assertTrue(at(site(site), themes.substring(1)) instanceof Output.ThemeFileOutput);
    assertTrue(
        site(site)
            .track()
            .asset("img/logo.png")
            .get()
            .matches("/assets/img/logo\\.[0-9a-f]{8}\\.png"));
    site.file("assets/style.css", "own");
    String own = site(site).track().asset("style.css").orElseThrow();
    assertTrue(at(site(site), own.substring(1)) instanceof Output.FileOutput);
    assertFalse(site(site).outputs().containsKey(OutputPath.of(themes.substring(1))));
    assertEquals(Optional.empty(), site(site).track().asset("none.css"));
  }

  private static Settings withPermalinks(Map<String, String> permalinks) {
    return settings(permalinks, 20, true);
  }

  private static Settings withPageSize(int size) {
    return settings(Map.of(), size, true);
  }

  private static Settings withoutListsInSitemap() {
    return settings(Map.of(), 20, false);
  }

  private static Settings settings(Map<String, String> permalinks, int pageSize, boolean lists) {
    Settings d = Settings.DEFAULTS;
    return new Settings(
        d.title(),
        d.description(),
        d.author(),
        d.language(),
        d.timeZone(),
        d.baseUrl(),
        d.dateFormat(),
        pageSize,
        d.feedSize(),
        permalinks,
        d.taxonomies(),
        d.menu(),
        lists,
        d.titles(),
        d.sectionLists(),
        d.markdown(),
        d.strict(),
        d.params(),
        d.hooks());
  }

  @ParameterizedTest
  @CsvSource({
    "content/posts/2015-05-06-first-walk.md,      First walk",
    "content/posts/2015-5-6-first-walk.md,        First walk",
    "content/posts/2015-05-06-trip_home/index.md, Trip home",
    "content/posts/2015-99-99-no-date.md,         2015 99 99 no date",
  })
  void aTitleMadeOfANameIsWithoutTheDateThatTheNameGives(String file, String title) {
    assertEquals(title, facts(site(new PaperSite().with(file, page())), file).title());
  }
}
