package io.pressroom.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyHintsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "<link rel=stylesheet href=/a.css>                   | </a.css>; rel=preload; as=style",
        "<LINK href='/a.css' rel=\"StyleSheet\">             | </a.css>; rel=preload; as=style",
        "<script src=/a.js></script>                         | </a.js>; rel=preload; as=script",
        "<script type=module src=/a.js></script>             | </a.js>; rel=modulepreload",
        "<script type=application/json src=/a.js></script>   | -",
        "<link rel=stylesheet href=/a.css media=print>       | -",
        "<link rel=icon href=/a.png>                         | -",
        "<link rel=stylesheet href=a.css>                    | -",
        "<link rel=stylesheet href=//evil.example/a.css>     | -",
        "<link rel=stylesheet href=https://x.example/a.css>  | -",
        "<link rel=stylesheet href='/a b.css'>               | -",
        "<link rel=stylesheet href='/a>b.css'>               | -",
        "<link rel=stylesheet href='/a.css?x&amp;y'>         | -",
        "<link rel=stylesheet href=/a.css></head><script src=/b.js></script> | </a.css>; rel=preload; as=style",
        "<script src=/b.js></script></head>                  | </b.js>; rel=preload; as=script",
        "no page                                             | -",
      })
  void namesWhatAPageWillLoad(String page, String expected) {
    assertEquals(Optional.ofNullable(expected), EarlyHints.of(page.getBytes(UTF_8)));
  }

  @Test
  void ofManyTheFirstAreEnough() {
    String page = "<script src=/a.js></script>".repeat(20);
    assertEquals(8, EarlyHints.of(page.getBytes(UTF_8)).orElseThrow().split(", ").length);
  }
}
