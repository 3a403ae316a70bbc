package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.render.Workshop.Built;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {
  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void openShop() throws IOException {
    shop = new Workshop(folder);
    shop.write("site.yaml", "title: A & B\nbase-url: https://example.org/\n");
    shop.write("content/posts/one.md", post("One", "2025-01-02", "The *first*."));
    shop.write("content/posts/two.md", post("Two", "2025-02-03", "The second."));
    shop.write("content/about.md", "# About `us`\n\nWe.\n");
  }

  private static void assertContains(String html, String... parts) {
    for (String part : parts) {
      assertTrue(html.contains(part), part + " in " + html);
    }
  }

  private static String post(String title, String date, String body) {
    return "---\ntitle: " + title + "\ndate: " + date + "\ntags: [x]\n---\n" + body + "\n";
  }

  @Test
  void anIndexFileOfTheAuthorsIsTheFrontOfItsFolder() throws Exception {
    Workshop shop = new Workshop(folder);
    shop.write("content/posts/index.html", "mine").write("content/posts/a.md", "A\n");
    shop.write("content/guide/index.html", "mine too").write("content/guide/README.md", "B\n");
    Workshop.Built built = shop.build();
    assertEquals(List.of(), built.problems());
    assertEquals("mine", built.text("posts/index.html"));
    assertEquals("mine too", built.text("guide/index.html"));
    assertTrue(built.text("guide/README/index.html").contains("<p>B</p>"));
  }

  @Test
  void saysOfAFileThatHasGoneMeanwhileThatItHas() throws Exception {
    shop.write("static/cv.pdf", "CV");
    shop.withRemovalOf("content/about.md").withRemovalOf("static/cv.pdf");
    assertEquals(
        List.of(
            "File is changing [content/about.md]: it has gone since it was read",
            "File is changing [static/cv.pdf]: it has gone since it was read"),
        shop.build().problems());
  }

  @Test
  void aTitleThatTheBodyBeginsWithIsShownOnce() throws Exception {
    shop.write("content/a.md", "---\ntitle: A `b`\n---\n# A `b`\n\nText.\n");
    shop.write("content/c.md", "---\ntitle: C\n---\n# Another\n\nText.\n");
    Built built = shop.build();
    assertEquals(1, built.text("a/index.html").split("<h1", -1).length - 1);
    assertTrue(built.text("a/index.html").contains("A <code>b</code></h1>"));
    assertEquals(2, built.text("c/index.html").split("<h1", -1).length - 1);
  }

  @Test
  void aFrontPageWithoutATitleHasThatOfTheSite() throws Exception {
    shop.write("content/README.md", "Welcome.\n");
    assertTrue(shop.build().text("index.html").contains("<h1>A &amp; B</h1>"));
    shop.write("site.yaml", "title: C\n");
    assertTrue(shop.build().text("index.html").contains("<h1>C</h1>"));
  }

  @Test
  void makesEverythingThatASiteHas() throws Exception {
    Built built = shop.build();
    assertEquals(List.of(), built.problems());
    for (String path :
        List.of(
            "index.html",
            "about/index.html",
            "posts/index.html",
            "posts/one/index.html",
            "tags/index.html",
            "tags/x/index.html",
            "feed.xml",
            "sitemap.xml",
            "robots.txt",
            "404.html")) {
      assertFalse(built.text(path).isBlank(), path);
    }
    assertTrue(built.text("posts/one/index.html").contains("<p>The <em>first</em>.</p>"));
    assertTrue(built.text("posts/one/index.html").contains("<title>One · A &amp; B</title>"));
    assertTrue(built.text("index.html").contains("The <em>first</em>."));
    assertTrue(built.text("about/index.html").contains("<h1>About <code>us</code></h1>"));
    assertFalse(built.text("about/index.html").contains("id=\"about-us\""));
    assertTrue(
        built.text("feed.xml").contains("&lt;p&gt;The &lt;em&gt;first&lt;/em&gt;.&lt;/p&gt;"));
    assertTrue(built.text("sitemap.xml").contains("<loc>https://example.org/posts/one/</loc>"));
  }

  @Test
  void theNavigationSaysWhereAPageIs() throws Exception {
    shop.write("content/guide/start.md", "# Start\n");
    Built built = shop.build();
    assertEquals(List.of("/posts/ true"), current(built.text("posts/one/index.html")));
    assertEquals(List.of("/guide/ true"), current(built.text("guide/start/index.html")));
    assertEquals(List.of("/guide/ page"), current(built.text("guide/index.html")));
    assertEquals(List.of(), current(built.text("about/index.html")));
    assertEquals(List.of("/ page"), current(built.text("index.html")));
    shop.write(
        "site.yaml",
        """
        menu:
        - {title: Guide, url: /guide/}
        - {title: Us, url: /about/}
        - {title: One, url: /posts/one/}
        """);
    built = shop.build();
    assertEquals(List.of("/posts/one/ page"), current(built.text("posts/one/index.html")));
    assertEquals(List.of(), current(built.text("posts/two/index.html")));
    assertEquals(List.of("/guide/ true"), current(built.text("guide/start/index.html")));
    assertEquals(List.of("/about/ page"), current(built.text("about/index.html")));
  }

  /** The links that are marked as where the reader is, each with how. */
  private static List<String> current(String html) {
    return Pattern.compile("href=\"([^\"]*)\" aria-current=\"([a-z]+)\"")
        .matcher(html)
        .results()
        .map(link -> link.group(1) + " " + link.group(2))
        .toList();
  }

  @Test
  void nothingChangedMeansNothingRendered() throws Exception {
    shop.build();
    assertEquals(List.of(), shop.build().rendered());
  }

  @Test
  void anEditRendersWhatShowsIt() throws Exception {
    shop.build();
    shop.write("content/posts/one.md", post("One", "2025-01-02", "The *changed*."));
    Built built = shop.build();
    assertEquals(
        List.of("feed.xml", "index.html", "posts/one/index.html"),
        built.rendered().stream().sorted().toList());
    assertTrue(built.text("index.html").contains("<em>changed</em>"));
  }

  @Test
  void theNumberOfThreadsTheLocaleAndTheTimeZoneChangeNothing() throws Exception {
    for (int i = 0; i < 60; i++) {
      shop.write("content/notes/n" + i + ".md", post("Note " + i, "2024-03-0" + (i % 9 + 1), "N."));
    }
    shop.build();
    Map<OutputPath, Digest> expected = shop.digests();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      for (int threads : List.of(1, 8)) {
        Workshop other = new Workshop(folder, threads);
        other.build();
        assertEquals(expected, other.digests());
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aFaultOfOursCostsTheOutputsThatBringItToLight() throws Exception {
    shop.build();
    shop.write("content/posts/one.md", post("One", "2025-01-02", "Unlucky."));
    shop.write("content/posts/two.md", post("Two", "2025-02-03", "Lucky."));
    Built built = shop.withFaultAt("content/posts/one.md").build();
    assertTrue(built.text("posts/one/index.html").contains("The <em>first</em>."));
    assertTrue(built.text("posts/two/index.html").contains("Lucky."));
    String problem =
        built.problems().stream().filter(it -> it.contains("one.md")).findFirst().orElseThrow();
    assertTrue(
        problem.startsWith(
            "Fault of Pressroom [content/posts/one.md]: posts/one/index.html cannot be made"
                + " (java.lang.IllegalStateException: no such luck at "),
        problem);
    assertEquals(List.of(), shop.build().rendered());
  }

  @Test
  void aPageThatFailsKeepsItsLastGoodVersion() throws Exception {
    shop.build();
    shop.write("content/posts/one.md", post("One", "2025-01-02", "> ".repeat(10_000) + "x"));
    Built built = shop.build();
    assertEquals(
        List.of(
            "Nested too deeply [content/posts/one.md:6]: block quotes, lists or links are nested"
                + " more than 100 levels deep (take out some levels)"),
        built.problems());
    assertTrue(built.text("posts/one/index.html").contains("The <em>first</em>."));
    assertEquals(built.problems(), shop.build().problems());
    shop.write("content/posts/one.md", post("One", "2025-01-02", "Mended."));
    built = shop.build();
    assertEquals(List.of(), built.problems());
    assertTrue(built.text("posts/one/index.html").contains("Mended."));
  }

  @Test
  void aPageThatFailsAtFirstIsLeftOut() throws Exception {
    shop.write("content/posts/one.md", post("One", "2025-01-02", "> ".repeat(10_000) + "x"));
    Built built = shop.build();
    assertEquals(1, built.problems().size());
    assertFalse(built.texts().containsKey("posts/one/index.html"));
    assertFalse(built.text("index.html").contains("One"));
    assertTrue(built.text("index.html").contains("Two"));
  }

  @Test
  void aTemplateThatFailsKeepsEveryPageThatUsesIt() throws Exception {
    Map<String, String> before = shop.build().texts();
    shop.write("templates/page.html", "<p>{page.titel}</p>");
    Built built = shop.build();
    assertEquals(before, built.texts());
    assertEquals(
        List.of(
            "Template error [templates/page.html:1:4]: nothing is called 'titel' in {page.titel}"
                + " (did you mean 'title'?)"),
        built.problems());
    shop.write("templates/page.html", "<p>{page.title}</p>");
    assertEquals("<p>One</p>", shop.build().text("posts/one/index.html"));
  }

  @Test
  void anUnknownTemplateIsToldWithThePage() throws Exception {
    shop.write("content/a.md", "---\ntemplate: pag\n---\nText.\n");
    assertEquals(
        List.of(
            "Unknown template [content/a.md]: there is no templates/pag.html (did you mean"
                + " 'page.html'?)"),
        shop.build().problems());
    shop.write("templates/pag.html", "own {page.content.raw}");
    assertEquals("own <p>Text.</p>\n", shop.build().text("a/index.html"));
  }

  @Test
  void linksToFilesBecomeAddresses() throws Exception {
    Files.createDirectories(folder.resolve("content/posts"));
    Files.write(folder.resolve("content/posts/p i.png"), new byte[] {1});
    shop.write(
        "content/posts/one.md",
        post(
            "One",
            "2025-01-02",
            "[a](two.md#p) [b](../about.md?x) ![c](p%20i.png) [d](/posts/two.md) [e](../two/)"
                + " [f](two) [j](two.html#p) [g](https://example.com/x.md) [h](mailto:a@b)"
                + " [i](//x/y)\n\n# P\n"));
    String html = shop.build().text("posts/one/index.html");
    assertContains(
        html,
        "href=\"/posts/two/#p\"",
        "href=\"/about/?x\"",
        "src=\"/posts/p%20i.png\"",
        "<a href=\"/posts/two/\">d</a>",
        "<a href=\"/posts/two/\">e</a>",
        "<a href=\"/posts/two/\">f</a>",
        "<a href=\"/posts/two/#p\">j</a>",
        "href=\"https://example.com/x.md\"",
        "href=\"mailto:a@b\"",
        "href=\"//x/y\"");
  }

  @Test
  void linksInHtmlBecomeAddressesWhereTheyLeadSomewhere() throws Exception {
    Files.write(folder.resolve("content/posts/p i.png"), new byte[] {1});
    shop.write(
        "content/posts/three.md",
        post(
            "Three",
            "2025-03-04",
            """
            An <img src="p%20i.png" alt="a"> <a HREF = 'two.md#p&amp;q'>b</a> <a href=two>c</a>

            <picture><source srcset="p%20i.png 2x, q.png"><img src="q.png"></picture>

            <p><a href="../one/?x">d</a> <a href="https://x/y.md">e</a> <a href="#f">f</a>
            <a href="/posts/two.md">g</a> <!-- <img src="p%20i.png"> --></p>

            <script src="p%20i.png">"<img src='p%20i.png'>"</script>
            """));
    String html = shop.build().text("posts/three/index.html");
    assertContains(
        html,
        "<img src=\"/posts/p%20i.png\" alt=\"a\">",
        "<a HREF = \"/posts/two/#p&amp;q\">b</a>",
        "<a href=\"/posts/two/\">c</a>",
        "<source srcset=\"/posts/p%20i.png 2x, q.png\"><img src=\"q.png\">",
        "<a href=\"/posts/one/?x\">d</a>",
        "<a href=\"https://x/y.md\">e</a>",
        "<a href=\"#f\">f</a>",
        "<a href=\"/posts/two.md\">g</a>",
        "<!-- <img src=\"p%20i.png\"> -->",
        "<script src=\"/posts/p%20i.png\">\"<img src='p%20i.png'>\"</script>");
    Files.write(folder.resolve("content/posts/q.png"), new byte[] {2});
    html = shop.build().text("posts/three/index.html");
    assertTrue(html.contains("2x, /posts/q.png\"><img src=\"/posts/q.png\">"), html);
  }

  @Test
  void deadLinksAreToldUntilTheyAreMended() throws Exception {
    shop.write(
        "content/posts/one.md",
        post(
            "One",
            "2025-01-02",
            "A [b](tow.md).\n\n![c](/posts/x.png) [d](#nowhere) [e](#here)\n\n# Here"));
    List<String> expected =
        List.of(
            "Dead link [content/posts/one.md:6:3]: 'tow.md' leads to nothing: /posts/tow.md is"
                + " not published",
            "Dead image [content/posts/one.md:8:1]: '/posts/x.png' leads to nothing: /posts/x.png"
                + " is not published",
            "Dead link [content/posts/one.md:8:20]: '#nowhere' leads to a part that its page does"
                + " not have: #nowhere");
    assertEquals(expected, withoutHints(shop.build().problems()));
    assertEquals(expected, withoutHints(shop.build().problems()));
    shop.write("content/posts/tow.md", post("Tow", "2025-01-02", "T."));
    assertEquals(expected.subList(1, 3), withoutHints(shop.build().problems()));
    Files.delete(folder.resolve("content/posts/tow.md"));
    assertEquals(expected, withoutHints(shop.build().problems()));
  }

  @Test
  void aLinkToWhatCouldNotBeMadeIsNoProblemOfItsOwn() throws Exception {
    shop.write(
        "content/posts/one.md",
        post("One", "2025-01-02", "[a](bad.md) [b](/posts/bad/) [c](/broken/) [d](/posts/bad/x)"));
    shop.write("content/posts/bad.md", "---\ntitle: [\n---\n");
    shop.write("content/broken.md", "---\ntemplate: broken\n---\n");
    shop.write("templates/broken.html", "{nothing.at.all}");
    assertEquals(
        List.of("Broken YAML", "Dead link", "Template error"), titles(shop.build().problems()));

    shop.write("templates/broken.html", "Whole.");
    Files.delete(folder.resolve("content/posts/bad.md"));
    assertEquals(List.of("Dead link", "Dead link", "Dead link"), titles(shop.build().problems()));

    shop.write("content/posts/bad.md", "---\ntitle: [\n---\n");
    assertEquals(List.of("Broken YAML", "Dead link"), titles(shop.build().problems()));
  }

  private static List<String> titles(List<String> problems) {
    return problems.stream().map(problem -> problem.replaceAll(" \\[.*", "")).sorted().toList();
  }

  private static List<String> withoutHints(List<String> problems) {
    return problems.stream().map(p -> p.replaceAll(" \\(did you mean [^)]*\\)$", "")).toList();
  }

  @Test
  void deadPartsOfOtherPagesAreFoundAfterAnyEdit() throws Exception {
    shop.write("content/posts/one.md", post("One", "2025-01-02", "A [b](two.md#the-part)."));
    shop.write("content/posts/two.md", post("Two", "2025-02-03", "# The part"));
    assertEquals(List.of(), shop.build().problems());
    shop.write("content/posts/two.md", post("Two", "2025-02-03", "# The parts"));
    Built built = shop.build();
    assertEquals(
        List.of(
            "Dead link [content/posts/one.md:6:3]: 'two.md#the-part' leads to a part that its page"
                + " does not have: #the-part (did you mean #the-parts?)"),
        built.problems());
    assertFalse(built.rendered().contains("posts/one/index.html"));
    assertEquals(1, shop.build().problems().size());
    shop.write("content/posts/two.md", post("Two", "2025-02-03", "<a name=\"the-part\"></a>"));
    assertEquals(List.of(), shop.build().problems());
  }

  @Test
  void aListIsNotMadeAgainForALinkThatItDoesNotShow() throws Exception {
    shop.write(
        "content/posts/one.md",
        post("One", "2025-01-02", "Summary.\n\n<!--more-->\n\n[x](../about.md)"));
    shop.build();
    shop.write("content/about.md", "---\nurl: /over/\n---\nWe.\n");
    List<String> rendered = shop.build().rendered();
    assertTrue(rendered.contains("posts/one/index.html"), rendered.toString());
    assertFalse(rendered.contains("index.html"), rendered.toString());
  }

  /** A loop in a loop over as many would be more turns than a template may take. */
  @Test
  void theThemesTurnsGrowWithWhatASiteHasAndNoFaster() throws Exception {
    int many = (int) Math.sqrt(Budget.MAX_STEPS) + 1;
    for (int i = 0; i < many; i++) {
      shop.write("content/s" + i + "/a.md", "---\ndate: 2025-01-02\ntags: [t" + i + "]\n---\nA.\n");
    }
    Set<String> kinds =
        Set.of(
            "index.html",
            "404.html",
            "s7/index.html",
            "s7/a/index.html",
            "tags/index.html",
            "tags/t7/index.html");
    Built built = shop.buildOnly(kinds);
    assertEquals(List.of(), built.problems());
    assertEquals(kinds, built.texts().keySet());
    assertTrue(built.text("s7/a/index.html").contains("\"/s" + (many - 1) + "/\""));
  }

  @Test
  void anAssetThatIsNotThereIsToldWhereItIsAskedFor() throws Exception {
    shop.write("templates/page.html", "{#include partials/p.html /}");
    shop.write("templates/partials/p.html", "{page.title}\n  {site.asset('no.css')}\n");
    assertEquals(
        List.of(
            "Unknown asset [templates/partials/p.html:2:3]: there is no asset 'no.css' (put it into"
                + " assets/, or ask site.hasAsset('no.css') first)"),
        shop.build().problems());
  }

  @Test
  void filesAreCopiedAndFollowTheirChanges() throws Exception {
    shop.write("static/a (b).txt", "one");
    assertEquals("one", shop.build().text("a (b).txt"));
    shop.write("static/a (b).txt", "two");
    assertEquals("two", shop.build().text("a (b).txt"));
  }

  @Test
  void templateSyntaxInAPageIsText() throws Exception {
    shop.write("content/a.md", "{x} {{y}} {#if}z{/if} {page.title}\n");
    assertTrue(
        shop.build().text("a/index.html").contains("<p>{x} {{y}} {#if}z{/if} {page.title}</p>"));
  }

  @Test
  void dataAndParamsAreForTemplates() throws Exception {
    shop.write("data/team.yaml", "- name: Ada\n- name: Bob\n");
    shop.write(
        "templates/page.html", "{#for p in site.data.team}{p.name} {/for}{page.params.x ?: '-'}");
    shop.write("content/a.md", "---\nx: 7\n---\n");
    Built built = shop.build();
    assertEquals("Ada Bob 7", built.text("a/index.html"));
    assertEquals("Ada Bob -", built.text("about/index.html"));
    shop.write("templates/page.html", "{site.data.tema}");
    assertEquals(
        "Template error [templates/page.html:1:1]: nothing is called 'tema' in {site.data.tema}"
            + " (did you mean 'team'?)",
        shop.build().problems().getFirst());
  }

  @Test
  void dataThatCannotBeReadIsNotAsIfThereWereNone() throws Exception {
    shop.write("templates/page.html", "{site.data.team ?: 'nobody'}");
    shop.write("data/team.yaml", "Ada");
    shop.write("data/team.more.yaml", "More");
    assertEquals("Ada", shop.build().text("about/index.html"));

    shop.write("data/team.yaml", "[Ada");
    shop.write("templates/page.html", "{site.data.team ?: 'nobody'}!");
    shop.write("content/new.md", "New.\n");
    Built broken = shop.build();
    assertEquals("Ada", broken.text("about/index.html"));
    assertFalse(broken.texts().containsKey("new/index.html"));
    assertEquals(1, broken.problems().size(), broken.problems()::toString);

    shop.write("data/team.yaml", "Eve");
    shop.write("data/team.more.yaml", "[More");
    Built mended = shop.build();
    assertEquals("Eve!", mended.text("about/index.html"));
    assertEquals("Eve!", mended.text("new/index.html"));

    shop.write("templates/page.html", "{site.data.team}?");
    assertEquals("Eve?", shop.build().text("about/index.html"));
  }

  /** One that is stopped costs seconds: a thousand of them must not cost a thousand times that. */
  @Test
  void aTemplateThatNeverEndsIsGivenUpForTheWholeBuild() throws Exception {
    int pages = 1000;
    for (int i = 0; i < pages; i++) {
      shop.write("content/notes/" + i + ".md", "Note " + i + ".\n");
    }
    shop.write("templates/page.html", "{page.content.raw}");
    assertEquals(List.of(), shop.build().problems());
    Map<OutputPath, Digest> before = shop.digests();

    String many = "{#for a in 9999}{#for b in 9999}.{/for}{/for}";
    shop.write("templates/page.html", "{page.content.raw}" + many);
    Built broken = shop.build();
    assertEquals(before, shop.digests());
    long stopped = broken.problems().stream().filter(p -> p.startsWith("Template stopped")).count();
    assertTrue(stopped >= 3 && stopped < 10, broken.problems()::toString);
    assertEquals(
        List.of(
            "Template not tried any more [templates/page.html]: it was stopped 3 times in this"
                + " build, so what else it makes stays as it was (mend what makes it stop; the"
                + " next build tries the others)"),
        broken.problems().stream().filter(p -> !p.startsWith("Template stopped")).toList());

    shop.write("templates/page.html", "{page.content.raw}!");
    Built mended = shop.build();
    assertEquals(List.of(), mended.problems());
    assertEquals("<p>Note 999.</p>!", mended.text("notes/999/index.html").replace("\n", ""));
  }
}
