package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.github.luben.zstd.Zstd;
import io.pressroom.server.load.Loader.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {

  private static final int BOUND = 1 << 20;
  private static final String LONG = "A line of text.\n".repeat(500);
  private static final HtmlAddition ADDITION = new HtmlAddition("<!-- ", " -->");

  @TempDir Path folder;
  private Store store;
  private Bodies bodies;

  @BeforeEach
  void begin() {
    store = new Store(folder.resolve("store"));
    bodies = new Bodies(store.reader(), BOUND, false);
  }

  @Test
  void aSmallBodyIsReadOnceAndKept() throws IOException {
    Resource resource = load(Map.of("index.html", "hello"), Optional.empty()).at("/").orElseThrow();
    assertTrue(bodies.ready(resource, Coding.IDENTITY).isEmpty());
    Body body = bodies.read(resource, Coding.IDENTITY);
    assertSame(body, bodies.ready(resource, Coding.IDENTITY).orElseThrow());
    assertEquals("hello", text(body));
    assertEquals(5, bodies.read(resource, Coding.IDENTITY).size());
  }

  @Test
  void aFileIsAtHandWhereNobodyWaitsForADisk() throws Exception {
    String large = "x".repeat(200_000);
    store.publish(Map.of("a.txt", large));
    Body.InFile body = new Body.InFile(store.object(large), large.length());
    Store.forget(body.file());
    assertFalse(bodies.isAtHand(body, 0, body.size()));
    assertEquals(large, Files.readString(body.file()));
    assertTrue(bodies.isAtHand(body, 0, body.size()));
    assertTrue(bodies.isAtHand(body, 5, 5));
    Store.forget(body.file());
    assertTrue(bodies.isAtHand(body, 0, body.size()), "it just was");
    assertFalse(bodies.isAtHand(body, 6, 6));
    Files.delete(body.file());
    assertFalse(bodies.isAtHand(body, 7, 7));
  }

  @Test
  void aLargeBodyStaysInItsFile() throws IOException {
    String large = "x".repeat(200_000);
    Resource resource = load(Map.of("a.txt", large), Optional.empty()).at("/a.txt").orElseThrow();
    Body.InFile body =
        assertInstanceOf(Body.InFile.class, bodies.ready(resource, Coding.IDENTITY).orElseThrow());
    assertEquals(store.object(large), body.file());
    assertEquals(200_000, body.size());
  }

  @Test
  void keepsNoMoreThanItsBound() throws IOException {
    Map<String, String> site = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      site.put("p" + i + ".txt", i + "x".repeat(50_000));
    }
    LoadedRelease release = load(site, Optional.empty());
    for (Resource resource : release.index().all()) {
      assertEquals(resource.size(), bodies.read(resource, Coding.IDENTITY).size());
      assertTrue(bodies.bytesKept() <= BOUND, () -> bodies.bytesKept() + " bytes");
    }
    assertTrue(bodies.bytesKept() > BOUND / 2);
  }

  @Test
  void codedBodiesAreTheSameTextWithAnotherTag() throws IOException {
    Resource resource = load(Map.of("a.txt", LONG), Optional.empty()).at("/a.txt").orElseThrow();
    byte[] plain = LONG.getBytes(StandardCharsets.UTF_8);

    byte[] gzip = bytes(bodies.read(resource, Coding.GZIP));
    assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes());

    for (Coding coding : Coding.offered()) {
      Body.InMemory body = assertInstanceOf(Body.InMemory.class, bodies.read(resource, coding));
      assertTrue(body.size() < plain.length / 10, coding + ": " + body.size());
      assertEquals(Long.toString(body.size()), body.length().toString());
      assertEquals(resource.etag(coding), body.etag().toString());
      assertNotEquals(resource.etag().toString(), body.etag().toString());
      byte[] bytes = bytes(body);
      switch (coding) {
        case BR -> assertArrayEquals(plain, Decoder.decompress(bytes).getDecompressedData());
        case ZSTD -> assertArrayEquals(plain, Zstd.decompress(bytes, plain.length));
        case GZIP, IDENTITY -> {}
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<html><body>x</body></html>, <html><body>x@</body></html>",
    "<BODY>x</BODY >, <BODY>x@</BODY >",
    "<p>x, <p>x@",
    "'', @",
    "<body></body></body>, <body></body>@</body>",
  })
  void liveReloadAddsALineToPages(String page, String expected) throws IOException {
    LoadedRelease plain = load(Map.of("index.html", page, "a.txt", page), Optional.empty());
    LoadedRelease live = load(Map.of("index.html", page, "a.txt", page), Optional.of(ADDITION));
    Resource resource = live.at("/").orElseThrow();
    Body body = bodies.read(resource, Coding.IDENTITY);
    String line = "<!-- " + resource.digest().hex() + " -->";
    assertEquals(expected.replace("@", line), text(body));
    assertEquals(body.size(), resource.size());
    assertEquals(Long.toString(body.size()), resource.length().toString());
    assertNotEquals(plain.at("/").orElseThrow().etag().toString(), resource.etag().toString());
    assertEquals(page, text(bodies.read(live.at("/a.txt").orElseThrow(), Coding.IDENTITY)));
    assertEquals(page, text(bodies.read(plain.at("/").orElseThrow(), Coding.IDENTITY)));
  }

  private LoadedRelease load(Map<String, String> site, Optional<HtmlAddition> addition) {
    store.publish(site);
    Loader loader = new Loader(store.reader(), bodies, addition, Clock.systemUTC());
    return assertInstanceOf(Outcome.Loaded.class, loader.look(Optional.empty())).release();
  }

  private static byte[] bytes(Body body) {
    return assertInstanceOf(Body.InMemory.class, body).bytes().getBytes();
  }

  private static String text(Body body) {
    return new String(bytes(body), StandardCharsets.UTF_8);
  }
}
