package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.FrontMatter;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The site as far as page bodies have no part in it: which pages are published, where everything
 * lies, what lists show. It stays the same object while only bodies, templates, data and bytes of
 * files change, so that the edit of a body costs nothing here.
 */
final class Model {

  /** What a model is made from. */
  record Input(
      KnownContent content,
      Settings settings,
      Theme theme,
      Instant now,
      boolean drafts,
      Set<ContentPath> hidden) {}

  private static final Comparator<Upcoming> SOONEST =
      Comparator.comparing(Upcoming::at).thenComparing(Upcoming::page);

  private static final String STATIC = "static/";
  private static final String ASSETS = "assets/";

  private final Input input;
  private final Facts.Rules rules;
  private final Map<ContentPath, Facts.Of> facts;
  private final Map<ContentPath, PageFacts> pages = new HashMap<>();
  private final Map<ContentPath, OutputPath> files = new HashMap<>();
  private final Map<String, OutputPath> assets = new TreeMap<>();
  private final Map<OutputPath, ContentPath> pageAt = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** The published pages that lists may show, in their order. */
  private List<PageFacts> listed = List.of();

  private final Lists lists;
  private List<SitemapEntry> sitemap = List.of();
  private Map<OutputPath, Output> outputs = Map.of();
  private NearestAddress nearest;
  private Instant from = Instant.MIN;
  private Upcoming next;

  private Model(Input input, Optional<Model> before) {
    this.input = input;
    this.rules = Facts.Rules.of(input.settings());
    this.facts = HashMap.newHashMap(input.content().pageCount());
    Claims claims = new Claims();
    claimPages(claims, before.filter(model -> model.rules.equals(rules)));
    claimFiles(claims);
    problems.addAll(claims.settleAuthors());
    findPages(claims);
    lists = new Lists(input, rules, pages, listed, pageAt);
    claimLists(claims);
    claimRest(claims);
    problems.addAll(claims.settleRest());
    outputs = Collections.unmodifiableMap(claims.outputs());
    sitemap = makeSitemap();
    for (Facts.Of of : facts.values()) {
      problems.addAll(of.problems());
    }
    problems.sort(
        Comparator.comparing((Problem p) -> p.file().orElse("")).thenComparing(Problem::toString));
  }

  static Model of(Input input, Optional<Model> before) {
    return new Model(input, before);
  }

  /**
   * Whether a model of that would be this one: only bodies and bytes of files may differ.
   *
   * @param latest the last site that had this model
   */
  boolean stillRight(Input other, Site latest) {
    return input.drafts() == other.drafts()
        && input.hidden().equals(other.hidden())
        && input.theme().assets().equals(other.theme().assets())
        && !other.now().isBefore(from)
        && (next == null || other.now().isBefore(next.at()))
        && sameSettings(other.settings())
        && samePages(other.content(), latest.content())
        && sameFiles(other.content(), latest.content());
  }

