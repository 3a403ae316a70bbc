package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Data;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.content.Template;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A snapshot understood as a site at one instant: which pages are published, where everything lies,
 * what lists show. Immutable, and the same for the same content, whatever was built before, but for
 * pages that cannot be read now: those stand as they were when they last could.
 *
 * <p>Renderings read it through {@link #track()}.
 */
public final class Site {

  private static final String TEMPLATES = "templates/";
  private static final String DATA = "data/";

  private final Snapshot snapshot;
  private final Theme theme;
  private final Model model;
  private final KnownContent content;
  private final PartedMap<ContentPath, String> extracts;
  private final Map<ContentPath, Problem> failedData = new TreeMap<>();

  private Site(
      Snapshot snapshot,
      Theme theme,
      Model model,
      KnownContent content,
      PartedMap<ContentPath, String> extracts) {
    this.snapshot = snapshot;
    this.theme = theme;
    this.model = model;
    this.content = content;
    this.extracts = extracts;
    snapshot
        .failed()
        .forEach(
            (path, problem) -> {
              if ((path + "/").startsWith(DATA)) {
                failedData.put(path, problem);
              }
            });
  }

  /**
   * The site that a snapshot is.
   *
   * @param last the record of the build before: it has what cannot be read now, and work that need
   *     not be done again
   * @param now pages with a later publish date or an earlier expiry date are left out
   * @param drafts whether everything is published: drafts, future and expired pages too
   */
  public static Site of(
      Snapshot snapshot, Theme theme, BuildRecord last, Instant now, boolean drafts) {
    KnownContent content = KnownContent.of(snapshot, last.content());
    Model.Input input =
        new Model.Input(content, snapshot.settings(), theme, now, drafts, last.hidden());
    Model model =
        last.site()
            .filter(before -> before.model.stillRight(input, before))
            .map(Site::model)
            .orElseGet(() -> Model.of(input, last.site().map(Site::model)));
    return new Site(snapshot, theme, model, content, last.extracts());
  }

  /** This site for one attempt at one output. */
  public TrackedSite track() {
    return new TrackedSite(this);
  }

  /** Which page is next to be published or withdrawn, and when. */
  public Optional<Upcoming> next() {
    return model.next();
  }

  /** The files that could not be read, and what is wrong with the site as a whole. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(snapshot.problems());
    problems.addAll(snapshot.failed().values());
    problems.addAll(model.problems());
    return problems;
  }

  /** Everything that the site publishes, by path. */
  public Map<OutputPath, Output> outputs() {
    return model.outputs();
  }

  /**
   * The published address nearest to one that leads nowhere. For messages only: it is not noted as
   * read.
   */
  public Optional<String> nearest(String url) {
    return model.nearest().to(url);
  }

  /** What the site has and nobody can visit. For messages only: it is not noted as read. */
  public Missing missing() {
    return Missing.of(this);
  }

  /** The snapshot that this is the site of. */
  public Snapshot snapshot() {
    return snapshot;
  }

  Theme theme() {
    return theme;
  }

  Model model() {
    return model;
  }

  KnownContent content() {
    return content;
  }

  /** Whether the settings are not what the author meant, so that nothing can be made by them. */
  boolean hasBrokenSettings() {
    return snapshot.failed().containsKey(Snapshot.SETTINGS);
  }

  Optional<Page> source(ContentPath path) {
    return model.pages().containsKey(path)
        ? Optional.ofNullable(snapshot.pages().get(path))
        : Optional.empty();
  }

  Optional<String> lastExtract(ContentPath path) {
    return model.pages().containsKey(path)
        ? Optional.ofNullable(extracts.get(path))
        : Optional.empty();
  }

  /**
   * What is wrong with a template that is there and cannot be read, or with the folder that it
   * would be in. Nothing else may stand in for it: not the theme's of that name.
   */
  Optional<Problem> unreadableTemplate(String name) {
    if (snapshot.failed().isEmpty()) {
      return Optional.empty();
    }
    String path = TEMPLATES + name;
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      Problem problem = snapshot.failed().get(ContentPath.of(path.substring(0, end)));
      if (problem != null) {
        return Optional.of(problem);
      }
    }
    return Optional.empty();
  }

  /**
   * What is wrong with a data file that is there and cannot be read, or with the folder that it
   * would be in. It is not as if there were none.
   */
  Optional<Problem> unreadableData(String name) {
    return snapshot.data().containsKey(name)
        ? Optional.empty()
        : failedData.entrySet().stream()
            .filter(failed -> isData(name, failed.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** Whether a data file of that name is at a path, or below it. */
  static boolean isData(String name, ContentPath path) {
    String data = DATA + name;
    return data.startsWith(path + "/")
        || (path.value().startsWith(data + ".") && path.value().lastIndexOf('.') == data.length());
  }

  Optional<Template> template(String name) {
    Template own = snapshot.templates().get(name);
    return Optional.ofNullable(own != null ? own : theme.templates().get(name));
  }

  Set<String> templateNames() {
    Set<String> names = new TreeSet<>(theme.templates().keySet());
    names.addAll(snapshot.templates().keySet());
    return names;
  }

  /** Stands for this site's answer to a question. */
  public Fingerprint fingerprint(Key key) {
    Encoder all = new Encoder();
    switch (key) {
      case Key.Setting(Key.Setting.Name name) -> setting(name, all);
      case Key.Body(ContentPath path) -> {
        if (!model.pages().containsKey(path)) {
          return Fingerprint.ABSENT;
        }
        if (content.isStale(path)) {
          return all.text("stale").text(extracts.getOrDefault(path, "")).fingerprint();
        }
        return Fingerprint.of(content.page(path).digest());
      }
      case Key.Card(ContentPath path) -> {
        PageFacts page = model.pages().get(path);
        return page == null ? Fingerprint.ABSENT : page.fingerprint();
      }
      case Key.Around(ContentPath path) -> {
        Neighbours around = model.lists().neighbours(path);
        all.optional(around.previous(), link -> link(link, all))
            .optional(around.next(), link -> link(link, all));
      }
      case Key.Part(ListId id, int number) -> {
        Optional<PageList> list = model.lists().get(id).filter(it -> number <= it.parts());
        if (list.isEmpty()) {
          return Fingerprint.ABSENT;
        }
        part(list.get().part(number, model.addresses()), all);
      }
      case Key.Members(ListId id) ->
          paths(model.lists().get(id).map(PageList::members).orElse(List.of()), all);
      case Key.AllPages() -> paths(model.lists().allPages(), all);
      case Key.FeedItems() -> paths(model.lists().feed(), all);
      case Key.SitemapItems() ->
          all.all(
              model.sitemap(), entry -> all.text(entry.url()).optional(entry.changed(), all::time));
      case Key.Sections() ->
          all.all(
              model.lists().sections(),
              s -> all.text(s.name()).text(s.title()).text(s.titleForm().name()).text(s.url()));
      case Key.Taxonomies() ->
          all.all(
              model.lists().taxonomies(),
              t -> all.text(t.name()).text(t.title()).text(t.titleForm().name()).text(t.url()));
      case Key.Terms(String taxonomy) ->
          all.all(
              model.lists().terms(taxonomy),
              t -> all.text(t.name()).text(t.slug()).text(t.url()).count(t.count()));
      case Key.Front(String taxonomy) -> {
        Optional<ContentPath> front = model.lists().termsFront(taxonomy);
        return front.isEmpty() ? Fingerprint.ABSENT : all.text(front.get().value()).fingerprint();
      }
      case Key.TemplateText(String name) when unreadableTemplate(name).isPresent() ->
          all.text("unreadable");
      case Key.TemplateText(String name) -> {
        return template(name).map(t -> Fingerprint.of(t.digest())).orElse(Fingerprint.ABSENT);
      }
      case Key.TemplateNames() -> all.all(templateNames(), all::text);
      case Key.DataValue(String name) when unreadableData(name).isPresent() ->
          all.text("unreadable");
      case Key.DataValue(String name) -> {
        Data data = snapshot.data().get(name);
        return data == null ? Fingerprint.ABSENT : Fingerprint.of(data.digest());
      }
      case Key.DataNames() -> all.all(snapshot.data().keySet(), all::text);
      case Key.AssetAddress(String name) -> {
        OutputPath path = model.assets().get(name);
        return path == null
            ? Fingerprint.ABSENT
            : all.text(model.addresses().url(path)).fingerprint();
      }
      case Key.Address(ContentPath target) -> {
        String address = model.address(target);
        return address == null ? Fingerprint.ABSENT : all.text(address).fingerprint();
      }
      case Key.Presence(String address) -> all.bool(model.isPublished(address));
      case Key.FileBytes(ContentPath path) -> {
        Asset file = content.file(path);
        return file == null ? Fingerprint.ABSENT : Fingerprint.of(file.digest());
      }
      case Key.ThemeBytes(String name) -> {
        Digest digest = theme.assets().get(name);
        return digest == null ? Fingerprint.ABSENT : Fingerprint.of(digest);
      }
    }
    return all.fingerprint();
  }

  /**
   * The questions whose answers may differ from those of the site built before. Empty where nearly
   * all might.
   */
  Optional<Set<Key>> mayDiffer(Site before) {
    if (!hasModelOf(before)) {
      return Optional.empty();
    }
    Set<Key> keys = new HashSet<>();
    for (ContentPath page : content.pagesThatMayDiffer(before.content)) {
      keys.add(new Key.Body(page));
    }
    for (ContentPath file : content.filesThatMayDiffer(before.content)) {
      keys.add(new Key.FileBytes(file));
    }
    for (Key.Setting.Name name : Key.Setting.Name.values()) {
      keys.add(new Key.Setting(name));
    }
    for (String name : union(templateNames(), before.templateNames())) {
      keys.add(new Key.TemplateText(name));
    }
    for (ContentPath failed :
        union(snapshot.failed().keySet(), before.snapshot.failed().keySet())) {
      if (failed.value().startsWith(TEMPLATES)) {
        keys.add(new Key.TemplateText(failed.value().substring(TEMPLATES.length())));
      }
    }
    keys.add(new Key.TemplateNames());
    for (String name : union(snapshot.data().keySet(), before.snapshot.data().keySet())) {
      keys.add(new Key.DataValue(name));
    }
    for (ContentPath failed : union(failedData.keySet(), before.failedData.keySet())) {
      String file = failed.value();
      if (file.startsWith(DATA) && file.lastIndexOf('.') > DATA.length()) {
        keys.add(new Key.DataValue(file.substring(DATA.length(), file.lastIndexOf('.'))));
      }
    }
    keys.add(new Key.DataNames());
    return Optional.of(keys);
  }

  /** Whether the two have the very same model, so that they differ in bodies and files at most. */
  boolean hasModelOf(Site other) {
    return model == other.model;
  }

  private static <T> Set<T> union(Collection<T> a, Collection<T> b) {
    Set<T> union = new HashSet<>(a);
    union.addAll(b);
    return union;
  }

  private void setting(Key.Setting.Name name, Encoder all) {
    Settings settings = snapshot.settings();
    switch (name) {
      case TITLE -> all.text(settings.title());
      case DESCRIPTION -> all.text(settings.description());
      case AUTHOR -> all.text(settings.author());
      case LANGUAGE -> all.text(settings.language());
      case TIME_ZONE -> all.text(settings.timeZone().getId());
      case BASE_URL -> all.text(settings.baseUrl().toString());
      case BASE_PATH -> all.text(Addresses.of(settings).basePath());
      case DATE_FORMAT -> all.text(settings.dateFormat());
      case TITLES -> all.text(settings.titles().name());
      case MARKDOWN -> all.text(settings.markdown().toString());
      case MENU -> all.all(settings.menu(), item -> all.text(item.title()).text(item.url()));
      case PARAMS -> all.value(settings.params());
    }
  }

  private static void link(PageLink link, Encoder all) {
    all.text(link.title()).text(link.titleForm().name()).text(link.url());
  }

  private static void part(ListPart part, Encoder all) {
    all.text(part.title())
        .text(part.url())
        .count(part.number())
        .count(part.total())
        .count(part.count())
        .all(part.items(), page -> all.text(page.path().value()))
        .optional(part.previous(), all::text)
        .optional(part.next(), all::text)
        .optional(part.front(), front -> all.text(front.value()));
  }

  private static void paths(List<PageFacts> pages, Encoder all) {
    all.all(pages, page -> all.text(page.path().value()));
  }
}
