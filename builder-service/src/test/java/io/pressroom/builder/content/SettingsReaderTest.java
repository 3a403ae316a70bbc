package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.builder.content.Settings.Markdown.Option;
import io.pressroom.builder.content.Settings.MenuItem;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static SettingsReader.Result read(String yaml) throws BadContentException {
    return SettingsReader.read(Notation.YAML.parse(yaml, 1));
  }

  private static List<String> problems(String yaml) throws BadContentException {
    SettingsReader.Result result = read(yaml);
    return Stream.concat(result.wrong().stream(), result.unknown().stream())
        .map(e -> e.problem(Snapshot.SETTINGS).toString())
        .toList();
  }

  @Test
  void understandsEveryKey() throws BadContentException {
    SettingsReader.Result result =
        read(
            """
            title: A site
            description: About things.
            author: Ada
            language: pt_BR
            time-zone: America/Los_Angeles
            base-url: https://example.org/blog
            date-format: d. MMM uuuu
            page-size: 10
            feed-size: 5
            permalinks: {blog: "/blog/:filename.html"}
            taxonomies: [tags, series]
            menu:
              - {title: Home, url: /}
              - {title: About, url: /about/}
            sitemap-lists: false
            titles: html
            section-lists: no
            markdown: {smart-punctuation: true, figures: true, alerts: no, footnotes: false}
            params: {color: {accent: red}}
            hooks:
              before:
                - run: [npx, tailwindcss, -o, static/site.css]
                  in: ./styles/
                  reads: [styles, templates/]
                  writes: [static/site.css]
                  time-limit: 2m
                  environment: {NODE_ENV: production}
              after:
                - run: [sh, -c, "echo  done"]
            strict: true
            """);
    assertEquals(List.of(), result.wrong());
    assertEquals(List.of(), result.unknown());
    assertEquals(
        new Settings(
            "A site",
            "About things.",
            "Ada",
            "pt-BR",
            ZoneId.of("America/Los_Angeles"),
            URI.create("https://example.org/blog/"),
            "d. MMM uuuu",
            10,
            5,
            Map.of("blog", "/blog/:filename.html"),
            List.of("tags", "series"),
            List.of(new MenuItem("Home", "/"), new MenuItem("About", "/about/")),
            false,
            Settings.Titles.HTML,
            false,
            new Settings.Markdown(
                EnumSet.of(
                    Option.BARE_LINKS,
                    Option.DEFINITION_LISTS,
                    Option.FIGURES,
                    Option.HEADING_ATTRIBUTES,
                    Option.HEADING_IDS,
                    Option.HIGHLIGHTING,
                    Option.SMART_PUNCTUATION,
                    Option.SUMMARY_MARK)),
            true,
            Map.of("color", Map.of("accent", "red")),
            new Hook.Hooks(
                List.of(
                    new Hook(
                        List.of("npx", "tailwindcss", "-o", "static/site.css"),
                        "styles",
                        List.of("styles", "templates"),
                        List.of("static/site.css"),
                        Duration.ofMinutes(2),
                        Map.of("NODE_ENV", "production"),
                        22,
                        12)),
                List.of(
                    new Hook(
                        List.of("sh", "-c", "echo  done"),
                        "",
                        List.of(),
                        List.of(),
                        Hook.DEFAULT_TIME_LIMIT,
                        Map.of(),
                        29,
                        12)))),
        result.settings());
  }

  @Test
  void everyWordOfAPermalinkIsKnown() throws BadContentException {
    assertEquals(
        List.of(
            "Unknown word in a permalink [site.yaml:3:9]: :yeer in /:yeer/:slug/"
                + " (did you mean :year?)",
            "Unknown word in a permalink [site.yaml:4:10]: :x in /:x/ (known are :year :month :day"
                + " :hour :minute :second :slug :title :filename :section :path)"),
        problems(
            """
            permalinks:
              news: "/:year/:month/:day/:hour/:minute/:second/:title.html"
              blog: /:yeer/:slug/
              notes: /:x/
              talks: /:section/:path/:filename/
            """));
  }

  @Test
  void nothingIsRequired() throws BadContentException {
    assertEquals(Settings.DEFAULTS, read("").settings());
    assertEquals(Settings.DEFAULTS, read("# all to come\n").settings());
    assertEquals(Settings.DEFAULTS, read("title:\nmenu:\n").settings());
  }

  @Test
  void unknownKeysAreNamedWithWhatWasMeant() throws BadContentException {
    assertEquals(
        List.of(
            "Unknown setting [site.yaml:1:1]: 'baseURL' means nothing here"
                + " (did you mean 'base-url'?)",
            "Unknown setting [site.yaml:2:1]: 'theme' means nothing here"
                + " (what templates need goes below 'params')",
            "Unknown setting [site.yaml:3:12]: 'figure' means nothing here"
                + " (did you mean 'figures'?)"),
        problems("baseURL: http://a.org/\ntheme: x\nmarkdown: {figure: true}\n"));
  }

  @Test
  void wrongValuesAreAllToldAtOnceAndTheDefaultHolds() throws BadContentException {
    String yaml =
        """
        base-url: example.org
        time-zone: Europe/Pariss
        page-size: many
        date-format: "{"
        language: "!"
        titles: markdown
        section-lists: 3
        menu: [{title: Home}]
        taxonomies: tags
        """;
    assertEquals(
        List.of(
            "Wrong setting [site.yaml:5:11]: 'language' should be a language tag like en or pt-BR,"
                + " and is '!'",
            "Wrong setting [site.yaml:2:12]: 'time-zone' should be a time zone like Europe/Paris,"
                + " and is 'Europe/Pariss'; did you mean Europe/Paris?",
            "Wrong setting [site.yaml:1:11]: 'base-url' should be an address like"
                + " https://example.org/blog/, and is 'example.org'"),
        problems(yaml).subList(0, 3));
    assertEquals(9, read(yaml).wrong().size());
    assertEquals(Settings.DEFAULTS, read(yaml).settings());
  }

  @Test
  void aListIsToldFromKeysAndValues() throws BadContentException {
    assertEquals(
        List.of(
            "Wrong setting [site.yaml:1:7]: 'menu' should be a list, and is keys and values",
            "Wrong setting [site.yaml:2:9]: 'params' should be keys and values, and is a list"),
        problems("menu: {title: Home, url: /}\nparams: [a]\n"));
  }

  @Test
  void hooksAreListsOfWordsThatStayInTheSite() throws BadContentException {
    assertEquals(
        List.of(
            "Wrong setting [site.yaml:3:12]: 'run' should be a list of a program and its arguments,"
                + " such as [npm, run, css]; for a line of shell, [sh, -c, \"…\"]",
            "Wrong setting [site.yaml:4:14]: 'reads' should be a path in the site folder, and is"
                + " '../secrets'",
            "Wrong setting [site.yaml:5:19]: 'time-limit' should be a time such as 30s or 5m, a day"
                + " at most, and is '2 days'",
            "Wrong setting [site.yaml:6:10]: 'after' needs a 'run' for each of its items: [program,"
                + " argument, …]"),
        problems(
            """
            hooks:
              before:
                - run: npm run css
                  reads: [../secrets]
                  time-limit: 2 days
              after: [{in: bin}]
            """));
    assertEquals(
        List.of(
            "Wrong setting [site.yaml:2:11]: 'before' needs a 'run' for each of its items: [program,"
                + " argument, …]"),
        problems("hooks:\n  before: [{run: , in: bin}]\n"));
  }

  @Test
  void noHookIsRunWhereASettingIsWrong() throws BadContentException {
    String hook = "hooks: {before: [{run: %s}], after: [{run: [ok]}]}\n";
    for (String wrong :
        List.of(hook.formatted("npm run css"), "page-size: none\n" + hook.formatted("[ok]"))) {
      SettingsReader.Result result = SettingsReader.read(Notation.YAML.parse(wrong, 1));
      assertEquals(1, result.wrong().size(), wrong);
      assertEquals(Hook.Hooks.NONE, result.settings().hooks(), wrong);
    }
  }

  @Test
  void settingsHaveToBeKeysAndValues() throws BadContentException {
    assertEquals(
        List.of("Wrong setting [site.yaml:1:1]: should be keys and values, and is a list"),
        problems("- a\n"));
  }
}
