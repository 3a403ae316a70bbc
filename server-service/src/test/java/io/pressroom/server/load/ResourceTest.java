package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {

  @ParameterizedTest
  @CsvSource({
    "index.html, /",
    "a/index.html, /a/",
    "a/b/index.html, /a/b/",
    "a.html, /a.html",
    "myindex.html, /myindex.html",
    "a/myindex.html, /a/myindex.html",
    "index.html/a, /index.html/a",
  })
  void isFoundAtItsAddress(String path, String address) {
    assertEquals(address, Resource.address(new OutputPath(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "assets/style.0123abcd.css, true",
    "assets/js/a.min.89abcdef.js, true",
    "assets/style.css, false",
    "assets/style.0123abc.css, false",
    "assets/style.0123abcde.css, false",
    "assets/style.0123ABCD.css, false",
    "assets/style.0123abcg.css, false",
    "assets/0123abcd.css, false",
    "assets/.0123abcd.css, false",
    "style.0123abcd.css, false",
    "posts/assets/style.0123abcd.css, false",
    "assets/style.0123abcd, false",
    "assets/style.0123abcd.d/x, false",
  })
  void isFingerprintedByItsName(String path, boolean expected) {
    Resource resource = Resource.of(Releases.entry(path, new byte[1]), Optional.empty());
    assertEquals(expected, resource.isFingerprinted());
  }

  @ParameterizedTest
  @CsvSource({
    ".env, true",
    "a/.git/config, true",
    "a/b/.htaccess, true",
    "_headers, true",
    "_redirects, true",
    ".well-known/security.txt, false",
    "a/.well-known/x, true",
    ".well-known-not/x, true",
    "a/_headers, false",
    "a.b/c, false",
  })
  void isHiddenWhereItsNameSaysSo(String path, boolean expected) {
    assertEquals(expected, Resource.isHidden(new OutputPath(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, 2000, true",
    "a.html, 1000, false",
    "a.html, 5000000, false",
    "a.svg, 2000, true",
    "a.json, 2000, true",
    "feed.xml, 2000, true",
    "a.png, 2000, false",
    "a.woff2, 2000, false",
    "a.zip, 2000, false",
    "a, 2000, false",
  })
  void isCodableByTypeAndSize(String path, int size, boolean expected) {
    Resource resource = Resource.of(Releases.entry(path, new byte[size]), Optional.empty());
    assertEquals(expected, resource.isCodable());
  }

  @Test
  void knowsItsEntityTagsFromAllOthers() {
    List<Resource> resources =
        Stream.of(Optional.<HtmlAddition>empty(), Optional.of(new HtmlAddition("<i>", "</i>")))
            .flatMap(
                addition ->
                    Stream.of(new byte[1], new byte[2])
                        .map(bytes -> Resource.of(Releases.entry("a.html", bytes), addition)))
            .toList();
    for (Resource resource : resources) {
      for (Resource other : resources) {
        for (Coding coding : Coding.values()) {
          for (Coding others : Coding.values()) {
            String tag = other.etag(others);
            String field = "W/" + tag + ", x";
            boolean same = tag.equals(resource.etag(coding));
            assertEquals(same, resource.isEtag(field, 2, 2 + tag.length(), coding), tag);
            assertFalse(resource.isEtag(field, 2, 1 + tag.length(), coding), tag);
            assertFalse(resource.isEtag(field, 3, 3 + tag.length(), coding), tag);
          }
        }
      }
    }
  }
}
