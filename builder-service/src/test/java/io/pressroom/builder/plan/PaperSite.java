package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Data;
import io.pressroom.builder.content.FrontMatter;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.content.Template;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A site that is never on a disk: tests write it, and it makes snapshots. */
final class PaperSite {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  static final Theme THEME =
      new Theme(
          "program 1",
          Map.of(
              "page.html", template("page.html", "default page"),
              "list.html", template("list.html", "default list")),
          Map.of("style.css", digest("default style")));

  Settings settings = Settings.DEFAULTS;
  Instant now = NOON;
  boolean drafts;
  Theme theme = THEME;

  private final Map<ContentPath, Draft> pages = new TreeMap<>();
  private final Map<ContentPath, Asset> files = new TreeMap<>();
  private final Map<String, Template> templates = new TreeMap<>();
  private final Map<String, Data> data = new TreeMap<>();
  private final Set<ContentPath> broken = new HashSet<>();

  /** Bodies by the digest of the file, as a reader would find them. */
  private final Map<Digest, String> bodies = new HashMap<>();

  /** A page that is being written. */
  record Draft(
      Optional<String> title,
      Optional<ZonedDateTime> date,
      Optional<ZonedDateTime> publish,
      Optional<ZonedDateTime> expiry,
      boolean draft,
      Map<String, List<String>> terms,
      Optional<String> slug,
      Optional<String> url,
      List<String> aliases,
      int weight,
      Map<String, Object> params,
      String body) {

    static final Draft BLANK =
        new Draft(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            Map.of(),
            "");

    Draft title(String value) {
      return new Draft(
          Optional.of(value),
          date,
          publish,
          expiry,
          draft,
          terms,
          slug,
          url,
          aliases,
          weight,
          params,
          body);
    }

    Draft date(String value) {
      return new Draft(
          title,
          time(value),
          publish,
          expiry,
          draft,
          terms,
          slug,
          url,
          aliases,
          weight,
          params,
          body);
    }

    Draft publish(String value) {
      return new Draft(
          title, date, time(value), expiry, draft, terms, slug, url, aliases, weight, params, body);
    }

    Draft expiry(String value) {
      return new Draft(
          title,
          date,
          publish,
          time(value),
          draft,
          terms,
          slug,
          url,
          aliases,
          weight,
          params,
          body);
    }

    Draft draft(boolean value) {
      return new Draft(
          title, date, publish, expiry, value, terms, slug, url, aliases, weight, params, body);
    }

    Draft tags(String... names) {
      Map<String, List<String>> more = new LinkedHashMap<>(terms);
      more.put("tags", List.of(names));
      return new Draft(
          title, date, publish, expiry, draft, more, slug, url, aliases, weight, params, body);
    }

    Draft slug(String value) {
      return new Draft(
          title,
          date,
          publish,
          expiry,
          draft,
          terms,
          Optional.of(value),
          url,
          aliases,
          weight,
          params,
          body);
    }

    Draft url(String value) {
      return new Draft(
          title,
          date,
          publish,
          expiry,
          draft,
          terms,
          slug,
          Optional.of(value),
          aliases,
          weight,
          params,
          body);
    }

    Draft aliases(String... value) {
      return new Draft(
          title,
          date,
          publish,
          expiry,
          draft,
          terms,
          slug,
          url,
          List.of(value),
          weight,
          params,
          body);
    }

    Draft weight(int value) {
      return new Draft(
          title, date, publish, expiry, draft, terms, slug, url, aliases, value, params, body);
    }

    Draft params(Map<String, Object> value) {
      return new Draft(
          title, date, publish, expiry, draft, terms, slug, url, aliases, weight, value, body);
    }

    Draft body(String value) {
      return new Draft(
          title, date, publish, expiry, draft, terms, slug, url, aliases, weight, params, value);
    }

    private static Optional<ZonedDateTime> time(String value) {
      return Optional.of(ZonedDateTime.parse(value));
    }
  }

  static Draft page() {
    return Draft.BLANK;
  }

  static Draft post(String date) {
    return Draft.BLANK.date(date + "T10:00:00Z");
  }

  PaperSite with(String path, Draft page) {
    pages.put(ContentPath.of(path), page);
    return this;
  }

  PaperSite edit(String path, UnaryOperator<Draft> change) {
    pages.computeIfPresent(ContentPath.of(path), (key, page) -> change.apply(page));
    return this;
  }