  private static boolean samePages(KnownContent now, KnownContent before) {
    for (ContentPath path : now.pagesThatMayDiffer(before)) {
      Page a = now.page(path);
      Page b = before.page(path);
      if (a == null || b == null || !PageCodec.sameFacts(a, b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameFiles(KnownContent now, KnownContent before) {
    for (ContentPath path : now.filesThatMayDiffer(before)) {
      Asset a = now.file(path);
      Asset b = before.file(path);
      if (a == null
          || b == null
          || a.kind() != b.kind()
          || (a.kind() == Asset.Kind.THEME && !a.digest().equals(b.digest()))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameSettings(Settings other) {
    Settings ours = input.settings();
    return rules.equals(Facts.Rules.of(other))
        && ours.pageSize() == other.pageSize()
        && ours.feedSize() == other.feedSize()
        && ours.sitemapLists() == other.sitemapLists()
        && ours.sectionLists() == other.sectionLists();
  }

  // Pages and files, which the author placed

  private void claimPages(Claims claims, Optional<Model> before) {
    Map<ContentPath, Facts.Of> known = before.map(model -> model.facts).orElse(Map.of());
    List<Page> visible = new ArrayList<>();
    input
        .content()
        .forEachPage(
            (path, page) -> {
              if (visible(path, page.frontMatter())) {
                visible.add(page);
              }
            });
    List<Facts.Of> found =
        visible.parallelStream().map(page -> facts(page, known.get(page.path()))).toList();
    for (Facts.Of of : found) {
      ContentPath path = of.page().path();
      facts.put(path, of);
      of.facts()
          .ifPresent(its -> claims.author(new Output.PageOutput(its.output(), path), path.value()));
    }
  }

  private Facts.Of facts(Page page, Facts.Of known) {
    return known == null || !PageCodec.sameFacts(known.page(), page)
        ? Facts.of(page, rules)
        : new Facts.Of(page, known.facts(), known.problems());
  }

  /** Whether a page is published now; notes until when that holds. */
  private boolean visible(ContentPath path, FrontMatter matter) {
    if (input.drafts()) {
      return true;
    }
    if (matter.draft()) {
      return false;
    }
    boolean visible = true;
    Optional<ZonedDateTime> publish = matter.publish().or(matter::date);
    if (publish.isPresent()) {
      visible = passed(publish.get().toInstant(), path, true);
    }
    if (matter.expiry().isPresent()) {
      visible &= !passed(matter.expiry().get().toInstant(), path, false);
    }
    return visible;
  }

  private boolean passed(Instant instant, ContentPath path, boolean published) {
    if (instant.isAfter(input.now())) {
      Upcoming upcoming = new Upcoming(instant, path, published);
      next = next == null || SOONEST.compare(upcoming, next) < 0 ? upcoming : next;
      return false;
    }
    from = instant.isAfter(from) ? instant : from;
    return true;
  }

  private void claimFiles(Claims claims) {
    input
        .content()
        .forEachFile(
            (path, file) -> {
              try {
                OutputPath place = place(file);
                if (file.kind() == Asset.Kind.THEME) {
                  assets.put(path.value().substring(ASSETS.length()), place);
                }
                claims.author(new Output.FileOutput(place, path), path.value());
              } catch (IllegalArgumentException e) {
                problems.add(
                    Problem.in(path.value(), "No address", e.getMessage())
                        .withHint("give it another file name"));
              }
            });
  }

  private static OutputPath place(Asset file) {
    String path = file.path().value();
    return switch (file.kind()) {
      case COLOCATED -> OutputPath.of(Facts.below(file.path()));
      case STATIC -> OutputPath.of(path.substring(STATIC.length()));
      case THEME -> fingerprinted(path.substring(ASSETS.length()), file.digest());
    };
  }

  private static OutputPath fingerprinted(String name, Digest digest) {
    int dot = name.lastIndexOf('.');
    int end = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
    return OutputPath.of(
        ASSETS + name.substring(0, end) + "." + digest.hex().substring(0, 8) + name.substring(end));
  }

  /** The pages that have got the address that they claim. */
  private void findPages(Claims claims) {
    List<PageFacts> found = new ArrayList<>();
    for (Output output : claims.granted()) {
      if (output instanceof Output.PageOutput page) {
        PageFacts known = facts.get(page.page()).facts().orElseThrow();
        pages.put(page.page(), known);
        if (!input.hidden().contains(page.page())) {
          found.add(known);
          pageAt.put(page.path(), page.page());
        }
      } else if (output instanceof Output.FileOutput file) {
        files.put(file.file(), file.path());
      }
    }
    found.sort(Lists.ORDER);
    listed = List.copyOf(found);
  }

  // Everything that Pressroom adds

  private void claimLists(Claims claims) {
    for (PageList list : lists.all()) {
      for (int number = 1; number <= list.parts(); number++) {
        Output output = new Output.ListOutput(list.path(number), list.id(), number);
        claims.added(output, list.id().toString(), number == 1 ? list.front() : Optional.empty());
      }
    }
    for (Taxonomy taxonomy : lists.taxonomies()) {
      OutputPath place = OutputPath.of(Slug.of(taxonomy.name()) + "/" + Addresses.INDEX);
      claims.added(
          new Output.TermsOutput(place, taxonomy.name()),
          "the overview of " + taxonomy.name(),
          lists.termsFront(taxonomy.name()));
    }
  }

  private void claimRest(Claims claims) {
    input
        .theme()
        .assets()
        .forEach(
            (name, digest) -> {
              if (!assets.containsKey(name)) {
                OutputPath place = fingerprinted(name, digest);
                assets.put(name, place);
                claims.added(
                    new Output.ThemeFileOutput(place, name),
                    "theme asset " + name,
                    Optional.empty());
              }
            });
    claims.spare(new Output.FeedOutput(OutputPath.of("feed.xml")));
    claims.spare(new Output.SitemapOutput(OutputPath.of("sitemap.xml")));
    claims.spare(new Output.RobotsOutput(OutputPath.of("robots.txt")));
    claims.spare(new Output.NotFoundOutput(OutputPath.of("404.html")));
    for (PageFacts page : listed) {
      for (String alias : new TreeSet<>(page.aliases())) {
        try {
          OutputPath place = Addresses.place(alias.startsWith("/") ? alias : beside(page) + alias);
          if (!place.equals(page.output())) {
            claims.added(
                new Output.RedirectOutput(place, page.path()),
                "an alias of " + page.path(),
                Optional.empty());
          }
        } catch (IllegalArgumentException e) {
          problems.add(Problem.in(page.path().value(), "Alias is no address", e.getMessage()));
        }
      }
    }
  }

  /** The folder that a page's relative aliases start from: its parent's. */
  private static String beside(PageFacts page) {
    String path = page.output().value();
    int end = Lists.ofFolder(page) ? path.length() - Addresses.INDEX.length() - 1 : path.length();
    return end < 0 ? "" : path.substring(0, path.lastIndexOf('/', end - 1) + 1);
  }

  private List<SitemapEntry> makeSitemap() {
    List<SitemapEntry> entries = new ArrayList<>();
    for (Output output : outputs.values()) {
      Optional<ContentPath> page = ownPage(output).filter(p -> !input.hidden().contains(p));
      if (output.path().value().equals("404.html")) {
        continue;
      }
      boolean list =
          input.settings().sitemapLists()
              && (output instanceof Output.TermsOutput
                  || (output instanceof Output.ListOutput l && l.number() == 1));
      boolean home = output.path().value().equals(Addresses.INDEX);
      if (page.isPresent() || list || home) {
        Optional<PageFacts> known = page.map(pages::get);
        entries.add(
            new SitemapEntry(
                rules.addresses().url(output.path()), known.flatMap(p -> p.updated().or(p::date))));
      }
    }
    entries.sort(Comparator.comparing(SitemapEntry::url));
    return List.copyOf(entries);
  }

  // Answers

  Set<ContentPath> hidden() {
    return input.hidden();
  }

  /** Where a file of the site is published; null where it is not. */
  OutputPath fileAt(ContentPath file) {
    return files.get(file);
  }

  Addresses addresses() {
    return rules.addresses();
  }

  /** Every page that has an address, hidden ones too. */
  Map<ContentPath, PageFacts> pages() {
    return pages;
  }

  List<SitemapEntry> sitemap() {
    return sitemap;
  }

  Lists lists() {
    return lists;
  }

  Map<String, OutputPath> assets() {
    return assets;
  }

  /** The address of a published page or file of the content, or null. */
  String address(ContentPath target) {
    PageFacts page = pages.get(target);
    if (page != null) {
      return input.hidden().contains(target) ? null : page.url();
    }
    OutputPath file = files.get(target);
    return file == null ? null : rules.addresses().url(file);
  }

  /** What is published, to be searched for what somebody meant; made when first asked for. */
  synchronized NearestAddress nearest() {
    if (nearest == null) {
      nearest = NearestAddress.of(outputs.keySet().stream().map(rules.addresses()::url));
    }
    return nearest;
  }

  /** The page that the output at a path shows as its own. */
  Optional<ContentPath> ownPage(OutputPath path) {
    return Optional.ofNullable(outputs.get(path)).flatMap(this::ownPage);
  }

  /** The page that an output shows as its own: that of a page, or the front of a list. */
  Optional<ContentPath> ownPage(Output output) {
    return switch (output) {
      case Output.PageOutput page -> Optional.of(page.page());
      case Output.ListOutput list when list.number() == 1 ->
          lists.get(list.list()).orElseThrow().front();
      case Output.TermsOutput overview -> lists.termsFront(overview.taxonomy());
      default -> Optional.empty();
    };
  }

  boolean isPublished(String url) {
    return rules
        .addresses()
        .pathOf(url)
        .filter(
            path ->
                (path.isEmpty() || path.endsWith("/"))
                    ? at(path + Addresses.INDEX)
                    : at(path) || at(path + "/" + Addresses.INDEX))
        .isPresent();
  }

  private boolean at(String path) {
    try {
      Output output = outputs.get(OutputPath.of(path));
      return output != null
          && !(output instanceof Output.PageOutput page && input.hidden().contains(page.page()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Everything that is made, by path. */
  Map<OutputPath, Output> outputs() {
    return outputs;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Which page is next published or withdrawn. */
  Optional<Upcoming> next() {
    return Optional.ofNullable(next);
  }
}
