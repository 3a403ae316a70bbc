package io.pressroom.builder.plan;

import static io.pressroom.builder.plan.PaperSite.page;
import static io.pressroom.builder.plan.PaperSite.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is rendered and why, and what is not. The renderings here read what a theme would. */
class PlannerTest {

  private final PaperSite site =
      new PaperSite()
          .with("content/posts/a.md", post("2026-01-01").tags("red").body("a"))
          .with("content/posts/b.md", post("2026-02-01").body("b"))
          .with("content/posts/c.md", post("2026-03-01").tags("red", "blue").body("c"))
          .with("content/about.md", page().body("about"));

  private BuildRecord record = BuildRecord.empty();
  private Outcome outcome;

  /** Builds, and tells what was done. */
  private List<String> build() {
    Site now = Site.of(site.snapshot(), site.theme, record, site.now, site.drafts);
    Plan plan = Planner.plan(record, now);
    NextRecord next = plan.begin();
    for (Step step : plan.render()) {
      TrackedSite tracked = now.track();
      try {
        String text = render(step.output(), tracked);
        next.made(step, entry(step, text), tracked, extract(step, tracked));
      } catch (IllegalStateException e) {
        next.failed(step, Problem.in("content", "Unrenderable", e.getMessage()), tracked);
      }
    }
    for (Step step : plan.copy()) {
      PaperBuilder.copy(step, now.track(), next);
    }
    outcome = next.finish();
    record = outcome.record();
    return java.util.stream.Stream.of(
            plan.render().stream().map(Step::toString),
            plan.copy().stream().map(Step::toString),
            plan.drop().stream().map(path -> path + ": dropped"))
        .flatMap(steps -> steps)
        .toList();
  }

  private String render(Output output, TrackedSite tracked) {
    return switch (output) {
      case Output.PageOutput(var path, ContentPath page) ->
          body(page, tracked)
              + tracked.page(page)
              + tracked.neighbours(page)
              + tracked.template("page.html")
              + tracked.asset("style.css");
      case Output.ListOutput(var path, ListId list, int number) -> {
        ListPart part = tracked.list(list, number);
        part.items().forEach(item -> body(item.path(), tracked));
        yield part.toString() + tracked.template("list.html");
      }
      case Output.FeedOutput feed -> {
        tracked.feed().forEach(item -> body(item.path(), tracked));
        yield tracked.feed().toString() + tracked.title();
      }
      case Output.SitemapOutput sitemap -> tracked.sitemap().toString();
      case Output.TermsOutput terms -> tracked.terms(terms.taxonomy()).toString();
      case Output.RedirectOutput redirect -> tracked.page(redirect.page()).toString();
      default -> tracked.title();
    };
  }

  private String body(ContentPath page, TrackedSite tracked) {
    String body =
        tracked.source(page).map(site::body).or(() -> tracked.lastExtract(page)).orElse("");
    if (body.contains(PaperBuilder.UNRENDERABLE)) {
      throw new IllegalStateException(page + " cannot be rendered");
    }
    return body;
  }

  private Optional<String> extract(Step step, TrackedSite tracked) {
    return step.output() instanceof Output.PageOutput page
        ? tracked.source(page.page()).map(site::body)
        : Optional.empty();
  }

  private static Entry entry(Step step, String text) {
    return new Entry(
        step.output().path(), PaperSite.digest(text), text.length(), "text/html;charset=utf-8");
  }

  @Test
  void theFirstBuildMakesEverything() {
    List<String> steps = build();

    assertTrue(steps.contains("posts/a/index.html: new"));
    assertEquals(record.size(), steps.size());
    assertEquals(record.size(), outcome.changed().size());
    assertEquals(List.of(), build());
  }

  @Test
  void anEditOfABodyRendersThePageAndWhatShowsItsText() {
    build();
    site.edit("content/posts/b.md", p -> p.body("edited"));

    assertEquals(
        List.of(
            "feed.xml: content/posts/b.md changed",
            "index.html: content/posts/b.md changed",
            "posts/b/index.html: content/posts/b.md changed",
            "posts/index.html: content/posts/b.md changed"),
        build());
  }

  @Test
  void theModelIsKeptWhenOnlyABodyChanges() {
    build();
    Model model = record.site().orElseThrow().model();
    site.edit("content/about.md", p -> p.body("edited"));

    assertEquals(List.of("about/index.html: content/about.md changed"), build());
    assertSame(model, record.site().orElseThrow().model());
  }

  @Test
  void aNewTitleRendersWhatNamesThePage() {
    build();
    site.edit("content/posts/b.md", p -> p.title("Better"));

    assertEquals(
        List.of(
            "feed.xml: content/posts/b.md changed",
            "index.html: content/posts/b.md changed",
            "posts/a/index.html: neighbours of content/posts/a.md changed",
            "posts/b/index.html: content/posts/b.md changed",
            "posts/c/index.html: neighbours of content/posts/c.md changed",
            "posts/index.html: content/posts/b.md changed"),
        build());
  }

