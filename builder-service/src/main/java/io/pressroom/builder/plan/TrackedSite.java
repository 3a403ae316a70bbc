package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Data;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Template;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import java.net.URI;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@link Site} as one rendering sees it. Whatever the bytes of an output depend on is asked here,
 * and every question is noted: {@link #reads()} goes into the output's record. Make one for each
 * attempt with {@link Site#track()}.
 *
 * <p>An answer never depends on anything but the {@link Key}s that are noted for it, so an output
 * whose keys all have the same {@link Fingerprint}s as before would come out the same.
 */
public final class TrackedSite {

  private final Site site;
  private final Set<Key> reads = new HashSet<>();
  private final Set<OutputPath> assets = new TreeSet<>();

  TrackedSite(Site site) {
    this.site = site;
  }

  // Settings

  public String title() {
    return settings(Key.Setting.Name.TITLE).title();
  }

  public String description() {
    return settings(Key.Setting.Name.DESCRIPTION).description();
  }

  public String author() {
    return settings(Key.Setting.Name.AUTHOR).author();
  }

  public String language() {
    return settings(Key.Setting.Name.LANGUAGE).language();
  }

  public ZoneId timeZone() {
    return settings(Key.Setting.Name.TIME_ZONE).timeZone();
  }

  /** Absolute; ends with a slash. */
  public URI baseUrl() {
    return settings(Key.Setting.Name.BASE_URL).baseUrl();
  }

  /** The path of the base URL, with which every root-relative address begins; ends with a slash. */
  public String basePath() {
    note(new Key.Setting(Key.Setting.Name.BASE_PATH));
    return site.model().addresses().basePath();
  }

  public String dateFormat() {
    return settings(Key.Setting.Name.DATE_FORMAT).dateFormat();
  }

  public Settings.Titles titles() {
    return settings(Key.Setting.Name.TITLES).titles();
  }

  public Settings.Markdown markdown() {
    return settings(Key.Setting.Name.MARKDOWN).markdown();
  }

  public List<Settings.MenuItem> menu() {
    return settings(Key.Setting.Name.MENU).menu();
  }

  public Map<String, Object> params() {
    return settings(Key.Setting.Name.PARAMS).params();
  }

  // Pages

  /** What is known of a page; empty where it is not published. */
  public Optional<PageFacts> page(ContentPath path) {
    note(new Key.Card(path));
    return Optional.ofNullable(site.model().pages().get(path));
  }

  /**
   * The file of a page, for its body to be read. Empty where there is none to read: it is not
   * published, or cannot be read now and the last good version of it stands; what other outputs
   * show of that is in {@link #lastExtract}.
   */
  public Optional<Page> source(ContentPath path) {
    note(new Key.Body(path));
    return site.source(path);
  }

  /**
   * What the last good rendering of a page left for others, as it was given to {@link
   * NextRecord#made}: for one that cannot be read now, or cannot be rendered as it is now.
   */
  public Optional<String> lastExtract(ContentPath path) {
    note(new Key.Body(path));
    return site.lastExtract(path);
  }

  /** The pages beside a page in its section. */
  public Neighbours neighbours(ContentPath path) {
    note(new Key.Around(path));
    return site.model().lists().neighbours(path);
  }

  // Lists

  /**
   * One part of a list.
   *
   * @throws IllegalArgumentException where the site has no such part
   */
  public ListPart list(ListId list, int number) {
    note(new Key.Part(list, number));
    PageList pages =
        site.model()
            .lists()
            .get(list)
            .filter(it -> number >= 1 && number <= it.parts())
            .orElseThrow(() -> new IllegalArgumentException("no part " + number + " of " + list));
    ListPart part = pages.part(number, site.model().addresses());
    noteCards(part.items());
    return part;
  }

  /** All pages of a list, in its order; none where the site has no such list. */
  public List<PageFacts> members(ListId list) {
    note(new Key.Members(list));
    return site.model().lists().get(list).map(it -> noteCards(it.members())).orElse(List.of());
  }

  /** All published pages but those that are fronts of lists, in the order of a list. */
  public List<PageFacts> pages() {
    note(new Key.AllPages());
    return noteCards(site.model().lists().allPages());
  }

  /** The pages of the feed, newest first. */
  public List<PageFacts> feed() {
    note(new Key.FeedItems());
    return noteCards(site.model().lists().feed());
  }

  /** The addresses of the sitemap, in their order. */
  public List<SitemapEntry> sitemap() {
    note(new Key.SitemapItems());
    return site.model().sitemap();
  }

  /** The sections that have lists, by name. */
  public List<Section> sections() {
    note(new Key.Sections());
    return site.model().lists().sections();
  }

  /** The taxonomies that have terms, in the order of the settings. */
  public List<Taxonomy> taxonomies() {
    note(new Key.Taxonomies());
    return site.model().lists().taxonomies();
  }

  /** The terms of a taxonomy, by name; none where there is no such taxonomy. */
  public List<Term> terms(String taxonomy) {
    note(new Key.Terms(taxonomy));
    return site.model().lists().terms(taxonomy);
  }

  /** The page of the content that stands at a taxonomy's overview and gives it title and text. */
  public Optional<ContentPath> front(String taxonomy) {
    note(new Key.Front(taxonomy));
    return site.model().lists().termsFront(taxonomy);
  }

  // Templates, data, files

  /** A template of the site, or else the theme's of that name. */
  public Optional<Template> template(String name) {
    note(new Key.TemplateText(name));
    return site.template(name);
  }

  /** What is wrong with a template that is there and cannot be read, so that nothing can use it. */
  public Optional<Problem> unreadableTemplate(String name) {
    note(new Key.TemplateText(name));
    return site.unreadableTemplate(name);
  }

  /** The names of all templates. */
  public Collection<String> templateNames() {
    note(new Key.TemplateNames());
    return site.templateNames();
  }

  /** A data file. */
  public Optional<Data> data(String name) {
    note(new Key.DataValue(name));
    return Optional.ofNullable(site.snapshot().data().get(name));
  }

  /** What is wrong with a data file that is there and cannot be read. */
  public Optional<Problem> unreadableData(String name) {
    note(new Key.DataValue(name));
    return site.unreadableData(name);
  }

  /** The names of all data files. */
  public Collection<String> dataNames() {
    note(new Key.DataNames());
    return site.snapshot().data().keySet();
  }

  /** The fingerprinted, root-relative address of an asset of the site or the theme. */
  public Optional<String> asset(String name) {
    note(new Key.AssetAddress(name));
    OutputPath path = site.model().assets().get(name);
    if (path == null) {
      return Optional.empty();
    }
    synchronized (this) {
      assets.add(path);
    }
    return Optional.of(site.model().addresses().url(path));
  }

  /** A file of the site, for its bytes to be copied. */
  public Optional<Asset> file(ContentPath path) {
    note(new Key.FileBytes(path));
    return Optional.ofNullable(site.content().files().get(path));
  }

  /** The bytes of an asset that the theme brings, by their digest. */
  public Optional<Digest> themeFile(String name) {
    note(new Key.ThemeBytes(name));
    return Optional.ofNullable(site.theme().assets().get(name));
  }

  /** The root-relative address at which a page or file of the content is published. */
  public Optional<String> address(ContentPath target) {
    note(new Key.Address(target));
    return Optional.ofNullable(site.model().address(target));
  }

  /**
   * The root-relative address that a path of the content would have, were it published as it is:
   * {@code /guide/a.md}.
   */
  public String addressAsFile(String path) {
    note(new Key.Setting(Key.Setting.Name.BASE_PATH));
    return site.model().addresses().url(Facts.below(path));
  }

  /**
   * Whether something is published at an address.
   *
   * @param url root-relative with the base path, percent-encoded or not, without query and fragment
   */
  public boolean isPublished(String url) {
    note(new Key.Presence(url));
    return site.model().isPublished(url);
  }

  // What was asked

  /** Every question asked so far. */
  public synchronized Set<Key> reads() {
    return Set.copyOf(reads);
  }

  /** The fingerprinted assets whose addresses were asked for. */
  synchronized List<OutputPath> assetsRead() {
    return List.copyOf(assets);
  }

  private Settings settings(Key.Setting.Name name) {
    note(new Key.Setting(name));
    return site.snapshot().settings();
  }

  private List<PageFacts> noteCards(List<PageFacts> pages) {
    for (PageFacts page : pages) {
      note(new Key.Card(page.path()));
    }
    return pages;
  }

  private synchronized void note(Key key) {
    reads.add(key);
  }
}
