package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import io.pressroom.store.OutputPath;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Understands front matter. Keys are taken in any case and with or without the marks between words
 * ({@code publishDate}, {@code publish-date}); the names that other generators use are understood
 * too.
 */
final class FrontMatterReader {
  private static final String TITLE = "Wrong front matter";

  private final ZoneId zone;
  private final Map<String, String> termKeys;

  /**
   * A reader for a site.
   *
   * @param zone of dates that name none
   * @param taxonomies the keys that hold terms; their singular does too, for a single term
   */
  FrontMatterReader(ZoneId zone, List<String> taxonomies) {
    this.zone = zone;
    this.termKeys = termKeys(taxonomies);
  }

  /** The taxonomy of each key that may hold its terms. */
  private static Map<String, String> termKeys(List<String> taxonomies) {
    Map<String, String> keys = new HashMap<>();
    for (String taxonomy : taxonomies) {
      String key = folded(taxonomy);
      if (key.endsWith("ies")) {
        keys.putIfAbsent(key.substring(0, key.length() - 3) + "y", taxonomy);
      } else if (key.endsWith("s")) {
        keys.putIfAbsent(key.substring(0, key.length() - 1), taxonomy);
      }
    }
    for (String taxonomy : taxonomies) {
      keys.put(folded(taxonomy), taxonomy);
    }
    return keys;
  }

  /**
   * Reads the front matter of a page.
   *
   * @param name the file's name, or for an index page its folder's, without ending
   */
  FrontMatter read(Mapping mapping, String name) throws BadContentException {
    Draft draft = new Draft();
    draft.addAll(mapping);
    return draft.done(DateSpelling.ofFileName(name, zone));
  }

  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Front matter of which not all is read yet. */
  private final class Draft {
    private Optional<String> title = Optional.empty();
    private Optional<ZonedDateTime> date = Optional.empty();
    private Optional<ZonedDateTime> updated = Optional.empty();
    private Optional<ZonedDateTime> publish = Optional.empty();
    private Optional<ZonedDateTime> expiry = Optional.empty();
    private boolean draft;
    private final Map<String, SequencedSet<String>> terms = new LinkedHashMap<>();
    private Optional<String> description = Optional.empty();
    private Optional<String> slug = Optional.empty();
    private Optional<String> url = Optional.empty();
    private Optional<String> template = Optional.empty();
    private final SequencedSet<String> aliases = new LinkedHashSet<>();
    private int weight;
    private final Map<String, Object> params = new LinkedHashMap<>();

    private void addAll(Mapping mapping) throws BadContentException {
      for (Map.Entry<String, Field> entry : mapping.fields().entrySet()) {
        Node value = entry.getValue().value();
        if (!(value instanceof Scalar(Object nothing, _, _) && nothing == null)) {
          add(entry.getKey(), value);
        }
      }
    }

    private void add(String key, Node value) throws BadContentException {
      String folded = folded(key);
      switch (folded) {
        case "title" -> title = text(key, value);
        case "date" -> date = date(key, value);
        case "updated", "lastmod", "modified", "lastmodified", "lastmodifiedat", "dateupdated" ->
            updated = date(key, value);
        case "publish", "published", "publishdate", "pubdate" -> {
          if (value instanceof Scalar scalar && truth(scalar).isPresent()) {
            draft |= !truth(scalar).get();
          } else {
            publish = date(key, value);
          }
        }
        case "expiry", "expirydate", "expires", "unpublishdate" -> expiry = date(key, value);
        case "draft" -> draft |= flag(key, value);
        case "description" -> description = text(key, value);
        case "slug" -> slug = text(key, value);
        case "url", "permalink" -> url = address(key, value);
        case "template" -> template = text(key, value);
        case "aliases", "redirectfrom" -> aliases.addAll(lines(key, value));
        case "weight" -> weight = number(key, value);
        case "params", "extra" -> putAll(key, value);
        case "taxonomies" -> {
          for (Map.Entry<String, Field> entry : mapping(key, value).fields().entrySet()) {
            if (termKeys.containsKey(folded(entry.getKey()))) {
              add(entry.getKey(), entry.getValue().value());
            }
          }
        }
        default -> {
          String taxonomy = termKeys.get(folded);
          if (taxonomy != null) {
            addTerms(taxonomy, key, value);
          } else {
            params.put(key, value.plain());
          }
        }
      }
    }

