package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Settings.Markdown.Option;
import io.pressroom.builder.render.Rendition.Outline;
import io.pressroom.builder.render.Rendition.TextLink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private static final Markdown PLAIN =
      new Markdown(Settings.Markdown.DEFAULTS, AlertTitles.ENGLISH);
  private static final Markdown FULL =
      new Markdown(
          new Settings.Markdown(
              EnumSet.complementOf(EnumSet.of(Option.SMART_PUNCTUATION, Option.IMAGE_SIZES))),
          AlertTitles.ENGLISH);

  private static Rendition read(String text) throws UnrenderableTextException {
    return PLAIN.read(text, false, Destinations.AS_WRITTEN);
  }

  private static String full(String text) throws UnrenderableTextException {
    return FULL.read(text, false, Destinations.AS_WRITTEN).html();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello, World!        | hello-world
          Über größe           | über-größe
          简体 中文              | 简体-中文
          `code()` and *more*  | code-and-more
          !!!                  | section
          snake_case           | snake_case
          Own {#mine .a k=v}   | mine
          """)
  void namesHeadings(String markdown, String id) throws UnrenderableTextException {
    assertEquals(id, read("# " + markdown).outline().getFirst().id());
  }

  @Test
  void givesEachHeadingAnIdOfItsOwn() throws UnrenderableTextException {
    String html = read("# A\n# A\n# A-1\n# B {#a}\n").html();
    assertEquals(
        """
        <h1 id="a-1">A</h1>
        <h1 id="a-2">A</h1>
        <h1 id="a-1-1">A-1</h1>
        <h1 id="a">B</h1>
        """,
        html);
  }

  @Test
  void keepsBracesThatAreNoAttributes() throws UnrenderableTextException {
    assertEquals("<h1 id=\"a-b-c\">A {b c}</h1>\n", read("# A {b c}").html());
    assertEquals(
        "<h2 class=\"x y\" data-k=\"a b\" id=\"a\">A</h2>\n",
        read("## A {.x data-k=\"a b\" .y}").html());
  }

  @Test
  void nestsTheOutline() throws UnrenderableTextException {
    List<Outline> outline = read("## A\n#### B\n### C\n## D `x`\n# E\n").outline();
    assertEquals(List.of("A", "D x", "E"), outline.stream().map(Outline::title).toList());
    assertEquals(
        List.of("B", "C"), outline.getFirst().children().stream().map(Outline::title).toList());
  }

  @Test
  void leavesHeadingsWithoutTextOutOfTheOutline() throws UnrenderableTextException {
    List<Outline> outline = read("## ![](a.png)\n##\n## ![A sign](a.png)\n").outline();
    assertEquals(List.of("A sign"), outline.stream().map(Outline::title).toList());
  }

  @Test
  void footnotesAreNumberedInOrderOfUse() throws UnrenderableTextException {
    assertEquals(
        """
        <p>One.<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a></sup> \
        Two.<sup class="footnote-ref"><a href="#fn2" id="fnref2" role="doc-noteref">2</a></sup> \
        Three.<sup class="footnote-ref"><a href="#fn1" id="fnref1-2" role="doc-noteref">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes">
        <ol>
        <li id="fn1">
        <p>Named.<sup class="footnote-ref"><a href="#fn3" id="fnref3" role="doc-noteref">3</a></sup></p>
        <ul>
        <li>x</li>
        </ul>
        <a href="#fnref1" class="footnote-backref" role="doc-backlink">↩</a>\
        <a href="#fnref1-2" class="footnote-backref" role="doc-backlink">↩</a>
        </li>
        <li id="fn2">
        <p>Inline <em>note</em>.<a href="#fnref2" class="footnote-backref" role="doc-backlink">↩</a></p>
        </li>
        <li id="fn3">
        <p>Deep.<a href="#fnref3" class="footnote-backref" role="doc-backlink">↩</a></p>
        </li>
        </ol>
        </section>
        """,
        read("""
                One.[^b] Two.^[Inline *note*.] Three.[^B]

                [^b]: Named.[^c]

                    - x

                [^c]: Deep.
                [^d]: Unused.[^c]
                """)
            .html());
  }

  @Test
  void summaryIsWhatStandsAboveTheMark() throws UnrenderableTextException {
    Rendition page = read("# T\n\nA[^1] b.\n\nC.\n\n<!--more-->\n\nD.\n\n[^1]: N.\n");
    assertEquals("<h1>T</h1>\n<p>A b.</p>\n<p>C.</p>\n", page.summary());
    assertTrue(page.more());
    assertTrue(page.html().contains("<p>D.</p>"));
  }

  @Test
  void theMarkMayStandInsideAParagraph() throws UnrenderableTextException {
    assertEquals("<p>A. </p>\n", read("A. <!-- more --> B.").summary());
  }

  @Test
  void summaryIsTheFirstParagraphWithoutAMark() throws UnrenderableTextException {
    Rendition page = read("# T\n\n![x](y.png)\n\nA.\n\nB.\n");
    assertEquals("<p><img src=\"y.png\" alt=\"x\" /></p>\n", page.summary());
    assertTrue(page.more());
    assertFalse(read("A.^[n]\n").more());
    assertEquals("", read("").summary());
  }

  @Test
  void plainTextIsWhatAReaderSees() throws UnrenderableTextException {
    Rendition page =
        read("# T *i*\n\nA [l](x) `c`\nb.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n");
    assertEquals("T i\nA l c b.\none\ntwo\na\tb\nc\td", page.plainText());
    assertEquals(12, page.wordCount());
  }

  @ParameterizedTest
  @CsvSource({"don't stop,2", "简体中文 text,5", "カタカナ,4", "a-b,2", "'',0"})
  void countsWords(String text, int words) {
    assertEquals(words, Words.count(text));
  }

  @Test
  void eachLetterAndDigitIsAWord() {
    for (int c = 0; c < 0x180; c++) {
      assertEquals(
          Character.isLetterOrDigit(c) ? 1 : 0,
          Words.count(Character.toString(c)),
          "U+%04X".formatted(c));
    }
  }

  @Test
  void whatIsInTheBracesOfAHeadingIsNoText() throws UnrenderableTextException {
    Markdown markdown =
        new Markdown(
            EnumSet.of(Option.HEADING_ATTRIBUTES, Option.SMART_PUNCTUATION, Option.BARE_LINKS));
    assertEquals(
        "<h2 cite=\"https://example.org/\" id=\"a--b\" title=\"a -- c\">“T”</h2>\n",
        markdown
            .read(
                "## \"T\" {#a--b title=\"a -- c\" cite=https://example.org/}",
                false,
                Destinations.AS_WRITTEN)
            .html());
  }

  @Test
  void anAlertMayBeginWithADefinitionList() throws UnrenderableTextException {
    for (String blank : List.of("", ">\n")) {
      String html = full("> [!TIP]\n> Term\n" + blank + "> : Text\n");
      assertTrue(html.startsWith("<div class=\"markdown-alert markdown-alert-tip\""), html);
      assertTrue(html.contains("<dl>\n<dt>Term</dt>\n<dd>"), html);
    }
    assertTrue(full("> [!TIP]\n> : Text\n").contains("<dt>[!TIP]</dt>"));
  }

  @Test
  void linksAreResolvedAndHavePlaces() throws UnrenderableTextException {
    Rendition page =
        PLAIN.read(
            "A [b](c.md).\n\n> x\n> ![i](d.png) [r]\n\n[r]: e.md\n",
            false,
            written -> "/site/" + written);
    assertEquals(
        List.of(
            new TextLink("c.md", "/site/c.md", 1, 3, TextLink.Kind.LINK),
            new TextLink("d.png", "/site/d.png", 4, 3, TextLink.Kind.IMAGE),
            new TextLink("e.md", "/site/e.md", 4, 15, TextLink.Kind.LINK)),
        page.links());
    assertTrue(page.html().contains("href=\"/site/c.md\""));
  }

  @Test
  void theSummaryIsRightElsewhere() throws UnrenderableTextException {
    Destinations destinations =
        new Destinations() {
          @Override
          public String resolve(String written) {
            return written;
          }

          @Override
          public String fromElsewhere(String destination) {
            return destination.startsWith("#") ? "/page/" + destination : destination;
          }
        };
    Rendition page = PLAIN.read("[a](#b) [c](d)\n\n[e](#f)\n", false, destinations);
    assertEquals("<p><a href=\"/page/#b\">a</a> <a href=\"d\">c</a></p>\n", page.summary());
    assertEquals(List.of("#b", "d"), page.summaryLinks().stream().map(TextLink::written).toList());
    assertTrue(page.html().startsWith("<p><a href=\"#b\">"));
  }

  @Test
  void theTitleIsNotShownTwice() throws UnrenderableTextException {
    Rendition page = PLAIN.read("# T\n\nA.\n\n# B\n", true, Destinations.AS_WRITTEN);
    assertEquals("<p>A.</p>\n<h1 id=\"b\">B</h1>\n", page.html());
    assertEquals(1, page.outline().size());
    assertEquals(
        "<!-- a -->\n<p>A.</p>\n",
        PLAIN.read("<!-- a -->\n# T\n\nA.\n", true, Destinations.AS_WRITTEN).html());
  }

  @Test
  void titlesMayBeMarkdown() {
    assertEquals(
        new Title("A <code>b</code> &amp; <em>c</em> d", "A b & c d"),
        PLAIN.title("A `b` & *c* [d](e)"));
    assertEquals(new Title("- x", "- x"), PLAIN.title("- x"));
    assertEquals(new Title("a<b>c</b> &mdash;", "ac —"), Title.ofHtml("a<b>c</b> &mdash;"));
  }

  @Test
  void templatesAndQuotesAreText() throws UnrenderableTextException {
    assertEquals(
        "<p>{{ x }} {y.z} {#if} &quot;q&quot; 'a' -- ...</p>\n",
        read("{{ x }} {y.z} {#if} \"q\" 'a' -- ...").html());
  }

  @Test
  void anImageAloneIsAFigure() throws UnrenderableTextException {
    assertEquals(
        """
        <figure>
        <img src="a.png" alt="A b" width="10" />
        <figcaption>A <a href="c">b</a></figcaption>
        </figure>
        """,
        full("![A [b](c)](a.png){width=10}"));
    assertEquals("<p><img src=\"a.png\" alt=\"\" /></p>\n", full("![](a.png)"));
    assertEquals("<p><img src=\"a.png\" alt=\"x\" /> y</p>\n", full("![x](a.png) y"));
    assertEquals("<ul>\n<li><img src=\"a.png\" alt=\"x\" /></li>\n</ul>\n", full("- ![x](a.png)"));
  }

  private static String with(Option feature, String text) throws UnrenderableTextException {
    return new Markdown(EnumSet.of(feature)).read(text, false, Destinations.AS_WRITTEN).html();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ![A|300](a.png);        <img src="a.png" alt="A" width="300" />
          ![A *b* |300x200](a.png); <img src="a.png" alt="A b" height="200" width="300" />
          ![|300| A](a.png);      <img src="a.png" alt="A" width="300" />
          ![300](a.png);          <img src="a.png" alt="300" />
          ![A|b](a.png);          <img src="a.png" alt="A|b" />
          """)
  void imagesMayHaveSizes(String markdown, String html) throws UnrenderableTextException {
    assertEquals("<p>" + html + "</p>\n", with(Option.IMAGE_SIZES, markdown));
  }

  @Test
  void listsMayNeedABlankLine() throws UnrenderableTextException {
    assertEquals(
        "<p>A:\n* <em>b</em>\n* c</p>\n", with(Option.LISTS_AFTER_BLANK_LINE, "A:\n* *b*\n* c\n"));
    assertEquals("<p>A:\n1) b</p>\n", with(Option.LISTS_AFTER_BLANK_LINE, "A:\n1) b\n"));
    assertEquals(
        "<p>A:</p>\n<ul>\n<li>b</li>\n</ul>\n", with(Option.LISTS_AFTER_BLANK_LINE, "A:\n\n* b\n"));
    assertEquals(
        "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n",
        with(Option.LISTS_AFTER_BLANK_LINE, "* a\n  * b\n"));
  }

  /** The parser has lost the place of the paragraph there. */
  @Test
  void aListBelowHalfADefinitionOfALinkStaysOne() throws UnrenderableTextException {
    assertEquals(
        "<p>(\nb</p>\n<ul>\n<li>c</li>\n</ul>\n",
        with(Option.LISTS_AFTER_BLANK_LINE, "[x]: /y\n(\nb\n- c\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "a" 'b' it's "*c*"      | “a” ‘b’ it’s “<em>c</em>”
          ("a") --- a -- b...     | (“a”) — a – b…
          `"a"` "`b`"             | <code>&quot;a&quot;</code> “<code>b</code>”
          "'a' b"                 | “‘a’ b”
          """)
  void punctuationMayBeTypographic(String markdown, String html) throws UnrenderableTextException {
    assertEquals("<p>" + html + "</p>\n", with(Option.SMART_PUNCTUATION, markdown));
  }

  @Test
  void markdownInsideHtml() throws UnrenderableTextException {
    assertEquals(
        "<div class=\"a\">\n<p>x <em>y</em></p>\n</div>\n",
        full("<div class=\"a\">\nx *y*\n</div>\n"));
    assertEquals("<p id=\"a\">x <em>y</em></p>\n<p>z</p>\n", full("<p id=\"a\">x *y*</p>\n\nz"));
    assertEquals("<div>\n<ul>\n<li>a</li>\n</ul>\n</div>\n", full("<div>\n- a\n</div>\n"));
    assertEquals("<pre>\n*x*\n</pre>\n", full("<pre>\n*x*\n</pre>\n"));
    assertEquals("<div>*x*\ny</div>\n", full("<div>*x*\ny</div>\n"));
  }

  @Test
  void indentationBetweenHtmlTagsIsNoCode() throws UnrenderableTextException {
    assertEquals(
        "<div>\n<p>\n<p>Some <em>text</em></p>\n</p>\n</div>\n",
        full("<div>\n    <p>\n        Some *text*\n    </p>\n</div>\n"));
    assertEquals(
        "<div>\n<pre tabindex=\"0\"><code>code\n</code></pre>\n</div>\n",
        full("<div>\n\n    code\n\n</div>\n"));
  }

  @Test
  void whatScrollsIsReachedWithTheKeyboardAndColumnsAreAlignedByClass()
      throws UnrenderableTextException {
    assertEquals(
        "<pre tabindex=\"0\"><code class=\"language-sh\">x\n</code></pre>\n",
        read("```sh\nx\n```\n").html());
    String table = read("| a | b | c |\n|--:|:-:|---|\n| 1 | 2 | 3 |\n").html();
    assertTrue(table.contains("<th class=\"align-right\">a</th>"), table);
    assertTrue(table.contains("<td class=\"align-center\">2</td>"), table);
    assertTrue(table.contains("<td>3</td>"), table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"> ", "- ", "1. "})
  void refusesToNestTenThousandDeep(String mark) {
    UnrenderableTextException e =
        assertThrows(
            UnrenderableTextException.class, () -> read("Hello.\n\n" + mark.repeat(10_000) + "x"));
    assertEquals("Nested too deeply", e.title());
    assertEquals(3, e.line());
  }

  static Stream<String> pathological() {
    int n = 10_000;
    return Stream.of(
        "*a **a ".repeat(n),
        "[".repeat(n) + "a" + "]".repeat(n),
        "![".repeat(n) + "x" + "](u)".repeat(n),
        "^[a ".repeat(n) + "]".repeat(n),
        "[^a]".repeat(n) + "\n\n[^a]: " + "[^a]".repeat(n),
        "`".repeat(n) + "a",
        "<".repeat(n),
        "x <!--".repeat(n),
        "{".repeat(n),
        "![a](b){".repeat(n),
        "# " + "{#a".repeat(n),
        "# " + ".a ".repeat(n) + "{" + ".a ".repeat(n) + "=",
        "# a {" + " .a".repeat(n) + "!}",
        "<div " + "a=b ".repeat(n),
        "<div" + "\"".repeat(n) + ">",
        "<p>" + "</p> ".repeat(n),
        "<p>" + "</p".repeat(n),
        "| a |\n|---|\n" + "| b |\n".repeat(n),
        "- a\n".repeat(n),
        "  ".repeat(n) + "a\n",
        "# a\n".repeat(n),
        "~~a ".repeat(n),
        "www.".repeat(n),
        "_www._".repeat(n),
        "www." + "a.".repeat(n) + "_",
        "a@".repeat(n),
        "a.".repeat(n) + "@" + "a.".repeat(n),
        "http://a.b/" + ")".repeat(n),
        "http://a.b/" + "&a;".repeat(n),
        ("a\n".repeat(50) + ": b\n\n").repeat(n / 50),
        "a\n" + ": b\n".repeat(n),
        "a\n".repeat(n) + ": b\n",
        "a\n" + ": ".repeat(n) + "b",
        "> [!NOTE]\n> a\n\n".repeat(n),
        "> [!NOTE]\n".repeat(n),
        "```java {" + ".a ".repeat(n) + "}\nx\n```\n",
        "```java\n" + "/* \" ' \\".repeat(n) + "\n```\n",
        "```html\n" + "<a b='".repeat(n) + "\n```\n",
        "```php\n" + "<?php \"{$a\n".repeat(n) + "\n```\n",
        "```bash\n" + "$(${`\n".repeat(n) + "\n```\n",
        "\"'".repeat(n),
        "http://a.b/".repeat(n),
        "a\u0000".repeat(n));
  }

  @ParameterizedTest
  @MethodSource("pathological")
  void endsOnPathologicalInput(String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            FULL.read(text, false, Destinations.AS_WRITTEN);
          } catch (UnrenderableTextException expected) {
            assertEquals("Nested too deeply", expected.title());
          }
        });
  }
}