  PaperSite without(String path) {
    pages.remove(ContentPath.of(path));
    files.remove(ContentPath.of(path));
    return this;
  }

  PaperSite move(String from, String to) {
    Draft page = pages.remove(ContentPath.of(from));
    if (page != null) {
      pages.put(ContentPath.of(to), page);
    }
    return this;
  }

  PaperSite file(String path, String text) {
    Asset.Kind kind =
        path.startsWith("static/")
            ? Asset.Kind.STATIC
            : path.startsWith("assets/") ? Asset.Kind.THEME : Asset.Kind.COLOCATED;
    ContentPath at = ContentPath.of(path);
    files.put(at, new Asset(at, kind, digest(text), text.length()));
    return this;
  }

  PaperSite template(String name, Optional<String> text) {
    templates.remove(name);
    text.ifPresent(some -> templates.put(name, template(name, some)));
    return this;
  }

  PaperSite data(String name, Optional<String> value) {
    data.remove(name);
    value.ifPresent(some -> data.put(name, new Data(name, some, digest(some))));
    return this;
  }

  /** From now on a file, or all in a folder, cannot be read. */
  PaperSite breakAt(String path) {
    broken.add(ContentPath.of(path));
    return this;
  }

  PaperSite mend(String path) {
    broken.remove(ContentPath.of(path));
    return this;
  }

  PaperSite mendAll() {
    broken.clear();
    return this;
  }

  Snapshot snapshot() {
    Map<ContentPath, Problem> failed = new TreeMap<>();
    for (ContentPath path : broken) {
      boolean exists =
          pages.keySet().stream().anyMatch(page -> at(path, page))
              || files.keySet().stream().anyMatch(file -> at(path, file))
              || templates.keySet().stream().anyMatch(name -> at(path, template(name)))
              || data.keySet().stream().anyMatch(name -> at(path, data(name)))
              || path.equals(Snapshot.SETTINGS);
      if (exists) {
        failed.put(path, Problem.in(path.value(), "Broken", "on purpose"));
      }
    }
    Map<ContentPath, Page> read = new TreeMap<>();
    pages.forEach((path, draft) -> read.put(path, page(path, draft)));
    Map<ContentPath, Asset> files = new TreeMap<>(this.files);
    Map<String, Template> templates = new TreeMap<>(this.templates);
    Map<String, Data> data = new TreeMap<>(this.data);
    for (ContentPath path : failed.keySet()) {
      read.keySet().removeIf(page -> at(path, page));
      files.keySet().removeIf(file -> at(path, file));
      templates.keySet().removeIf(name -> at(path, template(name)));
      data.keySet().removeIf(name -> at(path, data(name)));
    }
    boolean noSettings = failed.containsKey(Snapshot.SETTINGS);
    return new Snapshot(
        noSettings ? Settings.DEFAULTS : settings,
        digest(settings.toString()),
        read,
        files,
        templates,
        data,
        failed,
        List.of());
  }

  private static boolean at(ContentPath broken, ContentPath path) {
    return path.equals(broken) || path.value().startsWith(broken.value() + "/");
  }

  private static ContentPath template(String name) {
    return ContentPath.of("templates/" + name);
  }

  private static ContentPath data(String name) {
    return ContentPath.of("data/" + name + ".yaml");
  }

  String body(Page page) {
    return bodies.get(page.digest());
  }

  private Page page(ContentPath path, Draft draft) {
    String below = Facts.below(path);
    int slash = below.indexOf('/');
    Digest digest = digest(draft.toString());
    bodies.put(digest, draft.body());
    String name = path.name();
    boolean readme =
        name.equals("README.md")
            && !pages.containsKey(ContentPath.of(path.folder() + "/index.md"))
            && !pages.containsKey(ContentPath.of(path.folder() + "/_index.md"));
    return new Page(
        path,
        slash < 0 ? "" : below.substring(0, slash),
        new FrontMatter(
            draft.title(),
            draft.date(),
            Optional.empty(),
            draft.publish(),
            draft.expiry(),
            draft.draft(),
            draft.terms(),
            Optional.empty(),
            draft.slug(),
            draft.url(),
            Optional.empty(),
            draft.aliases(),
            draft.weight(),
            draft.params()),
        digest,
        1,
        Optional.of(draft.body()).filter(body -> body.startsWith("# ")).map(b -> b.substring(2)),
        name.equals("index.md") || name.equals("_index.md") || readme);
  }

  private static Template template(String name, String text) {
    return new Template(name, text, digest(text));
  }

  static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
