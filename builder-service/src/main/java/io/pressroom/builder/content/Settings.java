package io.pressroom.builder.content;

import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code site.yaml} says, with defaults for what it does not.
 *
 * @param title {@code title}
 * @param description {@code description}; may be empty
 * @param author {@code author}; may be empty
 * @param language {@code language}: a BCP 47 tag
 * @param timeZone {@code time-zone}: of dates that name none, and of dates that are shown
 * @param baseUrl {@code base-url}: absolute, http or https, ends with a slash
 * @param dateFormat {@code date-format}: a pattern of {@link java.time.format.DateTimeFormatter}
 * @param pageSize {@code page-size}: items of one list page
 * @param feedSize {@code feed-size}: entries of the feed
 * @param permalinks {@code permalinks}: the address pattern of each section, with known words only
 * @param taxonomies {@code taxonomies}: the front matter keys that hold terms
 * @param menu {@code menu}: in the order written
 * @param sitemapLists {@code sitemap-lists}: whether list pages are in the sitemap
 * @param titles {@code titles}: what the titles of pages are written in
 * @param sectionLists {@code section-lists}: whether each section has a list of its pages
 * @param markdown {@code markdown}: the dialect of page bodies
 * @param strict {@code strict}: whether nothing is published while a link of a page is dead
 * @param params {@code params}: anything, for templates. Strings, numbers ({@link Long}, {@link
 *     java.math.BigInteger}, {@link Double}), {@link Boolean}s, lists and maps; no nulls
 * @param hooks {@code hooks}: programs that run before and after a build
 */
public record Settings(
    String title,
    String description,
    String author,
    String language,
    ZoneId timeZone,
    URI baseUrl,
    String dateFormat,
    int pageSize,
    int feedSize,
    Map<String, String> permalinks,
    List<String> taxonomies,
    List<MenuItem> menu,
    boolean sitemapLists,
    Titles titles,
    boolean sectionLists,
    Markdown markdown,
    boolean strict,
    Map<String, Object> params,
    Hook.Hooks hooks) {

  /** A word of an address pattern, which stands for something of a page: {@code :year}. */
  public enum PermalinkWord {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    SLUG,
    TITLE,
    FILENAME,
    SECTION,
    PATH;

    /** Such a word, and any that looks like one; its group is what follows the colon. */
    public static final Pattern WRITTEN = Pattern.compile(":([a-z]+)");

    static final List<String> ALL = Arrays.stream(values()).map(PermalinkWord::written).toList();

    /** The word that is written so, without its colon. */
    public static PermalinkWord of(String written) {
      return valueOf(written.toUpperCase(Locale.ROOT));
    }

    private String written() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What titles are written in. */
  public enum Titles {
    /** Plain text: escaped where it is shown. */
    TEXT,
    /** Inline HTML, which is shown as it is. */
    HTML
  }

  /**
   * A link of the menu.
   *
   * @param url as written: absolute, or relative to the base URL
   */
  public record MenuItem(String title, String url) {}

  /**
   * The dialect of page bodies, beyond CommonMark with GitHub's tables, strikethrough and task
   * lists and attributes of images.
   *
   * @param options those that are on
   */
  public record Markdown(Set<Option> options) {
    public static final Markdown DEFAULTS =
        new Markdown(
            Arrays.stream(Option.values())
                .filter(Option::byDefault)
                .collect(Collectors.toUnmodifiableSet()));

    public Markdown {
      // In one order, because it is printed.
      EnumSet<Option> sorted = EnumSet.noneOf(Option.class);
      sorted.addAll(options);
      options = Collections.unmodifiableSet(sorted);
    }

    /** What can be switched on and off. Its key in {@code site.yaml} is its name in lower case. */
    public enum Option {
      /** {@code > [!NOTE]} begins an alert. */
      ALERTS(true),
      /** {@code https://example.com} in the text becomes a link. */
      BARE_LINKS(true),
      /** A line {@code : text} below a line is the definition of what that says. */
      DEFINITION_LISTS(true),
      /** An image alone in its paragraph is a figure, its alternative text the caption. */
      FIGURES(false),
      /** {@code [^name]} and {@code ^[text]} are footnotes. */
      FOOTNOTES(true),
      /** {@code ## Title {#id .class key=value}} sets the heading's attributes. */
      HEADING_ATTRIBUTES(true),
      /** Headings without an id get one that is made of their words. */
      HEADING_IDS(true),
      /** Code in a known language has its parts marked. */
      HIGHLIGHTING(true),
      /** {@code ![caption|300](a.png)} says how large an image is. */
      IMAGE_SIZES(false),
      /** A list does not begin right below a line of a paragraph. */
      LISTS_AFTER_BLANK_LINE(false),
      /** The text within HTML blocks is Markdown. */
      MARKDOWN_IN_HTML(false),
      /** Straight quotes and dots become typographic ones. */
      SMART_PUNCTUATION(false),
      /** {@code <!--more-->} ends the summary. */
      SUMMARY_MARK(true),
      /** Tags such as {@code <script>} are shown instead of being obeyed. */
      TAG_FILTER(false);

      private final boolean byDefault;

      Option(boolean byDefault) {
        this.byDefault = byDefault;
      }

      /** Whether it is on where nothing is said. */
      public boolean byDefault() {
        return byDefault;
      }

      /** Its key in {@code site.yaml}: {@code bare-links}. */
      public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

  public static final Settings DEFAULTS =
      new Settings(
          "Untitled site",
          "",
          "",
          "en",
          ZoneOffset.UTC,
          URI.create("http://localhost:8080/"),
          "d MMMM uuuu",
          20,
          20,
          Map.of(),
          List.of("tags", "categories"),
          List.of(),
          true,
          Titles.TEXT,
          true,
          Markdown.DEFAULTS,
          false,
          Map.of(),
          Hook.Hooks.NONE);

  public Settings {
    permalinks = Frozen.map(permalinks);
    taxonomies = List.copyOf(taxonomies);
    menu = List.copyOf(menu);
    params = Frozen.map(params);
  }

  public Settings withBaseUrl(URI other) {
    return new Settings(
        title,
        description,
        author,
        language,
        timeZone,
        other,
        dateFormat,
        pageSize,
        feedSize,
        permalinks,
        taxonomies,
        menu,
        sitemapLists,
        titles,
        sectionLists,
        markdown,
        strict,
        params,
        hooks);
  }
}
