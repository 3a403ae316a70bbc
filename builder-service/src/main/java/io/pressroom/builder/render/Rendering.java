package io.pressroom.builder.render;

import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.TrackedSite;
import java.net.URI;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at one output: the site as it sees it, and what several parts of its template ask
 * for. Used by one thread.
 */
final class Rendering {
  private final TrackedSite site;
  private final TrackedSite scratch;
  private final Texts texts;
  private final Bodies bodies;
  private final Map<ContentPath, Links> links = new HashMap<>();
  private final Map<ContentPath, Optional<Rendition>> read = new HashMap<>();
  private final Map<ZonedDateTime, View> dates = new HashMap<>();
  private DateTimeFormatter formatter;

  Rendering(Site site, Texts texts, Bodies bodies) {
    this.site = site.track();
    this.scratch = site.track();
    this.texts = texts;
    this.bodies = bodies;
  }

  TrackedSite site() {
    return site;
  }

  /** The page's text; empty where it can not be read now. */
  Optional<Rendition> text(PageFacts page) {
    Optional<Rendition> known = read.get(page.path());
    if (known == null) {
      Optional<Page> source = site.source(page.path());
      known = source.map(file -> texts.text(page, file, links(page), site, bodies));
      read.put(page.path(), known);
    }
    return known;
  }

  Excerpt excerpt(PageFacts page) {
    Optional<Rendition> known = read.get(page.path());
    return known != null && known.isPresent()
        ? Excerpt.of(known.get())
        : texts.excerpt(page, site, scratch, bodies);
  }

  Links links(PageFacts page) {
    return links.computeIfAbsent(page.path(), _ -> new Links(site, page));
  }

  Title title(String title, PageFacts.TitleForm form) {
    return switch (form) {
      case MARKDOWN -> texts.markdown(site).title(title);
      case PLAIN -> Title.ofText(title);
      case AS_SETTINGS_SAY ->
          site.titles() == Settings.Titles.HTML ? Title.ofHtml(title) : Title.ofText(title);
    };
  }

  /** An address with scheme and host. */
  String absolute(String url) {
    URI base = site.baseUrl();
    return base.getScheme() + "://" + base.getRawAuthority() + url;
  }

  /** A date as templates see it: {@code iso} with its own offset, the rest in the site's zone. */
  View date(Optional<ZonedDateTime> date) {
    return date.map(this::date).orElse(null);
  }

  private View date(ZonedDateTime date) {
    return dates.computeIfAbsent(date, this::view);
  }

  private View view(ZonedDateTime date) {
    ZonedDateTime local = date.withZoneSameInstant(site.timeZone());
    return Fields.of("iso", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date))
        .and("display", formatter().format(local))
        .and("year", Integer.toString(local.getYear()))
        .and("month", twoDigits(local.getMonthValue()))
        .and("day", twoDigits(local.getDayOfMonth()));
  }

  /** Not by a format: its digits are the locale's. */
  private static String twoDigits(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  private DateTimeFormatter formatter() {
    if (formatter == null) {
      formatter =
          DateTimeFormatter.ofPattern(site.dateFormat(), Locale.forLanguageTag(site.language()));
    }
    return formatter;
  }
}
