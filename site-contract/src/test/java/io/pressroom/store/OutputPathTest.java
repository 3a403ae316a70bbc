package io.pressroom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        "posts/hello/index.html",
        "a b/$(r)___/ü.html",
        "日本語/😀.png",
        ".well-known/x",
        "...",
        "a/..b/c.",
        "100%/%2e%2e/x",
        "a:b?c=d#e"
      })
  void goodPaths(String value) {
    assertEquals(value, new OutputPath(value).value());
    assertEquals(value, OutputPath.of(value).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a/..",
        "a\\b",
        "a\nb",
        "a\u0000b",
        "a\u007fb",
        "a\u0085b",
        "\ud800",
        "a\udc00b"
      })
  void badPaths(String value) {
    assertThrows(IllegalArgumentException.class, () -> new OutputPath(value));
    assertThrows(IllegalArgumentException.class, () -> OutputPath.of(value));
  }

  @Test
  void onePathHasOneSpelling() {
    String decomposed = "u\u0308.html";
    assertEquals("\u00fc.html", OutputPath.of(decomposed).value());
    assertThrows(IllegalArgumentException.class, () -> new OutputPath(decomposed));
  }

  @Test
  void pathsAreOrderedByTheirUtf8Bytes() {
    List<OutputPath> paths =
        List.of("a", "a/b", "a b", "a.b", "b", "Z", "é", "\ue000", "\ufffd", "😀", "😀a", "\ufb01")
            .stream()
            .map(OutputPath::of)
            .toList();
    List<OutputPath> byBytes =
        paths.stream()
            .sorted(
                (a, b) ->
                    Arrays.compareUnsigned(a.value().getBytes(UTF_8), b.value().getBytes(UTF_8)))
            .toList();
    assertEquals(byBytes, paths.stream().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html;charset=utf-8",
    "a.b/STYLE.CSS, text/css;charset=utf-8",
    "app.3f.js, text/javascript;charset=utf-8",
    "robots.txt, text/plain;charset=utf-8",
    "feed.xml, application/xml",
    "photo.jpeg, image/jpeg",
    "icon.svg, image/svg+xml",
    "font.woff2, font/woff2",
    "CNAME, application/octet-stream",
    "a.html/CNAME, application/octet-stream",
    "odd.ending, application/octet-stream",
    ".html, text/html;charset=utf-8"
  })
  void theEndingSaysTheMediaType(String path, String mediaType) {
    assertEquals(mediaType, MediaTypes.of(OutputPath.of(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "text/html; charset=utf-8", "text/html\n", "a/b c", "a/b;c", "a//b"})
  void badMediaTypes(String mediaType) {
    OutputPath path = OutputPath.of("a");
    Digest digest = Digest.of(new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> new Entry(path, digest, 0, mediaType));
    assertThrows(IllegalArgumentException.class, () -> new Entry(path, digest, -1, "a/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555"
      })
  void badDigests(String hex) {
    assertThrows(IllegalArgumentException.class, () -> new Digest(hex));
    assertThrows(IllegalArgumentException.class, () -> new ReleaseId(hex));
  }

  @Test
  void digests() {
    String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assertEquals(nothing, Digest.of(new byte[0]).hex());
    assertEquals("e3b0c44298fc", new ReleaseId(nothing).shortForm());
  }
}
