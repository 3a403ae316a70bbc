package io.pressroom.builder.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlScanTest {
  @Test
  void findsLinksAndAnchors() {
    HtmlScan scan =
        HtmlScan.of(
            """
            <!-- <a href="/comment/">no</a> -->
            <A class=x HREF='/one/?a=1&amp;b=2#p' id="first">1</A>
            <img alt="a > b" src=/two.png><a name=old></a>
            <script src="/three.js">let a = '<a href="/no/">';</script>
            <style>a[href="/no/"] { }</style><p data-href="/no/" title="href='/no/'">
            """);
    assertEquals(List.of("/one/?a=1&b=2#p", "/two.png", "/three.js"), scan.links());
    assertEquals(Set.of("first", "old"), scan.anchors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a href=\"x", "<!--", "<script>", "<", "<a =", "&#xffffff;"})
  void whatIsCutOffIsNoTrouble(String start) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> HtmlScan.of(start + start.repeat(20_000)));
  }
}
