package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import io.pressroom.builder.content.Settings.Markdown;
import io.pressroom.builder.content.Settings.MenuItem;
import io.pressroom.builder.content.Settings.PermalinkWord;
import io.pressroom.builder.content.Settings.Titles;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
          "strict",
          "params",
          "hooks");
  private static final List<String> MARKDOWN_KEYS =
      Arrays.stream(Markdown.Option.values()).map(Markdown.Option::key).toList();
  private static final List<String> MENU_KEYS = List.of("title", "url");
  private static final List<String> HOOKS_KEYS = List.of("before", "after");
  private static final List<String> HOOK_KEYS =
      List.of("run", "in", "reads", "writes", "time-limit", "environment");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4})\\s*([smh])");

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
        get(all, "permalinks", none.permalinks(), this::permalinks),
        get(all, "taxonomies", none.taxonomies(), SettingsReader::names),
        get(all, "menu", none.menu(), this::menu),
        get(all, "sitemap-lists", none.sitemapLists(), SettingsReader::flag),
        get(all, "titles", none.titles(), SettingsReader::titles),
        get(all, "section-lists", none.sectionLists(), SettingsReader::flag),
        get(all, "markdown", none.markdown(), this::markdown),
        get(all, "strict", none.strict(), SettingsReader::flag),
        get(all, "params", none.params(), SettingsReader::params),
        get(all, "hooks", none.hooks(), this::hooks));
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

  private Map<String, String> permalinks(Node value) throws BadContentException {
    Map<String, String> patterns = texts(value);
    mapping(value)
        .fields()
        .forEach((section, field) -> patterns.computeIfPresent(section, (_, p) -> known(p, field)));
    return patterns;
  }

  /** An address pattern; null where there is a word in it that nobody knows. */
  private String known(String pattern, Field field) {
    Matcher word = PermalinkWord.WRITTEN.matcher(pattern);
    while (word.find()) {
      if (!PermalinkWord.ALL.contains(word.group(1))) {
        wrong.add(
            new BadContentException(
                "Unknown word in a permalink",
                field.value().spot(),
                word.group() + " in " + pattern,
                Nearest.to(word.group(1), PermalinkWord.ALL)
                    .map(near -> "did you mean :" + near + "?")
                    .orElse("known are :" + String.join(" :", PermalinkWord.ALL))));
        return null;
      }
    }
    return pattern;
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

  private Hook.Hooks hooks(Node value) throws BadContentException {
    Mapping mapping = mapping(value);
    refuseUnknown(mapping, HOOKS_KEYS);
    List<Hook> before = get(mapping, "before", List.of(), this::hookList);
    List<Hook> after = get(mapping, "after", List.of(), this::hookList);
    // The last of the settings. Where one is wrong nothing is published, and no program is run.
    return wrong.isEmpty() ? new Hook.Hooks(before, after) : Hook.Hooks.NONE;
  }

  private List<Hook> hookList(Node value) throws BadContentException {
    List<Hook> hooks = new ArrayList<>();
    for (Node item : sequence(value)) {
      Mapping mapping = mapping(item);
      refuseUnknown(mapping, HOOK_KEYS);
      Field run = mapping.fields().get("run");
      if (run == null || (run.value() instanceof Scalar(Object v, _, _) && v == null)) {
        throw wrong("needs a 'run' for each of its items: [program, argument, …]");
      }
      Spot spot = run.value().spot();
      hooks.add(
          new Hook(
              get(mapping, "run", List.of("?"), SettingsReader::command),
              get(mapping, "in", "", SettingsReader::inSite),
              get(mapping, "reads", List.of(), SettingsReader::pathsInSite),
              get(mapping, "writes", List.of(), SettingsReader::pathsInSite),
              get(mapping, "time-limit", Hook.DEFAULT_TIME_LIMIT, SettingsReader::time),
              get(mapping, "environment", Map.of(), SettingsReader::texts),
              spot.line(),
              spot.column()));
    }
    return hooks;
  }

  private static List<String> command(Node value) throws BadContentException {
    if (!(value instanceof Sequence)) {
      throw wrong(
          "should be a list of a program and its arguments, such as [npm, run, css]; for a line of"
              + " shell, [sh, -c, \"…\"]");
    }
    List<String> words = new ArrayList<>();
    for (Node item : sequence(value)) {
      words.add(item instanceof Scalar scalar ? scalar.text() : text(item));
    }
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw wrong("should name a program");
    }
    return words;
  }

  private static List<String> pathsInSite(Node value) throws BadContentException {
    List<String> paths = new ArrayList<>();
    for (Node item : sequence(value)) {
      paths.add(inSite(item));
    }
    return paths;
  }

  /** A path in the site folder, without a slash at either end; empty for the folder itself. */
  private static String inSite(Node value) throws BadContentException {
    String text = text(value);
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (name.equals("..") || name.indexOf('\\') >= 0 || name.indexOf(0) >= 0) {
        throw wrong("should be a path in the site folder, and is '" + text + "'");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    if (text.startsWith("/")) {
      throw wrong("should be a path in the site folder without a slash before it: '" + text + "'");
    }
    return String.join("/", names);
  }

  private static Duration time(Node value) throws BadContentException {
    Matcher matcher = TIME.matcher(text(value));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (time.isPositive() && time.compareTo(Duration.ofDays(1)) <= 0) {
        return time;
      }
    }
    throw wrong("should be a time such as 30s or 5m, a day at most, and is '" + text(value) + "'");
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
    return BaseUrl.parse(text)
        .orElseThrow(
            () ->
                wrong(
                    "should be an address like https://example.org/blog/, and is '" + text + "'"));
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
