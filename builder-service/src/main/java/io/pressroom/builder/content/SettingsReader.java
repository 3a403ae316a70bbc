package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import io.pressroom.builder.content.Settings.Markdown;
import io.pressroom.builder.content.Settings.MenuItem;
import io.pressroom.builder.content.Settings.Titles;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Understands {@code site.yaml}, and tells of all that is wrong in it at once. */
final class SettingsReader {
  private static final List<String> KEYS =
      List.of(
          "title",
          "description",
          "author",
          "language",
          "time-zone",
          "base-url",
          "date-format",
          "page-size",
          "feed-size",
          "permalinks",
          "taxonomies",
          "menu",
          "sitemap-lists",
          "titles",
          "section-lists",
          "markdown",
          "params");
  private static final List<String> MARKDOWN_KEYS =
      Arrays.stream(Markdown.Option.values()).map(Markdown.Option::key).toList();
  private static final List<String> MENU_KEYS = List.of("title", "url");

  private static final int LARGEST_LIST = 10_000;

  private final List<BadContentException> wrong = new ArrayList<>();
  private final List<BadContentException> unknown = new ArrayList<>();

  /**
   * What was read.
   *
   * @param settings with the default for each that is wrong
   * @param wrong what makes the settings unfit for use
   * @param unknown keys that mean nothing
   */
  record Result(
      Settings settings, List<BadContentException> wrong, List<BadContentException> unknown) {}

  private SettingsReader() {}

  static Result read(Node root) {
    SettingsReader reader = new SettingsReader();
    Settings settings = reader.settings(root);
    return new Result(settings, List.copyOf(reader.wrong), List.copyOf(reader.unknown));
  }

  /** How one value is read. */
  private interface Reading<T> {
    T of(Node value) throws BadContentException;
  }

  private Settings settings(Node root) {
    Mapping all;
    try {
      all = root instanceof Scalar(Object v, _, _) && v == null ? Mapping.EMPTY : mapping(root);
    } catch (BadContentException e) {
      wrong.add(e);
      return Settings.DEFAULTS;
    }
    refuseUnknown(all, KEYS);
    Settings none = Settings.DEFAULTS;
    return new Settings(
        get(all, "title", none.title(), SettingsReader::text),
        get(all, "description", none.description(), SettingsReader::text),
        get(all, "author", none.author(), SettingsReader::text),
        get(all, "language", none.language(), SettingsReader::language),
        get(all, "time-zone", none.timeZone(), SettingsReader::zone),
        get(all, "base-url", none.baseUrl(), SettingsReader::baseUrl),
        get(all, "date-format", none.dateFormat(), SettingsReader::dateFormat),
        get(all, "page-size", none.pageSize(), SettingsReader::size),
        get(all, "feed-size", none.feedSize(), SettingsReader::size),
        get(all, "permalinks", none.permalinks(), SettingsReader::texts),
        get(all, "taxonomies", none.taxonomies(), SettingsReader::names),
        get(all, "menu", none.menu(), this::menu),
        get(all, "sitemap-lists", none.sitemapLists(), SettingsReader::flag),
        get(all, "titles", none.titles(), SettingsReader::titles),
        get(all, "section-lists", none.sectionLists(), SettingsReader::flag),
        get(all, "markdown", none.markdown(), this::markdown),
        get(all, "params", none.params(), SettingsReader::params));
  }

  private <T> T get(Mapping mapping, String key, T otherwise, Reading<T> reading) {
    Field field = mapping.fields().get(key);
    if (field == null || (field.value() instanceof Scalar(Object v, _, _) && v == null)) {
      return otherwise;
    }
    try {
      return reading.of(field.value());
    } catch (BadContentException e) {
      wrong.add(
          new BadContentException(
              "Wrong setting", field.value().spot(), "'" + key + "' " + e.getMessage()));
      return otherwise;
    }
  }

  private void refuseUnknown(Mapping mapping, List<String> known) {
    mapping
        .fields()
        .forEach(
            (key, field) -> {
              if (!known.contains(key)) {
                unknown.add(
                    new BadContentException(
                        "Unknown setting",
                        field.key(),
                        "'" + key + "' means nothing here",
                        Nearest.to(key, known)
                            .map(name -> "did you mean '" + name + "'?")
                            .orElse("what templates need goes below 'params'")));
              }
            });
  }

