package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.rules.Percent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b.html, /a/b.html",
    "/a%20b, '/a b'",
    "/%61, /a",
    "/caf%C3%A9/, /café/",
    "/caf%c3%a9/, /café/",
    "/cafe%CC%81/, /café/",
    "/%F0%9F%8D%85, /🍅",
    "/a%25b, /a%b",
    "/a%2525b, /a%25b",
    "/a+b, /a+b",
    "/..., /...",
    "/a..b/, /a..b/",
    "//a, //a",
  })
  void decodesOnce(String path, String decoded) {
    assertEquals(Optional.of(decoded), Address.decode(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a",
        "%2Fa",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a\\b",
        "/a%00",
        "/a%0a",
        "/a%7f",
        "/a\tb",
        "/a#b",
        "/%",
        "/%4",
        "/%zz",
        "/%4z",
        "/%-1",
        "/%+1",
        "/..",
        "/.",
        "/../a",
        "/a/../b",
        "/a/./b",
        "/%2e%2e/a",
        "/a/%2E%2e",
        "/.%2e/a",
        // Not UTF-8: a lone continuation, overlong slash and dot, a surrogate, beyond Unicode.
        "/%80",
        "/%c0%af",
        "/%e0%80%af",
        "/%c0%ae%c0%ae/a",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/%c3",
        "/café",
        "/%u002e",
      })
  void refuses(String path) {
    assertEquals(Optional.empty(), Address.decode(path), path);
  }

  @ParameterizedTest
  @CsvSource({
    "/a?b=c, /a, ?b=c",
    "/a, /a, ''",
    "/?, /, ?",
    "/a?b?c, /a, ?b?c",
    "http://host/a/b?q, /a/b, ?q",
    "http://host, /, ''",
    "https://host:8443/, /, ''",
    "http://host?q=/a, /, ?q=/a",
    "HTTP://host/a, /a, ''",
    "file:///etc/passwd, file:///etc/passwd, ''",
    "/http://x/y, /http://x/y, ''",
    "*, *, ''",
  })
  void splitsTargets(String target, String path, String query) {
    assertEquals(path, Address.path(target));
    assertEquals(query, Address.query(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/café/, /caf%C3%A9/",
    "'/a b', /a%20b",
    "/a%b, /a%25b",
    "/a?b, /a%3Fb",
    "/🍅, /%F0%9F%8D%85"
  })
  void encodesWhatItDecodes(String decoded, String encoded) {
    assertEquals(encoded, Percent.encodePath(decoded));
    assertEquals(Optional.of(decoded), Address.decode(encoded));
  }

  @Test
  void decodesALongPathInOneGo() {
    String path = "/" + "%41".repeat(100_000);
    assertEquals(Optional.of("/" + "A".repeat(100_000)), Address.decode(path));
  }
}
