package io.pressroom.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What can happen to a site between two builds, as values that can be drawn, shrunk and printed.
 */
final class EditScript {

  private EditScript() {}

  /**
   * What happens between two builds.
   *
   * @param time since noon, when the build is made
   * @param oneByOne whether only the first edit is there when the build begins, and each other one
   *     comes while it runs
   * @param hinted whether the build is told where something was touched; else it looks at all
   */
  record Round(
      List<Edit> edits,
      Duration time,
      boolean hinted,
      boolean oneByOne,
      boolean restart,
      boolean drafts) {
    Optional<Edit> onlyEdit() {
      return edits.size() == 1 ? Optional.of(edits.getFirst()) : Optional.empty();
    }

    @Override
    public String toString() {
      return (restart ? "restart, " : "")
          + edits
          + (time.isZero() ? "" : " at " + time)
          + (drafts ? " with drafts" : "")
          + (hinted ? "" : " unhinted")
          + (oneByOne ? " one by one" : "");
    }
  }

  /** One thing that is done to the folder. */
  sealed interface Edit {
    /**
     * Does it, where it can be done.
     *
     * @param touched takes what a watcher would name
     */
    void apply(Path site, Set<Path> touched) throws IOException;
  }

  /** A page is written whole. */
  record Page(String path, List<String> front, String body) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Map<String, String> byKey = new LinkedHashMap<>();
      front.forEach(line -> byKey.put(line.substring(0, line.indexOf(':')), line));
      String matter =
          byKey.isEmpty() ? "" : "---\n" + String.join("\n", byKey.values()) + "\n---\n";
      write(site.resolve(path), matter + text(path, body), site, touched);
    }
  }

  /** A page gets another text below the front matter that it has. */
  record Body(String path, String body) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Path file = site.resolve(path);
      if (Files.isRegularFile(file)) {
        String old = Files.readString(file);
        int end = old.startsWith("---\n") ? old.indexOf("\n---\n", 3) : -1;
        String matter = end < 0 ? "" : old.substring(0, end + 5);
        write(file, matter + text(path, body), site, touched);
      }
    }
  }

  /** One line is put into a page's front matter, or the one with that key taken out. */
  record Front(String path, String line) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Path file = site.resolve(path);
      if (!Files.isRegularFile(file)) {
        return;
      }
      String old = Files.readString(file);
      int end = old.startsWith("---\n") ? old.indexOf("\n---\n", 3) : -1;
      String body = end < 0 ? old : old.substring(end + 5);
      String key = line.substring(0, line.indexOf(':') + 1);
      String others =
          end < 0
              ? ""
              : old.substring(4, end + 1)
                  .lines()
                  .filter(each -> !each.startsWith(key))
                  .map(each -> each + "\n")
                  .reduce("", String::concat);
      String own = line.endsWith(":") ? "" : line + "\n";
      write(file, "---\n" + others + own + "---\n" + body, site, touched);
    }
  }

  /** A file that is no page is written, or removed where there is no text. */
  record Other(String path, String text) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      if (text.isEmpty()) {
        new Delete(path).apply(site, touched);
      } else {
        write(site.resolve(path), text, site, touched);
      }
    }
  }

  record Delete(String path) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Path file = site.resolve(path);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && plain(site, file)) {
        Folders.delete(file);
        touched.add(file);
      }
    }
  }

  record Move(String from, String to) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Path source = site.resolve(from);
      Path target = site.resolve(to);
      if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)
          && plain(site, source)
          && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)
          && !target.startsWith(source)
          && parents(site, target)) {
        Files.move(source, target);
        touched.add(source);
        touched.add(target);
      }
    }
  }

  /** The last name of a path gets its first letter in the other case. */
  record Case(String path) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      int name = path.lastIndexOf('/') + 1;
      char first = path.charAt(name);
      char other =
          Character.isUpperCase(first)
              ? Character.toLowerCase(first)
              : Character.toUpperCase(first);
      new Move(path, path.substring(0, name) + other + path.substring(name + 1))
          .apply(site, touched);
    }
  }

  record Link(String path, String target) implements Edit {
    @Override
    public void apply(Path site, Set<Path> touched) throws IOException {
      Path link = site.resolve(path);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) && parents(site, link)) {
        Files.createSymbolicLink(
            link, Path.of(".").resolve(link.getParent().relativize(site.resolve(target))));
        touched.add(link);
      }
    }
  }

  /** A word that stands in every text of a page, and in no other text. */
  static String mark(String path) {
    return "mark" + Integer.toHexString(path.hashCode());
  }

  private static String text(String path, String body) {
    return mark(path) + " " + body + "\n";
  }

  // The world that scripts are played in

  private static final List<String> PAGES =
      List.of(
          "content/posts/a.md",
          "content/posts/A.md",
          "content/posts/b.md",
          "content/posts/c.md",
          "content/posts/_index.md",
          "content/posts/trip/index.md",
          "content/Posts/a.md",
          "content/notes/x.md",
          "content/notes/README.md",
          "content/docs/guide/_index.md",
          "content/docs/guide/one.md",
          "content/index.md",
          "content/about.md",
          "content/tags.md",
          "content/tags/red.md",
          "content/404.md");

  private static final List<String> FOLDERS =
      List.of(
          "content",
          "content/posts",
          "content/Posts",
          "content/posts/trip",
          "content/notes",
          "content/docs",
          "content/linked",
          "elsewhere",
          "static",
          "templates",
          "templates/partials",
          "data");

  private static final String BROKEN_YAML = "title: A: broken";
  private static final String UNRENDERABLE = "> ".repeat(120) + "broken";
  private static final String BROKEN_HTML = "---\n---\nbroken";
  private static final String BROKEN_TEMPLATE = "{page.broken}";

  private static final List<String> FRONT =
      List.of(
          "title: One",
          "title: Two & a half",
          "title:",
          "description: Some words",
          "date: 2026-01-01",
          "date: 2026-02-02",
          "date: 2026-06-01T12:00:00Z",
          "date: 2026-06-02",
          "date: 2026-07-01",
          "date:",
          "updated: 2026-05-05",
          "publish: 2026-06-01T12:30:00Z",
          "publish:",
          "expiry: 2026-06-01T11:00:00Z",
          "expiry: 2026-06-01T12:30:00Z",
          "expiry:",
          "draft: true",
          "draft:",
          "tags: [red]",
          "tags: [Red, blue]",
          "tags: [C++]",
          "tags:",
          "weight: 1",
          "weight: 2",
          "slug: a",
          "slug: other",
          "url: /here/",
          "url: /posts/",
          "url: /tags/red/",
          "url: /posts",
          "url:",
          "aliases: [/old/]",
          "aliases: [/posts/a/, older]",
          "template: wide",
          "template:",
          "subtitle: x",
          BROKEN_YAML);

  private static final List<String> BODIES =
      List.of(
          "",
          "some text",
          "other text",
          "text\n\n# Part\n\nmore",
          "begin\n\n<!--more-->\n\nrest [a](a.md)",
          "[a](a.md) and [b](../posts/b.md#part)",
          "[up](../about.md#part) ![pic](pic.png) [gone](/nowhere/)",
          "[red](/tags/red/) [old](/old/)",
          "<a href='a.md'>a</a> <img src='pic.png'>",
          UNRENDERABLE);

  private static final List<String> SETTINGS =
      List.of(
          "",
          "title: Some site\n",
          "title: Some site\npage-size: 1\n",
          "page-size: 2\nfeed-size: 1\npermalinks:\n  posts: /:year/:slug/\n",
          "permalinks:\n  posts: /:title.html\nsitemap-lists: false\n",
          "taxonomies: []\n",
          "section-lists: false\n",
          "base-url: https://example.org/blog/\n",
          "time-zone: Pacific/Auckland\nlanguage: de\n",
          "menu:\n- {title: About, url: /about/}\nmarkdown:\n  smart-punctuation: true\n",
          "titel: unknown\n",
          BROKEN_YAML + "\n");

  /** Empty ones are removed. */
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("site.yaml", SETTINGS),
          Map.entry("static/a.txt", List.of("one", "two", "")),
          Map.entry("static/posts", List.of("a file", "")),
          Map.entry("static/tags/red/index.html", List.of("mine", "")),
          Map.entry("static/robots.txt", List.of("robots", "")),
          Map.entry("content/posts/pic.png", List.of("pic", "other pic", "")),
          Map.entry("content/posts/index.html", List.of("mine", BROKEN_HTML, "")),
          Map.entry("content/about.html", List.of("mine", "other", BROKEN_HTML, "")),
          Map.entry("assets/style.css", List.of("a {}", "b {}", "")),
          Map.entry("assets/custom.css", List.of("c {}", "")),
          Map.entry("data/team.yaml", List.of("- Ada\n", "- Bob\n", BROKEN_YAML, "")),
          Map.entry("data/team.json", List.of("[\"Eve\"]", "")),
          Map.entry(
              "templates/page.html",
              List.of(
                  "{page.title} {page.content.raw} {page.previous.title ?: '-'}",
                  "{#for p in site.pages}{p.title} {p.summary.raw}{/for}",
                  "{#for s in site.sections}{s.title}{#for p in s.pages}{p.url}{/for}{/for}",
                  "{#for t in site.taxonomies}{#for x in t.terms}{x.name}{x.count}{/for}{/for}",
                  "{#include partials/extra.html /}{page.params.subtitle ?: 'none'}",
                  "{page.toc.size} {page.wordCount} {#for n in site.data.team}{n}{/for}",
                  BROKEN_TEMPLATE,
                  "")),
          Map.entry("templates/partials/extra.html", List.of("extra", "{site.title}", "")),
          Map.entry(
              "templates/list.html",
              List.of("{#for p in list.items}{p.summary.raw}{/for}", BROKEN_TEMPLATE, "")),
          Map.entry("templates/home.html", List.of("{list.count} {page.content.raw}", "")),
          Map.entry("templates/wide.html", List.of("wide {page.content.raw}", "")),
          Map.entry("templates/feed.xml", List.of("{list.items.size}", "")));

  /** The site that each script begins with. */
  static void start(Path site) throws IOException {
    Set<Path> touched = new java.util.HashSet<>();
    for (Edit edit :
        List.of(
            new Page(
                "content/posts/a.md",
                List.of("title: A", "date: 2026-01-01", "tags: [red]"),
                "one"),
            new Page(
                "content/posts/b.md",
                List.of("title: B", "date: 2026-02-02", "tags: [red, blue]"),
                "two [a](a.md)\n\n# Part"),
            new Page("content/posts/c.md", List.of("date: 2026-03-03", "tags: [Blue]"), "three"),
            new Page("content/notes/x.md", List.of("weight: 2"), "x"),
            new Page("content/about.md", List.of(), "about"),
            new Other("content/posts/pic.png", "pic"),
            new Other("static/a.txt", "one"),
            new Other("site.yaml", "title: Some site\n"))) {
      edit.apply(site, touched);
    }
  }

  /** Takes out whatever was broken. */
  static void mend(Path site) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(site)) {
      files = all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path file : files) {
      if (Files.isSymbolicLink(file)) {
        Files.delete(file);
        continue;
      }
      String text = Files.readString(file);
      if (text.contains("broken")) {
        if (file.toString().endsWith(".md")) {
          Files.writeString(file, "---\ntitle: Mended\n---\nMended\n");
        } else {
          Files.delete(file);
        }
      }
    }
    Set<Path> touched = new java.util.HashSet<>();
    new Other("templates/wide.html", "wide {page.title}").apply(site, touched);
    new Other("templates/partials/extra.html", "extra").apply(site, touched);
    new Other("data/team.yaml", "- Ada\n").apply(site, touched);
  }

  static Arbitrary<List<Round>> scripts() {
    Arbitrary<Duration> time =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Duration.ZERO)),
            Tuple.of(
                4,
                Arbitraries.of(
                    Duration.ofMinutes(29).plusSeconds(59),
                    Duration.ofMinutes(30),
                    Duration.ofDays(-40),
                    Duration.ofDays(-2),
                    Duration.ofDays(2),
                    Duration.ofDays(40))));
    Arbitrary<Boolean> hinted = Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false));
    Arbitrary<Boolean> oneByOne = Arbitraries.of(true, false);
    Arbitrary<Boolean> restart = Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true));
    Arbitrary<Boolean> drafts = Arbitraries.frequency(Tuple.of(12, false), Tuple.of(1, true));
    return Combinators.combine(edit().list().ofMaxSize(4), time, hinted, oneByOne, restart, drafts)
        .as(Round::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(10);
  }

  private static Arbitrary<Edit> edit() {
    Arbitrary<String> page = Arbitraries.of(PAGES);
    Arbitrary<String> folder = Arbitraries.of(FOLDERS);
    Arbitrary<String> line = Arbitraries.of(FRONT);
    Arbitrary<String> body = Arbitraries.of(BODIES);
    Arbitrary<Edit> other =
        Arbitraries.of(OTHERS.keySet().stream().sorted().toList())
            .flatMap(path -> Arbitraries.of(OTHERS.get(path)).map(text -> new Other(path, text)));
    return Arbitraries.frequencyOf(
        Tuple.of(4, Combinators.combine(page, line.list().ofMaxSize(4), body).as(Page::new)),
        Tuple.of(4, Combinators.combine(page, body).as(Body::new)),
        Tuple.of(6, Combinators.combine(page, line).as(Front::new)),
        Tuple.of(5, other),
        Tuple.of(2, page.map(Delete::new)),
        Tuple.of(1, folder.map(Delete::new)),
        Tuple.of(2, Combinators.combine(page, page).as(Move::new)),
        Tuple.of(1, Combinators.combine(folder, folder).as(Move::new)),
        Tuple.of(1, page.map(Case::new)),
        Tuple.of(1, folder.map(Case::new)),
        Tuple.of(
            1,
            Combinators.combine(
                    Arbitraries.of(
                        "content/linked", "content/posts/c.md", "content/posts/z.md", "static/l"),
                    Arbitraries.of(
                        "content/notes",
                        "content/posts",
                        "content/about.md",
                        "content/notes/x.md",
                        "static/a.txt",
                        "nowhere"))
                .as(Link::new)));
  }

  // Files

  private static void write(Path file, String text, Path site, Set<Path> touched)
      throws IOException {
    if (!Files.isDirectory(file) && !Files.isSymbolicLink(file) && parents(site, file)) {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      touched.add(file);
    }
  }

  /** Whether no folder above is a link: a watcher names what it sees by the path without links. */
  private static boolean plain(Path site, Path file) throws IOException {
    Path parent = file.getParent();
    return Files.isDirectory(parent)
        && parent.toRealPath().equals(parent)
        && parent.startsWith(site);
  }

  private static boolean parents(Path site, Path file) throws IOException {
    for (Path above = file.getParent(); !above.equals(site); above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    Files.createDirectories(file.getParent());
    return plain(site, file);
  }
}