    private FrontMatter done(Optional<ZonedDateTime> dateOfName) {
      Map<String, List<String>> lists = new LinkedHashMap<>();
      terms.forEach((taxonomy, set) -> lists.put(taxonomy, List.copyOf(set)));
      return new FrontMatter(
          title,
          date.or(() -> dateOfName),
          updated,
          publish,
          expiry,
          draft,
          lists,
          description,
          slug,
          url,
          template,
          List.copyOf(aliases),
          weight,
          params);
    }

    private void putAll(String key, Node value) throws BadContentException {
      mapping(key, value)
          .fields()
          .forEach(
              (name, field) -> {
                Object plain = field.value().plain();
                if (plain != null) {
                  params.put(name, plain);
                }
              });
    }

    private void addTerms(String taxonomy, String key, Node value) throws BadContentException {
      List<String> more =
          switch (value) {
            case Sequence _ -> lines(key, value);
            // A singular key names one term; a plural one has them between commas or, as in Jekyll,
            // between spaces.
            case Scalar scalar when !folded(key).equals(folded(taxonomy)) -> List.of(scalar.text());
            case Scalar scalar ->
                Arrays.asList(scalar.text().split(scalar.text().contains(",") ? "," : "\\s+", -1));
            case Mapping _ -> throw wrong(key, value, "a list of terms");
          };
      for (String term : more) {
        if (!term.isBlank()) {
          terms.computeIfAbsent(taxonomy, _ -> new LinkedHashSet<>()).add(term.strip());
        }
      }
    }

    private Optional<ZonedDateTime> date(String key, Node value) throws BadContentException {
      if (!(value instanceof Scalar scalar)) {
        throw wrong(key, value, "a date");
      }
      if (scalar.text().isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(DateSpelling.parse(scalar.text(), zone));
      } catch (DateTimeException e) {
        throw new BadContentException(
            TITLE,
            value.spot(),
            "'%s': %s".formatted(key, e.getMessage()),
            "write it as 2015-05-06 or 2015-05-06T10:20:30+02:00");
      }
    }
  }

  private static Optional<String> text(String key, Node value) throws BadContentException {
    if (value instanceof Scalar scalar) {
      return Optional.of(scalar.text().strip()).filter(text -> !text.isEmpty());
    }
    throw wrong(key, value, "text");
  }

  /** An address below the base path; the slash before it, and the one at its end, may be there. */
  private static Optional<String> address(String key, Node value) throws BadContentException {
    Optional<String> address = text(key, value);
    String path = address.orElse("").replaceAll("^/|/$", "");
    try {
      OutputPath _ = OutputPath.of(path.isEmpty() ? "index.html" : path);
    } catch (IllegalArgumentException _) {
      throw wrong(key, value, "an address of this site, such as /about/");
    }
    return address;
  }

  private static List<String> lines(String key, Node value) throws BadContentException {
    if (!(value instanceof Sequence sequence)) {
      return text(key, value).stream().toList();
    }
    List<String> lines = new ArrayList<>();
    for (Node item : sequence.items()) {
      text(key, item).ifPresent(lines::add);
    }
    return lines;
  }

  private static Mapping mapping(String key, Node value) throws BadContentException {
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    throw wrong(key, value, "keys and values");
  }

  private static boolean flag(String key, Node value) throws BadContentException {
    Optional<Boolean> truth = value instanceof Scalar scalar ? truth(scalar) : Optional.empty();
    return truth.orElseThrow(() -> wrong(key, value, "true or false"));
  }

  /** YAML 1.1 had more words for it, and authors still use them. */
  private static Optional<Boolean> truth(Scalar scalar) {
    return switch (scalar.text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static int number(String key, Node value) throws BadContentException {
    if (value instanceof Scalar scalar) {
      try {
        return Integer.parseInt(scalar.text().strip());
      } catch (NumberFormatException _) {
        // said below
      }
    }
    throw wrong(key, value, "a whole number");
  }

  private static BadContentException wrong(String key, Node value, String wanted) {
    String given =
        value instanceof Scalar scalar && scalar.text().length() <= 40
            ? "'" + scalar.text() + "'"
            : value.kind();
    return new BadContentException(
        TITLE, value.spot(), "'%s' should be %s, and is %s".formatted(key, wanted, given));
  }
}
