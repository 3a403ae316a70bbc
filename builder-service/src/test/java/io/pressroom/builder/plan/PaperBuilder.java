package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds a {@link PaperSite} again and again. Its renderings ask questions drawn at random, the
 * same ones for the same output, template and page, and their bytes are the answers, whole. So
 * bytes must change when an answer does, and only then.
 */
final class PaperBuilder {

  /** A body that has this in it cannot be rendered. */
  static final String UNRENDERABLE = "unrenderable";

  BuildRecord record = BuildRecord.empty();

  /** What the release has. */
  final Map<OutputPath, String> release = new TreeMap<>();

  /** Every step that was taken by the last build, with all its rounds. */
  final List<Step> steps = new ArrayList<>();

  /**
   * Outputs that came out as they were, though they were rendered because an answer had changed.
   */
  final List<Step> needless = new ArrayList<>();

  int kept;
  List<Problem> problems = List.of();

  /** Builds until the site is settled. */
  void build(PaperSite content) {
    steps.clear();
    needless.clear();
    for (int round = 1; !buildOnce(content); round++) {
      if (round == 4) {
        throw new AssertionError("the site does not settle");
      }
    }
  }

  private boolean buildOnce(PaperSite content) {
    Site site = Site.of(content.snapshot(), content.theme, record, content.now, content.drafts);
    Plan plan = Planner.plan(record, site);
    NextRecord next = plan.begin();
    Map<OutputPath, String> made = new HashMap<>();
    for (Step step : plan.render()) {
      TrackedSite tracked = site.track();
      try {
        String text = render(step.output(), tracked, content);
        made.put(step.output().path(), text);
        next.made(step, entry(step, text), tracked, extract(step, tracked, content));
      } catch (IllegalStateException e) {
        next.failed(step, Problem.of("Unrenderable", e.getMessage()), tracked);
      }
    }
    for (Step step : plan.copy()) {
      Entry entry = copy(step, site.track(), next);
      made.put(entry.path(), entry.digest().hex());
    }
    Outcome outcome = next.finish();

    plan.render().forEach(step -> check(step, made));
    steps.addAll(plan.render());
    steps.addAll(plan.copy());
    kept = plan.kept();
    for (Entry entry : outcome.changed()) {
      release.put(entry.path(), made.get(entry.path()));
    }
    outcome.removed().forEach(release::remove);
    if (!release.keySet().equals(paths(outcome.record()))) {
      throw new AssertionError(release.keySet() + " is not " + paths(outcome.record()));
    }
    record = outcome.record();
    problems = outcome.problems();
    return outcome.settled();
  }

  /** Copies a file, by name. */
  static Entry copy(Step step, TrackedSite tracked, NextRecord next) {
    OutputPath path = step.output().path();
    Entry entry =
        switch (step.output()) {
          case Output.FileOutput output -> {
            Asset file = tracked.file(output.file()).orElseThrow();
            yield new Entry(path, file.digest(), file.size(), "text/plain");
          }
          case Output.ThemeFileOutput output ->
              new Entry(path, tracked.themeFile(output.name()).orElseThrow(), 1, "text/css");
          default -> throw new AssertionError(step + " is no copy");
        };
    next.made(step, entry, tracked);
    return entry;
  }

  private void check(Step step, Map<OutputPath, String> made) {
    String text = made.get(step.output().path());
    // A file's text may change without its page, by its expiry date for example.
    if (step.reason() instanceof Reason.Changed(Key key)
        && !(key instanceof Key.Body)
        && text != null
        && text.equals(release.get(step.output().path()))
        && record.output(step.output().path()).orElseThrow().failure().isEmpty()) {
      needless.add(step);
    }
  }

  private static Set<OutputPath> paths(BuildRecord record) {
    Set<OutputPath> paths = new TreeSet<>();
    record.entries().forEach(entry -> paths.add(entry.path()));
    return paths;
  }

  private static Entry entry(Step step, String text) {
    return new Entry(
        step.output().path(), PaperSite.digest(text), text.length(), "text/html;charset=utf-8");
  }

  private static Optional<String> extract(Step step, TrackedSite tracked, PaperSite content) {
    Optional<ContentPath> own =
        switch (step.output()) {
          case Output.PageOutput page -> Optional.of(page.page());
          case Output.ListOutput list -> tracked.list(list.list(), list.number()).front();
          case Output.TermsOutput terms -> tracked.front(terms.taxonomy());
          default -> Optional.empty();
        };
    return own.flatMap(tracked::source).map(content::body);
  }

  private static String render(Output output, TrackedSite site, PaperSite content) {
    String template =
        site.template(output instanceof Output.PageOutput ? "page.html" : "list.html")
            .orElseThrow()
            .text();
    Random random = new Random((output + template).hashCode());
    StringBuilder text = new StringBuilder(output + "\n" + template + "\n");
    switch (output) {
      case Output.PageOutput page -> {
        PageFacts facts = site.page(page.page()).orElseThrow();
        text.append(facts).append('\n').append(body(page.page(), site, content));
        if (random.nextBoolean()) {
          text.append(site.neighbours(page.page()));
        }
      }
      case Output.ListOutput list -> {
        ListPart part = site.list(list.list(), list.number());
        text.append(part);
        part.front().ifPresent(front -> text.append(body(front, site, content)));
        if (random.nextInt(3) > 0) {
          part.items().forEach(item -> text.append(body(item.path(), site, content)));
        }
      }
      case Output.TermsOutput terms -> {
        text.append(site.terms(terms.taxonomy())).append(site.front(terms.taxonomy()));
        site.front(terms.taxonomy()).ifPresent(front -> text.append(body(front, site, content)));
      }
      case Output.FeedOutput feed ->
          site.feed().forEach(item -> text.append(item).append(body(item.path(), site, content)));
      case Output.SitemapOutput sitemap -> text.append(site.sitemap()).append(site.baseUrl());
      case Output.RedirectOutput redirect -> text.append(site.page(redirect.page()));
      default -> text.append(site.baseUrl());
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append('\n').append(ask(random, site));
    }
    return text.toString();
  }

  private static String body(ContentPath path, TrackedSite site, PaperSite content) {
    Optional<Page> source = site.source(path);
    String body =
        source.isPresent() ? content.body(source.get()) : site.lastExtract(path).orElse("");
    if (body.contains(UNRENDERABLE)) {
      throw new IllegalStateException(path + " cannot be rendered");
    }
    return body;
  }

  private static Object ask(Random random, TrackedSite site) {
    return switch (random.nextInt(20)) {
      case 0 -> site.title();
      case 1 -> site.menu();
      case 2 -> site.params();
      case 3 -> site.sections();
      case 4 -> site.taxonomies();
      case 5 -> site.terms("tags");
      case 6 -> site.members(new ListId.OfTerm("tags", "red"));
      case 7 -> site.members(new ListId.InSection("posts"));
      case 8 -> site.pages();
      case 9 -> site.template("partials/head.html");
      case 10 -> site.data("team");
      case 11 -> site.dataNames();
      case 12 -> site.asset("style.css");
      case 13 -> site.asset("custom.css");
      case 14 -> site.address(ContentPath.of("content/posts/b.md"));
      case 15 -> site.address(ContentPath.of("content/posts/pic.png"));
      case 16 -> site.isPublished("/posts/a/");
      case 17 -> site.page(ContentPath.of("content/posts/c.md"));
      case 18 -> site.front("tags");
      default -> site.templateNames().toString();
    };
  }
}
