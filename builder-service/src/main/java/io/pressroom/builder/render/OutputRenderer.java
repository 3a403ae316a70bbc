package io.pressroom.builder.render;

import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.plan.ListId;
import io.pressroom.builder.plan.ListPart;
import io.pressroom.builder.plan.Output;
import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.TrackedSite;
import io.pressroom.builder.render.Rendition.TextLink;
import io.pressroom.message.Problem;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes one output: chooses the template, lays out what it sees, and looks at the links. */
final class OutputRenderer {
  private static final String NO_DATE = "1970-01-01T00:00:00Z";

  private final Templates templates;
  private final StoppedTemplates stopped;
  private final Output output;
  private final Rendering rendering;
  private final TrackedSite tracked;

  OutputRenderer(
      Site site,
      Templates templates,
      StoppedTemplates stopped,
      Texts texts,
      Bodies bodies,
      Output output) {
    this.templates = templates;
    this.stopped = stopped;
    this.output = output;
    this.rendering = new Rendering(site, texts, bodies);
    this.tracked = rendering.site();
  }

  /**
   * What has been made.
   *
   * @param extract what others may ask of it, if it has a text of the content
   */
  record Made(String text, Optional<Extract> extract) {}

  /** What the output's bytes depend on, as far as it has been made. */
  TrackedSite tracked() {
    return tracked;
  }

  /**
   * Makes the output.
   *
   * @throws Refusal if it cannot be made
   */
  Made make() {
    return switch (output) {
      case Output.PageOutput(var path, ContentPath page) -> page(page);
      case Output.ListOutput(var path, ListId list, int number) -> list(list, number);
      case Output.TermsOutput(var path, String taxonomy) -> terms(taxonomy);
      case Output.FeedOutput(var path) -> plain(xml(fill("feed.xml", generated("feed"), feed())));
      case Output.SitemapOutput(var path) ->
          plain(xml(fill("sitemap.xml", generated("sitemap"), sitemap())));
      case Output.RobotsOutput(var path) -> plain(fill("robots.txt", generated("robots"), null));
      case Output.NotFoundOutput(var path) -> plain(fill("404.html", notFound(), null));
      case Output.RedirectOutput(var path, ContentPath page) -> redirect(page);
      case Output.FileOutput file -> throw new IllegalArgumentException("a copy: " + file);
      case Output.ThemeFileOutput file -> throw new IllegalArgumentException("a copy: " + file);
    };
  }

  private Made page(ContentPath path) {
    PageFacts page = facts(path);
    String html = fill(template(page, "page.html"), new PageView(rendering, page), null);
    return withText(page, html);
  }

  private Made list(ListId id, int number) {
    ListPart part = tracked.list(id, number);
    Optional<PageFacts> front = part.front().flatMap(tracked::page);
    boolean home = id instanceof ListId.Home;
    String kind =
        switch (id) {
          case ListId.Home _ -> "home";
          case ListId.InSection _ -> "section";
          case ListId.OfTerm _ -> "term";
        };
    Fields own = new Fields();
    if (id instanceof ListId.InSection section) {
      own.and("section", section.folder().split("/", 2)[0]);
    }
    Title title = Title.ofText(home ? tracked.title() : part.title());
    View page = new GeneratedView(rendering, kind, title, part.url(), view(front), own);
    String byDefault = home ? "home.html" : "list.html";
    String template = front.map(facts -> template(facts, byDefault)).orElse(byDefault);
    String html = fill(template, page, listView(part));
    // The later parts have the front's title, but its text is on the first.
    return front.isPresent() && number == 1 ? withText(front.get(), html) : plain(html);
  }

  private Made terms(String name) {
    Optional<PageFacts> front = tracked.front(name).flatMap(tracked::page);
    SiteView siteView = new SiteView(rendering);
    var taxonomy =
        tracked.taxonomies().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    View page =
        new GeneratedView(
            rendering,
            "terms",
            rendering.title(taxonomy.title(), taxonomy.titleForm()),
            taxonomy.url(),
            view(front),
            Fields.of("terms", siteView.terms(name)).and("taxonomy", name));
    String template = front.map(facts -> template(facts, "terms.html")).orElse("terms.html");
    String html = fill(template, page, null);
    return front.isPresent() ? withText(front.get(), html) : plain(html);
  }

  private Made redirect(ContentPath path) {
    PageFacts page = facts(path);
    View view =
        new GeneratedView(
            rendering,
            "redirect",
            Title.ofText(""),
            page.url(),
            Optional.of(new PageView(rendering, page)),
            new Fields());
    return plain(fill("redirect.html", view, null));
  }

  private View notFound() {
    return new GeneratedView(
        rendering,
        "not-found",
        Title.ofText("404"),
        tracked.basePath() + "404.html",
        Optional.empty(),
        new Fields());
  }

  private View generated(String kind) {
    return new GeneratedView(
        rendering,
        kind,
        Title.ofText(tracked.title()),
        tracked.basePath() + output.path().value(),
        Optional.empty(),
        new Fields());
  }

