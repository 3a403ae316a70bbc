package io.pressroom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {

  /** How many times each property is tried; a failure names its seed. */
  private static final int TRIES = 60;

  @Test
  void theFormatIsAsWritten() {
    Manifest manifest =
        Manifest.of(List.of(TestSite.entry("b c.html", "two"), TestSite.entry("a.txt", "one")));
    String part =
        """
        7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed 3 text/plain;charset=utf-8 a.txt
        3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3 3 text/html;charset=utf-8 b c.html
        """;
    assertEquals(List.of(part), manifest.parts().map(p -> new String(p.bytes(), UTF_8)).toList());
    String root = "pressroom-release 1 2\n" + Digest.of(part.getBytes(UTF_8)) + "\n";
    assertEquals(root, new String(manifest.root(), UTF_8));
    assertEquals(Digest.of(root.getBytes(UTF_8)).hex(), manifest.id().value());
    assertEquals("pressroom-release 1 0\n-\n", new String(Manifest.empty().root(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 512, 513, 1024, 1025, 5000})
  void partsDoubleWithThePaths(int size) {
    Manifest manifest = Manifest.of(entries(size, new Random(size)));
    assertEquals(size, manifest.size());
    int parts = (int) new String(manifest.root(), UTF_8).lines().count() - 1;
    assertTrue(parts * 256 >= size && (parts == 1 || parts * 128 < size), () -> parts + " parts");
  }

  @Test
  void anyOrderGivesTheSameManifest() {
    List<Entry> entries = entries(1500, new Random(1));
    Manifest manifest = Manifest.of(entries);
    for (int seed = 0; seed < 5; seed++) {
      List<Entry> shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(manifest, Manifest.of(shuffled));
    }
    assertEquals(
        entries.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList(),
        manifest.entries().toList());
  }

  @Test
  void entriesAreFoundByPath() {
    List<Entry> entries = entries(1000, new Random(2));
    Manifest manifest = Manifest.of(entries);
    for (Entry entry : entries) {
      assertEquals(Optional.of(entry), manifest.entry(entry.path()));
    }
    assertEquals(Optional.empty(), manifest.entry(OutputPath.of("not/there")));
    assertEquals(Optional.empty(), Manifest.empty().entry(OutputPath.of("not/there")));
  }

  @Test
  void editsGiveTheManifestOfWhatIsThereThen() {
    for (int seed = 0; seed < TRIES; seed++) {
      Random random = new Random(seed);
      Map<OutputPath, Entry> site = new HashMap<>();
      Manifest manifest = Manifest.empty();
      // Sizes about the numbers where parts are doubled and halved, and far from them.
      for (int edit = 0; edit < 12; edit++) {
        List<Entry> put = entries(random.nextInt(random.nextBoolean() ? 5 : 400), random);
        Set<OutputPath> removed = new HashSet<>();
        for (OutputPath path : site.keySet()) {
          if (random.nextInt(4) == 0) {
            removed.add(path);
          }
        }
        removed.add(OutputPath.of("not/there"));
        manifest = manifest.with(put, removed);
        site.keySet().removeAll(removed);
        put.forEach(entry -> site.put(entry.path(), entry));
        Manifest clean = Manifest.of(site.values());
        String at = "seed " + seed + ", edit " + edit;
        assertEquals(clean.id(), manifest.id(), at);
        assertEquals(clean.entries().toList(), manifest.entries().toList(), at);
        assertEquals(site.size(), manifest.size(), at);
      }
    }
  }

  @Test
  void theDifferenceMakesTheOlderTheNewer() {
    for (int seed = 0; seed < TRIES; seed++) {
      Random random = new Random(seed);
      Manifest older = Manifest.of(entries(random.nextInt(900), random));
      Manifest newer =
          random.nextBoolean()
              ? Manifest.of(entries(random.nextInt(900), random))
              : older.with(entries(3, random), somePaths(older, random));
      Difference difference = newer.since(older);
      String at = "seed " + seed;
      assertEquals(newer, older.with(difference.changed(), difference.removed()), at);
      assertTrue(newer.since(newer).isEmpty(), at);
      // and nothing is named that did not change
      Map<OutputPath, Entry> before = byPath(older);
      Map<OutputPath, Entry> after = byPath(newer);
      TreeSet<OutputPath> changed = new TreeSet<>(after.keySet());
      changed.removeIf(path -> after.get(path).equals(before.get(path)));
      TreeSet<OutputPath> removed = new TreeSet<>(before.keySet());
      removed.removeAll(after.keySet());
      assertEquals(
          List.copyOf(changed), difference.changed().stream().map(Entry::path).toList(), at);
      assertEquals(List.copyOf(removed), difference.removed(), at);
    }
  }

  @Test
  void oneEditMakesOnePart() {
    Manifest older = Manifest.of(entries(10_000, new Random(3)));
    Manifest newer = older.with(List.of(TestSite.entry("page-1.html", "edited")), List.of());
    assertNotEquals(older, newer);
    assertEquals(1, newer.partsSince(older).count());
    assertEquals(64, newer.partsSince(Manifest.empty()).count());
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (int size : List.of(0, 1, 300, 2000)) {
      Manifest manifest = Manifest.of(entries(size, new Random(size)));
      Map<Digest, byte[]> objects = new HashMap<>();
      manifest.parts().forEach(part -> objects.put(part.digest(), part.bytes()));
      Manifest read =
          Manifest.read(
              "root",
              manifest.id(),
              manifest.root(),
              Manifest.empty(),
              digest -> Part.parse("part", digest, objects.get(digest)));
      assertEquals(manifest, read);
      assertEquals(manifest.entries().toList(), read.entries().toList());
    }
  }

  @Test
  void knownPartsAreNotReadAgain() throws IOException {
    Manifest older = Manifest.of(entries(3000, new Random(4)));
    Manifest newer = older.with(List.of(TestSite.entry("page-1.html", "edited")), List.of());
    List<Digest> asked = new ArrayList<>();
    Manifest read =
        Manifest.read(
            "root",
            newer.id(),
            newer.root(),
            older,
            digest -> {
              asked.add(digest);
              return newer.parts().filter(part -> part.digest().equals(digest)).findAny().get();
            });
    assertEquals(newer, read);
    assertEquals(newer.partsSince(older).map(Part::digest).toList(), asked);
  }

  @Test
  void onePathCannotBeTwoThings() {
    List<Entry> twice = List.of(TestSite.entry("a", "1"), TestSite.entry("a", "2"));
    assertThrows(IllegalArgumentException.class, () -> Manifest.of(twice));
    assertThrows(IllegalArgumentException.class, () -> Manifest.empty().with(twice, List.of()));
  }

  @Test
  void aPathRemovedAndPutIsPut() {
    Manifest manifest = Manifest.of(List.of(TestSite.entry("a", "1")));
    Entry next = TestSite.entry("a", "2");
    assertEquals(Manifest.of(List.of(next)), manifest.with(List.of(next), List.of(next.path())));
  }

  @Test
  void noEditGivesAnEqualManifest() {
    Manifest manifest = Manifest.of(entries(600, new Random(5)));
    assertEquals(manifest, manifest.with(List.of(), List.of()));
    assertEquals(manifest, manifest.with(manifest.entries().toList(), List.of()));
    assertSame(Manifest.empty(), Manifest.empty());
  }

  private static Map<OutputPath, Entry> byPath(Manifest manifest) {
    Map<OutputPath, Entry> map = new TreeMap<>();
    manifest.entries().forEach(entry -> map.put(entry.path(), entry));
    return map;
  }

  private static List<OutputPath> somePaths(Manifest manifest, Random random) {
    return manifest.entries().map(Entry::path).filter(path -> random.nextInt(10) == 0).toList();
  }

  /** Entries at distinct paths out of twice as many, with one of three contents each. */
  private static List<Entry> entries(int count, Random random) {
    Map<OutputPath, Entry> entries = new HashMap<>();
    while (entries.size() < count) {
      String path = "page-" + random.nextInt(2 * count) + ".html";
      Entry entry = TestSite.entry(path, "content " + random.nextInt(3));
      entries.put(entry.path(), entry);
    }
    return List.copyOf(entries.values());
  }

  /**
   * Whatever byte of a part is another one, it is refused or is the one spelling of what it says.
   */
  @Test
  void aPartHasOneSpelling() throws DamagedStoreException {
    Part part =
        Part.of(
            List.of(
                TestSite.entry("index.html", "home"),
                TestSite.entry("é/ü.css", ""),
                TestSite.entry("a b.txt", "0123456789")));
    byte[] bytes = part.bytes();
    int read = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] other = bytes.clone();
        other[at] = (byte) value;
        try {
          assertArrayEquals(other, Part.parse("part", part.digest(), other).bytes());
          read++;
        } catch (DamagedStoreException e) {
          assertTrue(e.getMessage().startsWith("part: "), e::getMessage);
        }
      }
    }
    assertTrue(read > bytes.length);
  }
}
