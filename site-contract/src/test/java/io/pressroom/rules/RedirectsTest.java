package io.pressroom.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import io.pressroom.rules.Redirects.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // Plain paths: 301 where nothing is said, the slash at the end makes no difference.
        "/old /new                               | /old              | 301 /new",
        "/old /new                               | /old/             | 301 /new",
        "/old/ /new                              | /old              | 301 /new",
        "/old /new                               | /older            | -",
        "/old /new                               | /Old              | -",
        "/old /new 302                           | /old              | 302 /new",
        "/old /new 303                           | /old              | 303 /new",
        "/old /new 307                           | /old              | 307 /new",
        "/old /new 308                           | /old              | 308 /new",
        "/ /start 302                            | /                 | 302 /start",
        "/old /new#part                          | /old              | 301 /new#part",
        "/old https://example.com                | /old              | 301 https://example.com",
        "/old /new 302 # why                     | /old              | 302 /new",
        "/old /new#a # why                       | /old              | 301 /new#a",
        "/b%C3%BCcher /books                     | /bücher           | 301 /books",
        "/bücher /livres/é                       | /bücher           | 301 /livres/%C3%A9",
        // The query goes along, unless the destination has one.
        "/old /new                               | /old?a=1&b        | 301 /new?a=1&b",
        "/old /new#part                          | /old?a=1          | 301 /new?a=1#part",
        "/old /new?x=y                           | /old?a=1          | 301 /new?x=y",
        // Slash at the end by rule: no circle.
        "/page /page/                            | /page             | 301 /page/",
        "/page /page/                            | /page/            | -",
        "/page /page/                            | /page/?a          | -",
        "/page/ /page                            | /page             | -",
        // Asterisks.
        "/news/* /blog/:splat                    | /news/a/b         | 301 /blog/a/b",
        "/news/* /blog/:splat                    | /news/            | 301 /blog/",
        "/news/* /blog/:splat                    | /news             | 301 /blog/",
        "/news/* /blog/:splat                    | /newsletter       | -",
        "/news/* /blog                           | /news/a/b         | 301 /blog",
        "/* /new/:splat                          | /a/b              | 301 /new/a/b",
        "/* /new/:splat                          | /                 | 301 /new/",
        "/old-* /new-:splat                      | /old-a/b          | 301 /new-a/b",
        "/*.php /:splat.html                     | /a/b.php          | 301 /a/b.html",
        "/*.php /:splat.html                     | /a/b.phps         | -",
        "/news/* /blog/:splat                    | /news/a?b c#      | 301 /blog/a?b%20c%23",
        "/news/* /blog/:splat                    | /news/ü & #       | 301 /blog/%C3%BC%20&%20%23",
        // Nobody is led to another host by an address that somebody made up.
        "/* /:splat                              | //evil.example/   | 301 /evil.example/",
        "/go/* /:splat                           | /go//evil.example | 301 /evil.example",
        "/go/* /:splat                           | /go////evil/x     | 301 /evil/x",
        // Placeholders.
        "/:y/:m/:slug /posts/:y-:m/:slug         | /2015/05/heron    | 301 /posts/2015-05/heron",
        "/:y/:m/:slug /posts/:y-:m/:slug         | /2015/05/heron/   | 301 /posts/2015-05/heron",
        "/:y/:m/:slug /posts/:y-:m/:slug         | /2015/05          | -",
        "/:y/:m/:slug /posts/:y-:m/:slug         | /2015//heron      | -",
        "/p/:name.html /:name/                   | /p/a.b.html       | 301 /a.b/",
        "/p/:name.html /:name/                   | /p/.html          | -",
        "/t/:code/* /p?code=:code&rest=:splat    | /t/a&b=c/d/e?q    | 301 /p?code=a%26b%3Dc&rest=d%2Fe",
        "/a/:x /b/:y                             | /a/1              | 301 /b/:y",
        // Conditions on the query.
        "/store id=:id /products/:id             | /store?id=7       | 301 /products/7",
        "/store id=:id /products/:id             | /store?a&id=7     | 301 /products/7",
        "/store id=:id /products/:id             | /store?id=a%2F..%2Fb | 301 /products/a/../b",
        "/store id=:id /products/:id             | /store            | -",
        "/store id=:id /products/:id             | /store?idx=7      | -",
        "/store id=7 /seven                      | /store?id=7       | 301 /seven",
        "/store id=7 /seven                      | /store?id=8       | -",
        "/s id=:id tag=:tag /:tag/:id 302        | /s?tag=a&id=b     | 302 /a/b",
        // Shown here.
        "/* /index.html 200                      | /app/x            | 200 at /index.html",
        "/app/* /files/:splat 200                | /app/ü?           | 200 at /files/ü",
        "/en/* /en/404.html 404                  | /en/x             | 404 at /en/404.html",
        "/gone /gone.html 410                    | /gone             | 410 at /gone.html",
        "/a /b?x=y#z 200                         | /a                | 200 at /b",
        "/a /b%20c 200                           | /a                | 200 at /b c",
        // Hosts.
        "https://old.example/* https://new.example/:splat | https://old.example/a?b | 301 https://new.example/a?b",
        "https://old.example/* https://new.example/:splat | http://OLD.example:8080/a | 301 https://new.example/a",
        "https://old.example/* https://new.example/:splat | https://new.example/a | -",
        "https://:sub.example.com/* /:sub/:splat 301      | https://a.example.com/b | 301 /a/b",
        "https://:sub.example.com/* /:sub/:splat 301      | https://a.b.example.com/b | -",
        "http://example.org/* https://example.org/:splat  | http://example.org/a | 301 https://example.org/a",
        "http://example.org/* https://example.org/:splat  | https://example.org/a | -",
      })
  void leads(String rule, String target, String expected) {
    Redirects redirects = parse(rule);
    assertEquals(List.of(), redirects.problems());
    assertEquals(
        Optional.ofNullable(expected),
        redirects.outcome(Ask.of(target), false).map(RedirectsTest::told),
        rule + " for " + target);
  }

  @Test
  void theFirstRuleThatFitsHolds() {
    Redirects redirects =
        parse(
            """
            # what is said first holds
            /a/special   /one
            /a/*         /two
            /a/other     /three
            /b           /four
            /b           /five
            """);
    assertEquals("301 /one", lead(redirects, "/a/special"));
    assertEquals("301 /two", lead(redirects, "/a/other"));
    assertEquals("301 /four", lead(redirects, "/b"));
  }

  @Test
  void whereThereIsSomethingOnlyForcedRulesHold() {
    Redirects redirects = parse("/a /b\n/a /c 302!\n/* /d 200");
    assertTrue(redirects.anyForced());
    assertEquals(
        Optional.of("302 /c"), redirects.outcome(Ask.of("/a"), true).map(RedirectsTest::told));
    assertEquals("301 /b", lead(redirects, "/a"));
    assertEquals(Optional.empty(), redirects.outcome(Ask.of("/x"), true));
    assertFalse(parse("/a /b").anyForced());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "de                        | /de",
        "de-AT,de;q=0.9,en;q=0.8   | /de",
        "en;q=0.5, DE;q=0.7        | /de",
        "fr-CH, de;q=0.1           | /fr",
        "en, de;q=0.9              | -",
        "den                       | -",
        "de;q=0                    | -",
        "*                         | -",
        ";;,,q=,de;q=x             | -",
        "-                         | -",
      })
  void asksForTheLanguage(String field, String expected) {
    Redirects redirects = parse("/ /de 302 Language=de\n/ /fr 302 language=fr,it");
    assertEquals(Set.of("accept-language"), redirects.fields());
    Map<String, String> fields = field == null ? Map.of() : Map.of("accept-language", field);
    assertEquals(
        Optional.ofNullable(expected).map(to -> "302 " + to),
        redirects.outcome(Ask.of("/", fields), false).map(RedirectsTest::told));
  }

  @Test
  void asksForCookies() {
    Redirects redirects = parse("/* /beta/:splat 200 Cookie=beta,preview");
    assertEquals(
        Optional.of("200 at /beta/a"),
        redirects
            .outcome(Ask.of("/a", Map.of("cookie", "x=1; preview=; y=2")), false)
            .map(RedirectsTest::told));
    assertEquals(
        Optional.empty(), redirects.outcome(Ask.of("/a", Map.of("cookie", "betas=1")), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "old /new                         | begins with \"old\"",
        "/old                             | does not say where /old leads",
        "/old 301                         | \"301\" is no address",
        "/old new                         | \"new\" is no address",
        "/old /new 418                    | status 418",
        "/old /new 3011                   | status 3011",
        "/old /new 301!!                  | \"301!!\" is no status and no condition",
        "/old /new Country=at             | Country=at cannot be met",
        "/old /new 301 Role=admin         | Role=admin cannot be met",
        "/old /new 301 Weather=fine       | \"Weather=fine\" is no status",
        "/old /new 301 Language=          | names nothing",
        "/api/* https://api.example 200   | fetches nothing",
        "/*/a/* /b                        | more than one asterisk",
        "/*/:a /b                         | placeholder beside or after",
        "/:a:b /c                         | two placeholders in one segment",
        "/:a/:a /c                        | :a twice",
        "/a?b=c /d                        | query or a fragment",
        "/a%zz /d                         | percent sign",
        "https://example.org:80/ /d       | port",
        "https:/// /d                     | no host",
        "/a https://                      | no host",
        "/* https://:splat                | placeholder in its host",
        "/:h https://:h.example/          | placeholder in its host",
      })
  void aBadLineIsNamedAndCostsTheOthersNothing(String line, String detail) {
    Redirects redirects = parse("/a /b\n\n" + line + "\n/c /d\n");
    List<Problem> problems = redirects.problems();
    assertEquals(1, problems.size(), problems.toString());
    Problem problem = problems.getFirst();
    assertEquals("Bad redirect", problem.title());
    assertEquals(Optional.of("static/_redirects"), problem.file());
    assertEquals(3, problem.line());
    assertTrue(problem.detail().contains(detail), problem.toString());
    assertEquals(2, redirects.size());
    assertEquals("301 /b", lead(redirects, "/a"));
    assertEquals("301 /d", lead(redirects, "/c"));
  }

  @Test
  void thereAreLimitsAndWhatIsBeyondIsNamed() {
    Redirects many =
        parse(
            IntStream.rangeClosed(1, 10_001)
                .mapToObj(i -> "/a%d /b\n".formatted(i).replace("%", ""))
                .collect(Collectors.joining()));
    assertEquals(10_000, many.size());
    assertEquals(List.of(10_001), many.problems().stream().map(Problem::line).toList());
    Redirects patterns = parse("/a/* /b\n".repeat(501));
    assertEquals(500, patterns.size());
    assertEquals(List.of(501), patterns.problems().stream().map(Problem::line).toList());
    Redirects lengthy = parse("/" + "x".repeat(2000) + " /b\n/c /d");
    assertEquals(1, lengthy.size());
    assertEquals(1, lengthy.problems().size());
    assertEquals(100, parse("bad\n".repeat(5000)).problems().size());
    Redirects huge = parse("#" + "x".repeat(1000) + "\n" + "# comment\n".repeat(200_000) + "/a /b");
    assertEquals(0, huge.size());
    assertTrue(huge.problems().getFirst().detail().contains("1 MiB"));
  }

  @Test
  void aMarkAtTheBeginningAndLineEndsOfWindowsDoNoHarm() {
    assertEquals("301 /b", lead(parse("\uFEFF/a /b\r\n/c /d\r\n"), "/a"));
  }

  /** Whatever is written, and whatever is asked: no exception, no other host, no broken header. */
  @Test
  void nothingThatIsWrittenOrAskedBreaksIt() {
    Random random = new Random(42);
    String alphabet = "/:*ab=.?#%! \t\n\r\"<>é€😀\u0000\u007f\\&;,-@";
    String[] words = {
      "/",
      "/a",
      "/*",
      "/:a",
      ":splat",
      ":a",
      "http://",
      "https://h",
      " 200 ",
      " 301! ",
      "Language=de",
      "%2F",
      "%",
      "//",
      "\n",
      " ",
      "a=:a",
      "https://:a.b/*"
    };
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        if (random.nextBoolean()) {
          text.append(words[random.nextInt(words.length)]);
        } else {
          text.appendCodePoint(alphabet.codePointAt(random.nextInt(alphabet.length())));
        }
      }
      Redirects redirects = parse(text.toString());
      for (int i = 0; i < 20; i++) {
        StringBuilder path = new StringBuilder("/");
        for (int n = random.nextInt(8); n > 0; n--) {
          path.append(words[random.nextInt(5)].replace('\n', 'n'))
              .append(random.nextBoolean() ? "/" : "é?");
        }
        Ask ask =
            new Ask("http", "h", path.toString(), random.nextBoolean() ? "a=/b" : "", Map.of());
        for (boolean something : new boolean[] {false, true}) {
          redirects
              .outcome(ask, something)
              .ifPresent(
                  outcome -> {
                    if (outcome instanceof Outcome.Elsewhere(int status, String location)) {
                      String shown = text + " for " + path + ": " + location;
                      assertFalse(location.startsWith("//"), shown);
                      assertTrue(location.chars().allMatch(c -> c > ' ' && c < 0x7f), shown);
                    }
                  });
        }
      }
    }
  }

  @Test
  void noAddressTakesLong() {
    Redirects redirects =
        parse("/*aaaaaaaaaaaaaaaab /x\n/:a/:b/:c/*b /x\n".repeat(200) + "/*c /:splat");
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 20; i++) {
            redirects.outcome(Ask.of("/" + "a/".repeat(4000)), false);
            redirects.outcome(Ask.of("/" + "a".repeat(8000)), false);
          }
        });
  }

  private static Redirects parse(String text) {
    return Redirects.parse("static/_redirects", text.getBytes(UTF_8));
  }

  private static String lead(Redirects redirects, String target) {
    return redirects.outcome(Ask.of(target), false).map(RedirectsTest::told).orElse("-");
  }

  private static String told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Elsewhere(int status, String location) -> status + " " + location;
      case Outcome.Here(int status, String path) -> status + " at " + path;
    };
  }
}
