package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PageTextTest {
  private static void assertParts(String frontMatter, int bodyLine, String heading, String text)
      throws BadContentException {
    PageText parts = PageText.of(text);
    assertEquals(frontMatter, parts.frontMatter().plain().toString(), text);
    assertEquals(bodyLine, parts.bodyLine(), text);
    assertEquals(Optional.ofNullable(heading), parts.heading(), text);
  }

  private static Problem problem(String text) {
    return Assertions.<BadContentException>assertThrows(
            BadContentException.class, () -> PageText.of(text))
        .problem(ContentPath.of("a.md"), text);
  }

  @Test
  void takesFrontMatterAndBodyApart() throws BadContentException {
    assertParts("{title=A}", 4, null, "---\ntitle: A\n---\nBody\n");
    assertParts("{title=A}", 4, null, "---\ntitle: A\n...\nBody\n");
    assertParts("{title=A}", 4, null, "---\r\ntitle: A\r\n---\r\nBody\r\n");
    assertParts("{title=A}", 4, null, "---  \ntitle: A\n--- \nBody\n");
    assertParts("{title=A}", 4, null, "+++\ntitle = 'A'\n+++\nBody\n");
    assertParts("{title=A}", 4, null, "{\n\"title\": \"A\"\n}\nBody\n");
    assertParts("{title=A}", 2, null, "{\"title\": \"A\"}\nBody\n");
    assertParts("{}", 1, null, "Body\n");
    assertParts("{}", 1, null, "");
  }

  @Test
  void aHeadingMayStandBelowComments() throws BadContentException {
    assertParts("{}", 1, "T", "<!-- a -->\n# T\n");
    assertParts("{}", 1, "T", "<!--\n# No\n\n-->\r\n\r\n  <!-- b --> \r\nT\r\n===\r\n");
    assertParts("{title=A}", 4, "T", "---\ntitle: A\n---\n\n<!-- a -->\n\n# T");
    assertParts("{}", 1, null, "<!-- a --> b\n# T\n");
    assertParts("{}", 1, null, "    <!-- a -->\n# T\n");
    assertParts("{}", 1, null, "<!-- a\n# T\n");
    assertParts("{}", 1, "T", "<!-->\n# T\n-->\n");
    assertParts("{}", 1, null, "<!-- a -->\n");
  }

  @Test
  void frontMatterMayBeEmptyOrAll() throws BadContentException {
    assertParts("{}", 3, null, "---\n---\nBody\n");
    assertParts("{}", 4, null, "---\n# nothing yet\n---\nBody\n");
    assertParts("{title=A}", 4, null, "---\ntitle: A\n---");
    assertParts("{title=A}", 4, null, "---\ntitle: A\n---\n");
    assertParts("{}", 3, null, "+++\n+++\nBody\n");
    assertParts("{}", 2, null, "{}\nBody\n");
  }

  @Test
  void whatOnlyLooksLikeFrontMatterIsText() throws BadContentException {
    assertParts("{}", 1, null, "---\n\nA page that begins with a break.\n\n---\n\nText.\n");
    assertParts("{}", 1, null, "---\n");
    assertParts("{}", 1, null, "---\nText under a break, never closed.\n");
    assertParts("{}", 1, null, "{{<ArrowLeft>}} and text\n");
    assertParts("{}", 1, null, "{% include a %}\n");
    assertParts("{}", 1, null, "---- \ntitle: A\n---\n");
    assertParts("{}", 1, null, "text\n---\ntitle: A\n---\n");
  }

  @Test
  void aBlankLineBeforeTheFirstKeyIsNoBreak() throws BadContentException {
    assertParts("{title=A}", 5, null, "---\n\ntitle: A\n---\nBody\n");
  }

  @Test
  void findsTheHeadingThatTheBodyBeginsWith() throws BadContentException {
    assertParts("{}", 1, "A *title*", "# A *title*\n\nBody\n");
    assertParts("{}", 1, "A", "\n\n   # A ##  \n\nBody\n");
    assertParts("{}", 1, "A # B", "# A # B\n");
    assertParts("{}", 1, "A", "A\n===\n\nBody\n");
    assertParts("{b=1}", 4, "A", "---\nb: 1\n---\n\n# A");
    assertParts("{}", 1, null, "## A\n");
    assertParts("{}", 1, null, "#A\n");
    assertParts("{}", 1, null, "# \n");
    assertParts("{}", 1, null, "Text\n\n# A\n");
    assertParts("{}", 1, null, "    # code\n");
    assertParts("{}", 1, null, "> A\n===\n");
  }

  @Test
  void problemsNameThePlaceInTheFile() {
    assertEquals(
        "Broken YAML [a.md:3:11]: mapping values are not allowed here"
            + " (a value that holds ': ' has to be in quotes)",
        problem("---\na: b\ntitle: Foo: bar\n---\n").toString());
    assertEquals(
        Optional.of("title: Foo: bar"), problem("---\na: b\ntitle: Foo: bar\n---\n").excerpt());
    assertEquals(3, problem("+++\na = 1\nb = \n+++\n").line());
    assertEquals(3, problem("{\n\"a\": 1,\n\"b\" 2}\n").line());
  }

  @Test
  void frontMatterHasToEnd() {
    assertEquals(
        "Front matter without end [a.md:1:1]: No line --- closes the front matter"
            + " (put --- on a line of its own after it)",
        problem("---\ntitle: A\n\nText\n").toString());
    assertEquals("Front matter without end", problem("+++\ntitle = 'A'\n").title());
    assertEquals("Broken JSON", problem("{\"title\": \"A\"\n\nText\n").title());
    assertEquals("1:16", at(problem("{\"title\": \"A\"} text\n")));
  }

  private static String at(Problem problem) {
    return problem.line() + ":" + (problem.column() + 1);
  }

  @Test
  void frontMatterHasToBeKeysAndValues() {
    Problem problem = problem("---\n- a\n- b\n---\n");
    assertEquals(
        "Broken front matter [a.md:2:1]: There should be lines 'key: value', and this is a list",
        problem.toString());
  }

  @Test
  void hugeFrontMatterIsRefused() {
    assertEquals(
        "Front matter too large", problem("---\n" + "a: b\n".repeat(300_000) + "---\n").title());
  }

  @Property(tries = 3000)
  void whateverItIsGivenItIsAPageOrAProblem(@ForAll("texts") String text) {
    try {
      PageText parts = PageText.of(text);
      assertTrue(parts.bodyLine() >= 1 && parts.bodyLine() <= text.lines().count() + 1, text);
    } catch (BadContentException e) {
      Problem problem = e.problem(ContentPath.of("a.md"), text);
      assertTrue(problem.line() <= text.lines().count() + 1, () -> problem + "\n" + text);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> part =
        Arbitraries.of(
            "---",
            "+++",
            "...",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ":",
            ",",
            "=",
            "- ",
            "? ",
            "# ",
            "a",
            "title: ",
            "date = ",
            "\"tags\": ",
            "&a",
            "*a",
            "!!int ",
            "|",
            ">",
            "<<: ",
            "\\",
            "1",
            "1e9",
            "2015-05-05",
            " ",
            "  ",
            "\t",
            "\r",
            "\u00e9",
            "\uD83D\uDE00",
            "\uFFFD",
            "\u0085",
            "\n",
            "\n");
    Arbitrary<String> body = part.list().ofMaxSize(40).map(parts -> String.join("", parts));
    Arbitrary<String> fence = Arbitraries.of("", "---\n", "+++\n", "{\n", "---\r\n", "{\"");
    return Combinators.combine(fence, body, fence, body)
        .as((start, head, end, rest) -> start + head + "\n" + end + rest);
  }

  @Test
  void isDoneWithLargeTextsInNoTime() {
    for (String part : new String[] {"\n", "---\n", " \n", "# ", "{\"", "=", "---\n\n"}) {
      String text = part.repeat(2_000_000 / part.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            try {
              assertTrue(PageText.of(text).bodyLine() > 0);
            } catch (BadContentException e) {
              assertTrue(e.getMessage().length() < 1000);
            }
          },
          part);
    }
  }
}