  @Test
  void aTagThatIsTakenAwayRendersItsListAndTheOverview() {
    build();
    site.edit("content/posts/a.md", p -> p.tags());

    List<String> steps = build();
    assertTrue(steps.contains("tags/red/index.html: content/posts/a.md changed"), steps::toString);
    assertTrue(steps.contains("tags/index.html: terms of tags changed"), steps::toString);
    assertFalse(steps.stream().anyMatch(s -> s.startsWith("tags/blue")), steps::toString);
    assertFalse(steps.stream().anyMatch(s -> s.startsWith("about")), steps::toString);
  }

  @Test
  void aPageThatIsDeletedIsDroppedAndLeavesItsLists() {
    build();
    site.without("content/posts/c.md");

    assertEquals(
        List.of(
            "feed.xml: content/posts/c.md is gone",
            "index.html: content/posts/c.md is gone",
            "posts/b/index.html: neighbours of content/posts/b.md changed",
            "posts/index.html: content/posts/c.md is gone",
            "sitemap.xml: addresses of the sitemap changed",
            "tags/index.html: terms of tags changed",
            "tags/red/index.html: content/posts/c.md is gone",
            "posts/c/index.html: dropped",
            "tags/blue/index.html: dropped"),
        build());
    assertEquals(
        List.of("posts/c/index.html", "tags/blue/index.html"),
        outcome.removed().stream().map(OutputPath::value).toList());
  }

  @Test
  void aTemplateRendersWhatItMakes() {
    build();
    site.template("page.html", Optional.of("mine"));

    assertEquals(
        List.of(
            "about/index.html: template page.html changed",
            "posts/a/index.html: template page.html changed",
            "posts/b/index.html: template page.html changed",
            "posts/c/index.html: template page.html changed"),
        build());
    site.template("page.html", Optional.empty());
    assertEquals(4, build().size());
  }

  @Test
  void manyReadersAreFoundToo() {
    for (int i = 0; i < 500; i++) {
      site.with("content/more/" + i + ".md", page());
    }
    build();
    site.template("page.html", Optional.of("mine"));

    assertEquals(504, build().size());
    site.edit("content/more/7.md", p -> p.body("edited"));
    List<String> steps = build();
    assertEquals(2, steps.size());
    assertTrue(steps.contains("more/7/index.html: content/more/7.md changed"), steps::toString);
  }

  @Test
  void theProgramRendersEverythingAgainAndCopiesNothing() {
    site.file("static/a.txt", "a");
    build();
    int rendered = record.size() - 2;
    site.theme = new Theme("program 2", PaperSite.THEME.templates(), PaperSite.THEME.assets());

    List<String> steps = build();
    assertEquals(rendered, steps.size());
    assertTrue(steps.contains("about/index.html: made by another version of Pressroom"));
    assertEquals(List.of(), outcome.changed());
  }

  @Test
  void thePublishDateRendersWithoutAnEdit() {
    site.with("content/posts/d.md", post("2026-06-02"));
    build();
    assertEquals(List.of(), build());
    site.now = site.now.plus(Duration.ofDays(1));

    assertTrue(build().contains("posts/d/index.html: new"));
    site.now = PaperSite.NOON;
    assertTrue(build().contains("posts/d/index.html: dropped"));
  }

  @Test
  void aPageThatCannotBeReadKeepsItsLastGoodVersionUntilItIsMended() {
    build();
    Entry good = record.output(OutputPath.of("posts/b/index.html")).orElseThrow().entry().get();
    site.breakAt("content/posts/b.md");

    // Lists show what the page has left for them, so they come out the same.
    assertEquals(
        List.of(
            "feed.xml: content/posts/b.md changed",
            "index.html: content/posts/b.md changed",
            "posts/index.html: content/posts/b.md changed"),
        build());
    assertEquals(List.of(), outcome.changed());
    assertEquals(List.of("Broken [content/posts/b.md]: on purpose"), problems());

    record = Restart.of(record);
    site.template("page.html", Optional.of("other"));
    assertEquals(3, build().size());
    assertEquals(
        Optional.of(good), record.output(OutputPath.of("posts/b/index.html")).get().entry());
    assertEquals(List.of("Broken [content/posts/b.md]: on purpose"), problems());

    site.mend("content/posts/b.md");
    assertTrue(build().contains("posts/b/index.html: content/posts/b.md was mended"));
    assertEquals(List.of(), problems());
    assertEquals(List.of(), build());
  }

