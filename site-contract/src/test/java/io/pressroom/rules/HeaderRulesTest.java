package io.pressroom.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderRulesTest {

  private static final HeaderRules RULES =
      parse(
          """
          # for all
          /*
            X-Frame-Options: DENY
            X-Robots-Tag: nosnippet
          /shop/*
            X-Robots-Tag: noindex
            Cache-Control: public, max-age=600
          /shop/open
            ! X-Frame-Options
          /films/:title
            X-Film: "you see :title and :other"
          https://:branch.preview.example/*
            X-Branch: :branch/:splat
          https://example.org/about
          	Link: </a.css>; rel=preload, </b.css>; rel=preload
            X-Empty:
          /*.xml
            Content-Type: application/rss+xml
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/           | x-frame-options=DENY; x-robots-tag=nosnippet",
        "/shop/a     | x-frame-options=DENY; x-robots-tag=nosnippet, noindex; cache-control=public, max-age=600",
        "/shop/open  | x-frame-options -; x-robots-tag=nosnippet, noindex; cache-control=public, max-age=600",
        "/films/a b  | x-frame-options=DENY; x-robots-tag=nosnippet; x-film=\"you see a%20b and :other\"",
        "https://a.preview.example/x/y | x-frame-options=DENY; x-robots-tag=nosnippet; x-branch=a/x/y",
        "http://example.org:8080/about | x-frame-options=DENY; x-robots-tag=nosnippet; link=</a.css>; rel=preload, </b.css>; rel=preload; x-empty=",
        "/blog/feed.xml | x-frame-options=DENY; x-robots-tag=nosnippet; content-type=application/rss+xml",
      })
  void saysWhatChanges(String target, String expected) {
    assertEquals(List.of(), RULES.problems());
    assertEquals(expected, told(RULES, target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "X-Frame-Options           | has no colon",
        "!                         | is no name",
        "X Y: z                    | is no name",
        ": z                       | is no name",
        "X: é                      | U+00E9",
        "Content-Length: 7         | server's own",
        "ETag: \"x\"               | server's own",
        "Transfer-Encoding: x      | server's own",
        "! Vary                    | server's own",
        "Basic-Auth: a:b           | password",
      })
  void aBadLineIsNamedAndCostsTheOthersNothing(String line, String detail) {
    HeaderRules rules = parse("/a\n  X-One: 1\n  " + line + "\n  X-Two: 2\n/b\n  X-Three: 3");
    assertEquals(1, rules.problems().size(), rules.problems().toString());
    Problem problem = rules.problems().getFirst();
    assertEquals(3, problem.line());
    assertTrue(problem.detail().contains(detail), problem.toString());
    assertEquals("x-one=1; x-two=2", told(rules, "/a"));
    assertEquals("x-three=3", told(rules, "/b"));
  }

  @Test
  void cookiesAreNotJoined() {
    HeaderRules rules = parse("/*\n  Set-Cookie: a=1\n/a\n  Set-Cookie: b=2\n/b\n  ! Set-Cookie\n");
    assertEquals("set-cookie=a=1 + b=2", told(rules, "/a"));
    assertEquals("set-cookie -", told(rules, "/b"));
  }

  @Test
  void aBadAddressCostsItsOwnFieldsOnly() {
    HeaderRules rules = parse("  X: 0\n/*/*\n  X: 1\n/b\n  X: 2\n");
    assertEquals(List.of(1, 2), rules.problems().stream().map(Problem::line).toList());
    assertEquals("", told(rules, "/a"));
    assertEquals("x=2", told(rules, "/b"));
  }

  @Test
  void thereAreLimitsAndWhatIsBeyondIsNamed() {
    HeaderRules rules = parse("/a\n  X: 1\n".repeat(500) + "/b\n  X: 2\n");
    assertEquals(500, rules.size());
    assertEquals(List.of(1001), rules.problems().stream().map(Problem::line).toList());
    assertEquals("", told(rules, "/b"));
  }

  private static HeaderRules parse(String text) {
    return HeaderRules.parse("static/_headers", text.getBytes(UTF_8));
  }

  private static String told(HeaderRules rules, String target) {
    return rules.fields(Ask.of(target)).stream()
        .map(
            field ->
                field.name()
                    + (field.values().isEmpty() ? " -" : "=" + String.join(" + ", field.values())))
        .collect(Collectors.joining("; "));
  }
}
