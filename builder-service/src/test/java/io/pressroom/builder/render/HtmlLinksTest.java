package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlLinksTest {

  /** Of a page beside which there are a.png and a&amp;b. */
  private static String destination(String written) {
    return written.equals("a.png") || written.equals("a&b") ? "/x/" + written : written;
  }

  private static String resolve(String html) {
    return new HtmlLinks(HtmlLinksTest::destination).resolve(html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <img src="a.png">                      | <img src="/x/a.png">
          <IMG alt='>' SRC = a.png />            | <IMG alt='>' SRC = "/x/a.png" />
          <a href='a&amp;b'>a</a>                | <a href="/x/a&amp;b">a</a>
          <img srcset="a.png, b 2x,a.png 3x">    | <img srcset="/x/a.png, b 2x,/x/a.png 3x">
          <video poster=a.png src="b">           | <video poster="/x/a.png" src="b">
          <script src=a.png></script><a href=a.png> | <script src="/x/a.png"></script><a href="/x/a.png">
          <!-- --><a href=a.png>                 | <!-- --><a href="/x/a.png">
          <!--><a href=a.png>                    | <!--><a href="/x/a.png">
          """)
  void whatIsFoundIsPutInItsPlace(String html, String expected) {
    assertEquals(expected, resolve(html));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src='b.png'>",
        "<img alt=\"see src=a.png\" data-src=\"a.png\">",
        "<!-- <img src=\"a.png\"> -->",
        "<!-- <img src=\"a.png\">",
        "<script>'<img src=\"a.png\">'</script>",
        "<style><img src=\"a.png\">",
        "</a href=\"a.png\">",
        "<a href=\"a.png\"",
        "src=\"a.png\"",
        "a < b, c > d, $1 \\1",
      })
  void allElseStays(String html) {
    assertEquals(html, resolve(html));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<!--", "<a ", "<a '", "<a \"<a' ", "<a b=\"", "<script>", "<a srcset=',' ", "</"})
  void theSameAgainAndAgainEndsSoon(String part) {
    String html = part.repeat(200_000);
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertEquals(html, resolve(html)));
  }

  @Test
  void whatStandsBetweenTagsStays() {
    assertEquals("é <b>$</b>\n<a\nhref=\"/x/a.png\">", resolve("é <b>$</b>\n<a\nhref=a.png>"));
  }
}