  private View listView(ListPart part) {
    List<View> items = new SiteView(rendering).views(part.items());
    return Fields.of("items", items)
        .and("number", part.number())
        .and("total", part.total())
        .and("count", part.count())
        .and("previous", View.orNull(part.previous()))
        .and("next", View.orNull(part.next()))
        .and("groups", groups(part.items(), items));
  }

  /** Neighbouring items of one year, under that year; those without date under none. */
  private List<View> groups(List<PageFacts> pages, List<View> views) {
    List<View> groups = new ArrayList<>();
    List<View> members = new ArrayList<>();
    String last = null;
    for (int i = 0; i < pages.size(); i++) {
      String year =
          pages
              .get(i)
              .date()
              .map(d -> Integer.toString(d.withZoneSameInstant(tracked.timeZone()).getYear()))
              .orElse(null);
      if (groups.isEmpty() || !Objects.equals(year, last)) {
        members = new ArrayList<>();
        groups.add(Fields.of("year", year).and("items", members));
        last = year;
      }
      members.add(views.get(i));
    }
    return groups;
  }

  private View feed() {
    List<PageFacts> pages = tracked.feed();
    String updated =
        pages.stream()
            .flatMap(page -> page.updated().or(page::date).stream())
            .max(Comparator.comparing(ZonedDateTime::toInstant))
            .map(date -> (String) rendering.date(Optional.of(date)).get("iso"))
            .orElse(NO_DATE);
    return Fields.of("items", new SiteView(rendering).views(pages)).and("updated", updated);
  }

  private View sitemap() {
    List<View> items =
        tracked.sitemap().stream()
            .<View>map(
                entry ->
                    Fields.of("url", entry.url())
                        .and("permalink", rendering.absolute(entry.url()))
                        .and("updated", rendering.date(entry.changed())))
            .toList();
    return Fields.of("items", items);
  }

  private String fill(String template, View page, View list) {
    View root = Fields.of("site", new SiteView(rendering)).and("page", page).and("list", list);
    use(template);
    Budget budget = new Budget(output.path().value(), this::use);
    return stopped.watch(template, () -> templates.render(template, root, budget));
  }

  /** Notes that a template is used, and refuses one that cannot be read. */
  private void use(String template) {
    Refusal.ifAny(tracked.unreadableTemplate(template));
  }

  /** The template that a page chooses, or else that of its kind. */
  private String template(PageFacts page, String byDefault) {
    if (page.template().isEmpty()) {
      return byDefault;
    }
    String chosen = page.template().get();
    String name = chosen.endsWith(".html") ? chosen : chosen + ".html";
    use(name);
    if (tracked.template(name).isEmpty()) {
      Problem problem =
          Problem.in(
              page.path().value(), "Unknown template", "there is no " + Templates.FOLDER + name);
      throw Refusal.because(
          Near.hint(name, tracked.templateNames()).map(problem::withHint).orElse(problem));
    }
    return name;
  }

  private Made withText(PageFacts page, String html) {
    int above = tracked.source(page.path()).map(source -> source.bodyLine() - 1).orElse(0);
    List<Extract.Link> links = new ArrayList<>();
    for (TextLink link : rendering.text(page).map(Rendition::links).orElse(List.of())) {
      if (link.kind() == TextLink.Kind.HTML) {
        continue; // ./pressroom check follows those in what was made
      }
      Links.Target target = rendering.links(page).target(link.written());
      if (target.kind() == Links.Target.Kind.DEAD || !target.fragment().isEmpty()) {
        links.add(
            new Extract.Link(
                link.line() == 0 ? 0 : link.line() + above,
                link.column(),
                link.written(),
                target.address(),
                target.fragment(),
                target.kind() != Links.Target.Kind.DEAD
                    ? Extract.Link.Kind.PART
                    : link.kind() == TextLink.Kind.IMAGE
                        ? Extract.Link.Kind.IMAGE
                        : Extract.Link.Kind.LINK));
      }
    }
    return new Made(
        html,
        Optional.of(
            new Extract(page.path(), rendering.excerpt(page), Html.ids(html), List.copyOf(links))));
  }

  private static Made plain(String text) {
    return new Made(text, Optional.empty());
  }

  /** Without what XML 1.0 has no place for (section 2.2), which next to no text has. */
  private static String xml(String text) {
    return text.codePoints().allMatch(OutputRenderer::isXml)
        ? text
        : text.codePoints()
            .filter(OutputRenderer::isXml)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isXml(int character) {
    return character >= 0x20
        ? character < 0xD800 || (character > 0xDFFF && character != 0xFFFE && character != 0xFFFF)
        : character == '\t' || character == '\n' || character == '\r';
  }

  private PageFacts facts(ContentPath path) {
    return tracked
        .page(path)
        .orElseThrow(() -> new IllegalStateException(path + " is planned but not published"));
  }

  private Optional<PageView> view(Optional<PageFacts> page) {
    return page.map(facts -> new PageView(rendering, facts));
  }
}
