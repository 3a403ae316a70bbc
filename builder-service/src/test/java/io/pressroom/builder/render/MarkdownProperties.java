package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.Settings.Markdown.Option;
import java.io.StringReader;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.xml.sax.InputSource;

/**
 * What holds for any text in any dialect. The texts are put together from what means something in
 * Markdown, so that they reach far into the parser, and from any characters at all.
 */
class MarkdownProperties {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final List<String> MARKS =
      List.of(
          "\n",
          "\n",
          "\n\n",
          "\n\n",
          " ",
          "    ",
          "\t",
          "> ",
          "- ",
          "* ",
          "1. ",
          ": ",
          "# ",
          "## ",
          "===\n",
          "---\n",
          "***\n",
          "```",
          "```java\n",
          "```{.html #id a=b}\n",
          "~~~\n",
          "`",
          "``",
          "*",
          "**",
          "_",
          "~~",
          "[",
          "]",
          "(",
          ")",
          "](",
          "![",
          "](a.png)",
          "](b \"c\")",
          "[x]: /y\n",
          "[x]",
          "[^1]",
          "[^1]: ",
          "^[",
          "[!NOTE]",
          "[!TIP]\n",
          "{#a}",
          "{.b}",
          "{a=1}",
          "|",
          "|-|-|\n",
          "| a | b |\n",
          "- [ ] ",
          "- [x] ",
          "\\",
          "\"",
          "'",
          "...",
          "--",
          "---",
          "https://a.b/c",
          "www.a.b",
          "a@b.c",
          "&",
          "&amp;",
          "&#0;",
          "a",
          "heron",
          "größe",
          "简体",
          "\uD83D\uDE00",
          "{{ x }}",
          "{% y %}",
          "{#if}",
          "|300",
          "\u00a0");

  private static final List<String> TAGS =
      List.of(
          "<",
          ">",
          "<b>",
          "</b>",
          "<div>\n",
          "</div>\n",
          "<p>x</p>\n",
          "<pre>",
          "</pre>",
          "<script>",
          "</script>",
          "<!--",
          "-->",
          "<!--more-->",
          "<a href=\"",
          "<?",
          "?>",
          "<![CDATA[",
          "]]>",
          "<style>\n",
          "<https://a.b>",
          "\u0000",
          "\u001f",
          "\u2028",
          "\r",
          "\r\n",
          "\uFEFF");

  private static final Set<Option> ALL = EnumSet.allOf(Option.class);

  @Provide
  Arbitrary<String> withoutTags() {
    return Arbitraries.of(MARKS).list().ofMaxSize(120).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> marks = Arbitraries.of(MARKS);
    Arbitrary<String> tags = Arbitraries.of(TAGS);
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(8);
    return Arbitraries.frequencyOf(Tuple.of(6, marks), Tuple.of(3, tags), Tuple.of(1, any))
        .list()
        .ofMaxSize(150)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Set<Option>> dialects() {
    return Arbitraries.subsetOf(Option.values());
  }

  private static Rendition read(Set<Option> options, String text) throws UnrenderableTextException {
    return new Markdown(options).read(text, false, Destinations.AS_WRITTEN);
  }

  /** Refusing it with a message is an end too. */
  @Property
  void everyTextComesToAnEnd(
      @ForAll("anything") String text, @ForAll("dialects") Set<Option> options) {
    long start = System.nanoTime();
    try {
      Rendition once = read(options, text);
      assertEquals(once, read(options, text));
    } catch (UnrenderableTextException e) {
      assertEquals("Nested too deeply", e.title(), e.getMessage());
    }
    assertTrue(System.nanoTime() - start < LIMIT.toNanos());
  }

  @Property
  void whatHasNoTagsOfItsOwnBecomesHtmlThatIsWellFormed(
      @ForAll("withoutTags") String text, @ForAll("dialects") Set<Option> options)
      throws Exception {
    Rendition rendition = read(options, text);
    assertWellFormed(rendition.html());
    assertWellFormed(rendition.summary());
  }

  private static void assertWellFormed(String html) throws Exception {
    String xml = "<html>" + html.replaceAll("(<input [^>]*)>", "$1/>") + "</html>";
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(null);
    builder.parse(new InputSource(new StringReader(xml)));
  }

  @Property
  void coloursChangeNoText(@ForAll("anything") String text) {
    Set<Option> plain = EnumSet.complementOf(EnumSet.of(Option.HIGHLIGHTING));
    try {
      Rendition with = read(ALL, text);
      Rendition without = read(plain, text);
      assertEquals(without.plainText(), with.plainText());
      assertEquals(VisibleText.of(without.html()), VisibleText.of(with.html()));
    } catch (UnrenderableTextException e) {
      assertEquals("Nested too deeply", e.title(), e.getMessage());
    }
  }
}
