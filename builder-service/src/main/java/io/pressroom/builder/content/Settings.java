package io.pressroom.builder.content;

import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

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
 * @param permalinks {@code permalinks}: the address pattern of each section
 * @param taxonomies {@code taxonomies}: the front matter keys that hold terms
 * @param menu {@code menu}: in the order written
 * @param sitemapLists {@code sitemap-lists}: whether list pages are in the sitemap
 * @param titles {@code titles}: what the titles of pages are written in
 * @param sectionLists {@code section-lists}: whether each section has a list of its pages
 * @param markdown {@code markdown}: the dialect of page bodies
 * @param params {@code params}: anything, for templates. Strings, numbers ({@link Long}, {@link
 *     java.math.BigInteger}, {@link Double}), {@link Boolean}s, lists and maps; no nulls
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
    Map<String, Object> params) {

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
   * The dialect of page bodies, beyond CommonMark with tables, strikethrough, autolinks, task lists
   * and footnotes.
   *
   * @param smartPunctuation {@code smart-punctuation}: straight quotes and dots become curly ones
   * @param figures {@code figures}: an image alone in its paragraph is a figure, its alternative
   *     text the caption
   * @param imageSizes {@code image-sizes}: {@code ![caption|300](a.png)} says how large an image is
   * @param markdownInHtml {@code markdown-in-html}: the text within HTML blocks is Markdown
   * @param listsAfterBlankLine {@code lists-after-blank-line}: a list does not begin right below a
   *     line of a paragraph
   */
  public record Markdown(
      boolean smartPunctuation,
      boolean figures,
      boolean imageSizes,
      boolean markdownInHtml,
      boolean listsAfterBlankLine) {
    public static final Markdown DEFAULTS = new Markdown(false, false, false, false, false);
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
          Map.of());

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
        params);
  }
}
