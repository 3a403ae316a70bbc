package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pressroom.server.load.Coding;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Releases;
import io.pressroom.server.load.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

  private static final int SIZE = 2000;

  private static final LoadedRelease RELEASE =
      Releases.of(
          SIZE,
          "index.html",
          "404.html",
          "about.html",
          "posts/index.html",
          "posts/hello/index.html",
          "posts/hello/picture.png",
          "posts/both.html",
          "posts/both/index.html",
          "blog/404.html",
          "blog/2015/first.html",
          "café/index.html",
          "a b/c&d.txt",
          "100%.txt",
          "assets/style.0123abcd.css",
          ".env",
          "blog/.git/config",
          ".well-known/security.txt",
          "_headers",
          "_redirects");

  @ParameterizedTest
  @CsvSource({
    "/, 200 /",
    "/index.html, 200 /",
    "/?q=1, 200 /",
    "http://example.org/?q=1, 200 /",
    "/about.html, 200 /about.html",
    "/about, 200 /about.html",
    "/about?x, 200 /about.html",
    "/about/, 404 /404.html",
    "/posts/, 200 /posts/",
    "/posts, 308 /posts/",
    "/posts?page=2&x=/y, 308 /posts/?page=2&x=/y",
    "/posts/hello, 308 /posts/hello/",
    "/posts/hello/, 200 /posts/hello/",
    "/posts/hello/index.html, 200 /posts/hello/",
    "/posts/hello/picture.png, 200 /posts/hello/picture.png",
    "/posts/hello/picture.png/, 404 /404.html",
    "/posts/both, 308 /posts/both/",
    "/posts/both.html, 200 /posts/both.html",
    "/caf%C3%A9/, 200 /café/",
    "/cafe%CC%81/, 200 /café/",
    "/caf%c3%a9, 308 /caf%C3%A9/",
    "/a%20b/c%26d.txt, 200 /a b/c&d.txt",
    "/a%20b/c&d.txt, 200 /a b/c&d.txt",
    "/100%25.txt, 200 /100%.txt",
    "/100%.txt, 400",
    "/POSTS/, 404 /404.html",
    "/none, 404 /404.html",
    "/blog/none, 404 /blog/404.html",
    "/blog/2015/none/at/all, 404 /blog/404.html",
    "/blogs, 404 /404.html",
    "//, 404 /404.html",
    "//example.org/posts, 404 /404.html",
    "/posts//hello/, 404 /404.html",
    "/.env, 404 /404.html",
    "/blog/.git/config, 404 /blog/404.html",
    "/.well-known/security.txt, 200 /.well-known/security.txt",
    "/_headers, 404 /404.html",
    "/_redirects, 404 /404.html",
    "/../index.html, 400",
    "/posts/../index.html, 400",
    "/posts%2fhello/, 400",
    "/posts/hello%00/, 400",
    "/posts\\hello/, 400",
    "/%c0%ae%c0%ae/, 400",
    "*, 400",
  })
  void findsWhatAnAddressNames(String target, String expected) {
    assertEquals(expected, told(get(target)), target);
  }

  @Test
  void aSiteWithoutANotFoundPageHasNone() {
    LoadedRelease bare = Releases.of(SIZE, "index.html");
    assertInstanceOf(
        Answer.NotFound.class, Resolver.answer(Optional.of(bare), request("GET", "/x", Map.of())));
  }

  @Test
  void beforeTheFirstReleaseNothingIsReady() {
    assertInstanceOf(
        Answer.NotReady.class, Resolver.answer(Optional.empty(), request("GET", "/", Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 200 /",
    "HEAD, 200 /",
    "OPTIONS, 204",
    "POST, 405",
    "PUT, 405",
    "DELETE, 405",
    "PATCH, 405",
    "TRACE, 405",
    "CONNECT, 405",
    "get, 501",
    "BREW, 501",
  })
  void knowsMethods(String method, String expected) {
    assertEquals(
        expected, told(Resolver.answer(Optional.of(RELEASE), request(method, "/", Map.of()))));
  }

  /** RFC 9110, section 13; TAG is the entity tag of the page, GZIP that of its coded body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match: TAG                                | 304",
        "If-None-Match: W/TAG                              | 304",
        "If-None-Match: *                                  | 304",
        "If-None-Match: \"x\", TAG                         | 304",
        "If-None-Match: \"x\",W/TAG,\"y\"                  | 304",
        "If-None-Match: \"a,b\", TAG                       | 304",
        "If-None-Match: \"x\"                              | 200 /",
        "If-None-Match: UNQUOTED                           | 200 /",
        "If-None-Match: \"unclosed                         | 200 /",
        "If-None-Match: GZIP                               | 200 /",
        "If-None-Match: GZIP; Accept-Encoding: gzip        | 304 gzip",
        "If-None-Match: TAG; Accept-Encoding: gzip         | 200 / gzip",
        "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT  | 304",
        "If-Modified-Since: Fri, 02 Jan 2026 03:04:06 GMT  | 304",
        "If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT  | 200 /",
        "If-Modified-Since: yesterday                      | 200 /",
        "If-None-Match: \"x\"; If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT | 200 /",
        "If-Match: TAG                                     | 200 /",
        "If-Match: *                                       | 200 /",
        "If-Match: \"x\", TAG                              | 200 /",
        "If-Match: W/TAG                                   | 412",
        "If-Match: \"x\"                                   | 412",
        "If-Match: \"x\"; If-None-Match: TAG               | 412",
        "If-Match: TAG; If-None-Match: TAG                 | 304",
        "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:05 GMT| 200 /",
        "If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT| 412",
        "If-Unmodified-Since: tomorrow                     | 200 /",
        "If-Match: TAG; If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT | 200 /",
      })
  void weighsConditions(String fields, String expected) {
    Resource home = RELEASE.at("/").orElseThrow();
    assertEquals(
        expected,
        told(
            get(
                "/",
                fields
                    .replace("TAG", home.etag())
                    .replace("GZIP", home.etag(Coding.GZIP))
                    .replace("UNQUOTED", home.digest().hex()))));
  }

  @Test
  void conditionsDoNotTouchWhatIsNotThere() {
    assertEquals("404 /404.html", told(get("/none", "If-None-Match: *")));
    assertEquals("308 /posts/", told(get("/posts", "If-Match: \"x\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Range: bytes=0-9                                   | 206 0-9",
        "Range: bytes=-10                                   | 206 1990-1999",
        "Range: bytes=0-0,-1                                | 206 0-0 1999-1999",
        "Range: bytes=2000-                                 | 416",
        "Range: bytes=9-0                                   | 200 /about.html",
        "Range: pages=1                                     | 200 /about.html",
        "Range: bytes=0-9; Accept-Encoding: gzip            | 206 0-9",
        "Range: bytes=0-9; If-Range: TAG                    | 206 0-9",
        "Range: bytes=0-9; If-Range: W/TAG                  | 200 /about.html",
        "Range: bytes=0-9; If-Range: \"x\"                  | 200 /about.html",
        "Range: bytes=0-9; If-Range: Fri, 02 Jan 2026 03:04:05 GMT | 206 0-9",
        "Range: bytes=0-9; If-Range: Fri, 02 Jan 2026 03:04:06 GMT | 200 /about.html",
        "Range: bytes=0-9; If-Range: whatever               | 200 /about.html",
        "Range: bytes=2000-; If-Range: \"x\"                | 200 /about.html",
        "Range: bytes=0-9; If-None-Match: TAG               | 304",
        "Range: bytes=0-9; If-Match: \"x\"                  | 412",
        "Range: bytes=2000-; If-None-Match: TAG             | 304",
      })
  void answersRanges(String fields, String expected) {
    Resource about = RELEASE.at("/about.html").orElseThrow();
    assertEquals(expected, told(get("/about.html", fields.replace("TAG", about.etag()))));
  }

  @Test
  void headHasNoRanges() {
    assertEquals(
        "200 /about.html",
        told(
            Resolver.answer(
                Optional.of(RELEASE),
                request("HEAD", "/about.html", Map.of("Range", "bytes=0-9")))));
  }

  @Test
  void manyPartsOfALargeFileAreTheWhole() {
    LoadedRelease large = Releases.of(8 << 20, "film.mp4");
    Map<String, String> range = Map.of("Range", "bytes=0-3000000,4000000-7000000");
    assertEquals(
        "200 /film.mp4",
        told(Resolver.answer(Optional.of(large), request("GET", "/film.mp4", range))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/posts/hello/picture.png", "/none.png"})
  void picturesAreNotCoded(String target) {
    LoadedRelease pictures = Releases.of(SIZE, "posts/hello/picture.png", "none.png");
    assertEquals(
        "200 " + target,
        told(
            Resolver.answer(
                Optional.of(pictures),
                request("GET", target, Map.of("Accept-Encoding", "gzip, br")))));
  }

  private static final LoadedRelease STEERED =
      Releases.steered(
          """
          /old            /posts/
          /about          /elsewhere
          /posts          /elsewhere
          /forced.html    /taken         302!
          /shop/*         /shop/none.html 404
          /app/*          /app.html      200
          /lost           /nowhere.html  200
          /%C3%BC/:x      /about?x=:x
          /_redirects     /about
          /index.html     /de/           302! Language=de
          /blog/old       /blog/404.html 410
          """,
          SIZE,
          "index.html",
          "404.html",
          "about.html",
          "app.html",
          "app/real.html",
          "forced.html",
          "posts/index.html",
          "shop/none.html",
          "blog/404.html");

  @ParameterizedTest
  @CsvSource({
    "/, '', 200 /",
    "/index.html, '', 200 /",
    "/index.html, Accept-Language: de, 302 /de/",
    "/old, '', 301 /posts/",
    "/old?a=b, '', 301 /posts/?a=b",
    "/about, '', 200 /about.html",
    "/posts, '', 308 /posts/",
    "/forced.html, '', 302 /taken",
    "/forced, '', 200 /forced.html",
    "/shop/x, '', 404 /shop/none.html",
    "/shop/none, '', 200 /shop/none.html",
    "/app/x/y, '', 200 /app.html",
    "/app/x, Accept-Encoding: gzip, 200 /app.html gzip",
    "/app/x, Range: bytes=0-9, 206 0-9",
    "/app/x, If-None-Match: *, 304",
    "/app/real, '', 200 /app/real.html",
    "/lost, '', 404 /404.html",
    "/%c3%bc/a%26b, '', 301 /about?x=a%26b",
    "/_redirects, '', 301 /about",
    "/blog/old, '', 410 /blog/404.html",
    "/app/%2e%2e/x, '', 400",
  })
  void obeysTheSitesRedirects(String target, String fields, String expected) {
    assertEquals(expected, told(get(STEERED, target, fields)), target);
  }

  @ParameterizedTest
  @CsvSource({"/app/x, /app.html", "/shop/x, /shop/none.html", "/old, /404.html"})
  void knowsWhatABrowserIsShownByRules(String path, String expected) {
    assertEquals(Optional.of(expected), Resolver.shown(STEERED, path).map(Resource::address));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/posts, /posts/",
    "/about, /about.html",
    "/none, /404.html",
    "/blog/none, /blog/404.html",
  })
  void knowsWhatABrowserIsShown(String path, String expected) {
    assertEquals(Optional.of(expected), Resolver.shown(RELEASE, path).map(Resource::address));
  }

  private static Answer get(String target) {
    return get(target, "");
  }

  private static Answer get(String target, String fields) {
    return get(RELEASE, target, fields);
  }

  private static Answer get(LoadedRelease release, String target, String fields) {
    Map<String, String> map = new TreeMap<>();
    for (String field : fields.split("; (?=[A-Z])", -1)) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        map.put(field.substring(0, colon), field.substring(colon + 1).strip());
      }
    }
    return Resolver.answer(Optional.of(release), request("GET", target, map));
  }

  private static Request request(String method, String target, Map<String, String> fields) {
    Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    map.putAll(fields);
    return new Request(
        method,
        target,
        () -> new Request.Origin("http", "example.org"),
        name -> Optional.ofNullable(map.get(name.toString())));
  }

  private static String told(Answer answer) {
    return switch (answer) {
      case Answer.Whole(int status, Resource resource, Coding coding) ->
          status + " " + resource.address() + told(coding);
      case Answer.Partial partial ->
          "206 "
              + partial.ranges().stream()
                  .map(range -> range.first() + "-" + range.last())
                  .collect(Collectors.joining(" "));
      case Answer.NotModified(Resource resource, Coding coding) -> "304" + told(coding);
      case Answer.PreconditionFailed failed -> "412";
      case Answer.RangeNotSatisfiable out -> "416";
      case Answer.Redirect(int status, String location) -> status + " " + location;
      case Answer.BodyTooLarge large -> "413";
      case Answer.NotFound notFound -> "404";
      case Answer.BadTarget bad -> "400";
      case Answer.MethodNotAllowed(int status) -> Integer.toString(status);
      case Answer.Methods methods -> "204";
      case Answer.NotReady notReady -> "503";
    };
  }

  private static String told(Coding coding) {
    return coding == Coding.IDENTITY ? "" : " " + coding.token();
  }
}