  private Markdown markdown(Node value) throws BadContentException {
    Mapping mapping = mapping(value);
    refuseUnknown(mapping, MARKDOWN_KEYS);
    Set<Markdown.Option> options = EnumSet.noneOf(Markdown.Option.class);
    for (Markdown.Option option : Markdown.Option.values()) {
      if (get(mapping, option.key(), option.byDefault(), SettingsReader::flag)) {
        options.add(option);
      }
    }
    return new Markdown(options);
  }

  private List<MenuItem> menu(Node value) throws BadContentException {
    List<MenuItem> items = new ArrayList<>();
    for (Node item : sequence(value)) {
      Mapping mapping = mapping(item);
      refuseUnknown(mapping, MENU_KEYS);
      String title = get(mapping, "title", "", SettingsReader::text);
      String url = get(mapping, "url", "", SettingsReader::text);
      if (title.isEmpty() || url.isEmpty()) {
        throw wrong("needs a title and a url for each of its items");
      }
      items.add(new MenuItem(title, url));
    }
    return items;
  }

  private static String text(Node value) throws BadContentException {
    if (value instanceof Scalar scalar) {
      return scalar.text().strip();
    }
    throw wrong("should be text, and is " + value.kind());
  }

  private static boolean flag(Node value) throws BadContentException {
    return switch (text(value).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw wrong("should be true or false, and is '" + text(value) + "'");
    };
  }

  private static int size(Node value) throws BadContentException {
    if (value instanceof Scalar(Long number, _, _) && number > 0 && number <= LARGEST_LIST) {
      return number.intValue();
    }
    throw wrong("should be a whole number from 1 to " + LARGEST_LIST);
  }

  private static String language(Node value) throws BadContentException {
    String tag = text(value).replace('_', '-');
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException _) {
      throw wrong("should be a language tag like en or pt-BR, and is '" + tag + "'");
    }
  }

  private static ZoneId zone(Node value) throws BadContentException {
    String name = text(value);
    try {
      return ZoneId.of(name).normalized();
    } catch (DateTimeException _) {
      String near =
          Nearest.to(name, ZoneId.getAvailableZoneIds())
              .map(other -> "; did you mean " + other + "?")
              .orElse("");
      throw wrong("should be a time zone like Europe/Paris, and is '" + name + "'" + near);
    }
  }

  private static URI baseUrl(Node value) throws BadContentException {
    String text = text(value);
    try {
      URI uri = new URI(text.endsWith("/") ? text : text + "/").normalize();
      String scheme = uri.getScheme();
      if (("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw wrong("should be an address like https://example.org/blog/, and is '" + text + "'");
  }

  private static String dateFormat(Node value) throws BadContentException {
    String pattern = text(value);
    try {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      String _ = format.format(Instant.EPOCH.atZone(ZoneOffset.UTC)); // some fail only when used
      return pattern;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong("should be a pattern like 'd MMMM uuuu': " + e.getMessage());
    }
  }

  private static Titles titles(Node value) throws BadContentException {
    return switch (text(value)) {
      case "text" -> Titles.TEXT;
      case "html" -> Titles.HTML;
      default -> throw wrong("should be text or html, and is '" + text(value) + "'");
    };
  }

  private static Map<String, String> texts(Node value) throws BadContentException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Field> entry : mapping(value).fields().entrySet()) {
      texts.put(entry.getKey(), text(entry.getValue().value()));
    }
    return texts;
  }

  private static List<String> names(Node value) throws BadContentException {
    List<String> names = new ArrayList<>();
    for (Node item : sequence(value)) {
      String name = text(item);
      if (name.isEmpty() || name.contains("/") || names.contains(name)) {
        throw wrong("should be a list of different names without '/'");
      }
      names.add(name);
    }
    return names;
  }

  private static Map<String, Object> params(Node value) throws BadContentException {
    Map<String, Object> params = new LinkedHashMap<>();
    mapping(value)
        .fields()
        .forEach(
            (key, field) -> {
              Object plain = field.value().plain();
              if (plain != null) {
                params.put(key, plain);
              }
            });
    return params;
  }

  private static List<Node> sequence(Node value) throws BadContentException {
    if (value instanceof Sequence(List<Node> items, _)) {
      return items;
    }
    throw wrong("should be a list, and is " + value.kind());
  }

  private static Mapping mapping(Node value) throws BadContentException {
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    throw new BadContentException(
        "Wrong setting", value.spot(), "should be keys and values, and is " + value.kind());
  }

  private static BadContentException wrong(String detail) {
    return new BadContentException("Wrong setting", detail);
  }
}