  @Test
  void aFolderOrFileThatCannotBeReadStaysAsItWas() {
    site.file("content/posts/pic.png", "picture");
    site.file("static/robots.txt", "robots");
    build();
    List<Entry> entries = record.entries();
    site.breakAt("content/posts").breakAt("static/robots.txt");

    build();
    assertEquals(List.of(), outcome.removed());
    assertEquals(List.of(), outcome.changed());
    record = Restart.of(record);
    site.edit("content/about.md", p -> p.body("edited"));
    assertEquals(List.of("about/index.html: content/about.md changed"), build());
    assertEquals(List.of(), outcome.removed());

    site.mendAll().edit("content/about.md", p -> p.body("about"));
    build();
    assertEquals(Set.copyOf(entries), Set.copyOf(record.entries()));
    assertEquals(List.of(), build());
  }

  @Test
  void aTemplateThatCannotBeReadKeepsWhatItMade() {
    site.template("page.html", Optional.of("mine"));
    build();
    site.breakAt("templates/page.html");

    assertEquals(List.of(), build());
    assertEquals(1, outcome.problems().size());
    record = Restart.of(record);
    site.edit("content/about.md", p -> p.body("edited"));
    assertEquals(List.of(), build());

    site.mendAll();
    assertTrue(build().contains("about/index.html: templates/page.html was mended"));
    assertEquals(List.of(), outcome.problems());
  }

  @Test
  void nothingIsMadeWithSettingsThatCannotBeRead() {
    build();
    site.breakAt("site.yaml").without("content/posts/a.md");

    assertEquals(List.of(), build());
    assertEquals(1, outcome.problems().size());
    record = Restart.of(record);
    assertEquals(List.of(), build());
    site.mendAll();
    assertTrue(build().contains("posts/a/index.html: dropped"));
  }

  @Test
  void aPageThatCannotBeRenderedIsTriedAgainWhenSomethingThatItReadChanges() {
    build();
    Entry good = record.output(OutputPath.of("about/index.html")).orElseThrow().entry().get();
    site.edit("content/about.md", p -> p.body(PaperBuilder.UNRENDERABLE));

    assertEquals(List.of("about/index.html: content/about.md changed"), build());
    assertEquals(List.of(), outcome.changed());
    assertEquals(1, outcome.problems().size());
    assertTrue(outcome.settled());

    record = Restart.of(record);
    assertEquals(List.of(), build());
    assertEquals(1, outcome.problems().size());
    assertEquals(Optional.of(good), record.output(OutputPath.of("about/index.html")).get().entry());

    site.edit("content/about.md", p -> p.body("mended"));
    assertEquals(List.of("about/index.html: content/about.md changed"), build());
    assertEquals(List.of(), outcome.problems());
  }

  @Test
  void aPageThatNeverCouldBeRenderedIsLeftOutOfLists() {
    build();
    site.with("content/notes/n.md", page().body(PaperBuilder.UNRENDERABLE));

    build();
    assertFalse(outcome.settled());
    build();
    assertTrue(outcome.settled());
    assertEquals(
        List.of(),
        record.site().get().track().sections().stream()
            .filter(section -> section.name().equals("notes"))
            .toList());
    assertFalse(record.site().get().track().isPublished("/notes/n/"));
    assertEquals(List.of(), build());

    site.edit("content/notes/n.md", p -> p.body("mended"));
    build();
    assertFalse(outcome.settled());
    build();
    assertTrue(outcome.settled());
    assertTrue(record.site().get().track().isPublished("/notes/"));
  }

  @Test
  void anAssetStaysWhileAnOutdatedPageNeedsIt() {
    build();
    OutputPath old =
        OutputPath.of(record.site().get().track().asset("style.css").get().substring(1));
    site.file("assets/style.css", "new style");
    site.edit("content/about.md", p -> p.body(PaperBuilder.UNRENDERABLE));
    build();

    assertEquals(List.of(), outcome.removed());
    assertTrue(record.output(old).isPresent());
    site.edit("content/about.md", p -> p.body("mended"));
    build();
    build();
    assertTrue(record.output(old).isEmpty());
  }

  @Test
  void whatFailedForNowIsTriedAgain() {
    Site now = Site.of(site.snapshot(), site.theme, record, site.now, site.drafts);
    Plan plan = Planner.plan(record, now);
    NextRecord next = plan.begin();
    plan.render().forEach(step -> next.failedForNow(step, Problem.of("Disk full", "no space")));
    plan.copy().forEach(step -> next.failedForNow(step, Problem.of("Disk full", "no space")));
    record = next.finish().record();

    List<String> steps = build();
    assertTrue(steps.contains("about/index.html: failed before"), steps::toString);
    assertEquals(List.of(), outcome.problems());
    build();
    assertEquals(List.of(), build());
  }

  private List<String> problems() {
    return outcome.problems().stream().map(Problem::toString).toList();
  }
}
