package io.pressroom.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample store is what a store of this version looks like, byte for byte. It has two releases,
 * of which the newer is live. The tests of both services read it too.
 */
final class SampleStoreTest {

  private static final Path SAMPLE = Path.of("src/test/resources/store");

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>%s</title>
      <link rel="stylesheet" href="/assets/style.0f1e2d3c.css">
      <p>%s
      </html>
      """;

  static Map<String, String> older() {
    Map<String, String> site = new HashMap<>();
    site.put("index.html", PAGE.formatted("A sample", "<a href=\"/posts/old/\">Old</a>"));
    site.put("404.html", PAGE.formatted("Not found", "There is nothing here."));
    site.put("posts/old/index.html", PAGE.formatted("Old", "Soon gone."));
    site.put("posts/grüße/index.html", PAGE.formatted("Grüße", "Ein Umlaut in der Adresse."));
    site.put("assets/style.0f1e2d3c.css", "body { max-width: 40em; margin: auto }\n");
    site.put("files/Read me (r).txt", "A name with spaces.\n");
    site.put("robots.txt", "User-agent: *\nAllow: /\n");
    return site;
  }

  static Map<String, String> newer() {
    Map<String, String> site = older();
    site.remove("posts/old/index.html");
    site.put("posts/hello/index.html", PAGE.formatted("Hello", "Hello, world."));
    site.put("index.html", PAGE.formatted("A sample", "<a href=\"/posts/hello/\">Hello</a>"));
    return site;
  }

  @Test
  void theSampleIsWhatThisVersionWrites(@TempDir Path store) throws IOException {
    try (StoreWriter writer = StoreWriter.open(store)) {
      TestSite.publish(writer, older());
      TestSite.publish(writer, newer());
    }
    Files.delete(store.resolve("writer.lock"));
    assertEquals(TestSite.files(SAMPLE), TestSite.files(store));
    for (String file : TestSite.files(store)) {
      assertArrayEquals(
          Files.readAllBytes(SAMPLE.resolve(file)), Files.readAllBytes(store.resolve(file)), file);
    }
  }

  @Test
  void theSampleIsRead() throws IOException {
    StoreReader reader = StoreReader.at(SAMPLE);
    assertEquals(newer(), TestSite.live(SAMPLE));
    Manifest live = reader.manifest(reader.live().orElseThrow());
    Manifest parent = reader.manifest(TestSite.manifest(older()).id(), live);
    assertEquals(
        List.of("index.html", "posts/hello/index.html"),
        live.since(parent).changed().stream().map(entry -> entry.path().value()).toList());
    assertEquals(List.of(OutputPath.of("posts/old/index.html")), live.since(parent).removed());
    assertEquals(List.of(), StoreCheck.of(reader).faults());
  }
}
