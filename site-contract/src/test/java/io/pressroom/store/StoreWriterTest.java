package io.pressroom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreWriterTest {

  private static final Map<String, String> ONE = Map.of("index.html", "one", "a.css", "a");
  private static final Map<String, String> TWO = Map.of("index.html", "two", "a.css", "a");
  private static final Map<String, String> THREE = Map.of("index.html", "three", "a.css", "a");

  @TempDir Path temporary;

  private Path store() {
    return temporary.resolve("store");
  }

  @Test
  void aPublishedSiteIsThereForReaders() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      assertEquals(Optional.empty(), writer.reader().live());
      ReleaseId one = TestSite.publish(writer, ONE);
      assertEquals(TestSite.manifest(ONE).id(), one);
      assertEquals(Optional.of(one), StoreReader.at(store()).live());
      assertEquals(ONE, TestSite.live(store()));
      ReleaseId two = TestSite.publish(writer, TWO);
      assertEquals(TWO, TestSite.live(store()));
      assertEquals(
          List.of(two, one), writer.reader().releases().stream().map(StoredRelease::id).toList());
    }
    assertEquals(List.of(), StoreCheck.of(StoreReader.at(store())).faults());
  }

  @Test
  void aSiteWithoutAFileIsASite() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      ReleaseId id = TestSite.publish(writer, Map.of());
      assertEquals(Optional.of(id), writer.reader().live());
      assertEquals(0, writer.reader().manifest(id).size());
    }
  }

  @Test
  void anEditWritesOnlyWhatIsNew() throws IOException {
    try (StoreWriter first = StoreWriter.open(store())) {
      TestSite.publish(first, ONE);
    }
    List<String> before = TestSite.files(store());
    FailingDisk disk = new FailingDisk();
    try (StoreWriter writer = StoreWriter.open(store(), disk)) {
      TestSite.publish(writer, TWO);
      List<String> added = new ArrayList<>(TestSite.files(store()));
      added.removeAll(before);
      assertEquals(3, added.size(), added::toString); // an object, a part, a root
      int operations = disk.operations();
      try (Staging staging = writer.stage()) {
        staging.put("two".getBytes(UTF_8));
        staging.publish(TestSite.manifest(TWO));
      }
      // The same again: the staging folder is made and removed, and nothing else is done.
      assertEquals(2, disk.operations() - operations);
    }
  }

  @Test
  void whatTheReleaseDoesNotNameIsNotKept() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      try (Staging staging = writer.stage()) {
        Digest half = staging.put("hal".getBytes(UTF_8));
        staging.put("half".getBytes(UTF_8));
        staging.publish(TestSite.manifest(Map.of("a", "half")));
        assertFalse(writer.has(half));
      }
      assertEquals(Map.of("a", "half"), TestSite.live(store()));
      assertEquals(2, StoreCheck.of(writer.reader()).objects()); // the part, and what it names
    }
  }

  @Test
  void whatIsPublishedWhileAReleaseIsHeldWaits() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      ReleaseId one = TestSite.publish(writer, ONE);
      ReleaseId two = TestSite.publish(writer, TWO);
      writer.hold(one);
      writer.hold(one); // a request may come twice
      assertEquals(ONE, TestSite.live(store()));
      assertEquals(two, TestSite.publish(writer, TWO));
      assertEquals(ONE, TestSite.live(store()));
      writer.prune(new Retention(0, Duration.ZERO));
      assertThrows(DamagedStoreException.class, () -> writer.hold(two));
      assertEquals(Optional.of(one), writer.reader().held());
    }
    try (StoreWriter next = StoreWriter.open(store())) {
      ReleaseId two = TestSite.publish(next, TWO);
      assertEquals(ONE, TestSite.live(store()));
      next.hold(two);
      assertEquals(TWO, TestSite.live(store()));
      next.resume();
      next.resume();
      assertEquals(Optional.empty(), next.reader().held());
      TestSite.publish(next, ONE);
      assertEquals(ONE, TestSite.live(store()));
    }
  }

  @Test
  void whatIsNotPublishedLeavesNothing() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      List<String> before = TestSite.files(store());
      try (Staging staging = writer.stage()) {
        Digest digest = staging.put("unpublished".getBytes(UTF_8));
        assertFalse(writer.has(digest));
        assertThrows(IllegalStateException.class, writer::stage);
        assertThrows(
            IllegalStateException.class, () -> writer.prune(new Retention(1, Duration.ZERO)));
      }
      assertEquals(before, TestSite.files(store()));
    }
  }

  @Test
  void allCoresMayPutAtOnce() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      try (Staging staging = writer.stage()) {
        List<Entry> entries =
            IntStream.range(0, 600)
                .parallel()
                .mapToObj(
                    i -> {
                      byte[] bytes = ("page " + i / 2).getBytes(UTF_8); // each twice
                      try {
                        return new Entry(
                            OutputPath.of("p" + i), staging.put(bytes), bytes.length, "a/b");
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    })
                .toList();
        staging.publish(Manifest.of(entries));
      }
    }
    StoreCheck check = StoreCheck.of(StoreReader.at(store()));
    assertEquals(List.of(), check.faults());
    assertEquals(300 + 4, check.objects());
    assertEquals(600, TestSite.live(store()).size());
  }

  @Test
  void filesArePutAsTheyAreRead() throws IOException {
    Path file = Files.writeString(temporary.resolve("photo.jpg"), "pixels");
    Digest digest = Digest.of("pixels".getBytes(UTF_8));
    try (StoreWriter writer = StoreWriter.open(store())) {
      try (Staging staging = writer.stage()) {
        assertEquals(new Staged(digest, 6), staging.put(file));
        assertEquals(new Staged(digest, 6), staging.put(file));
        staging.publish(TestSite.manifest(Map.of("photo.jpg", "pixels")));
      }
      assertTrue(writer.has(digest));
    }
    assertEquals(Map.of("photo.jpg", "pixels"), TestSite.live(store()));
  }

  @Test
  void aManifestOfWhatIsNotThereIsRefused() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      TestSite.publish(writer, ONE);
      try (Staging staging = writer.stage()) {
        DamagedStoreException refused =
            assertThrows(
                DamagedStoreException.class, () -> staging.publish(TestSite.manifest(TWO)));
        assertTrue(refused.getMessage().contains("index.html is made of it"), refused::getMessage);
      }
      assertEquals(ONE, TestSite.live(store()));
    }
  }

  @Test
  void whatWasLostIsNoticedAtTheNextStartAndMendedByABuild() throws IOException {
    Path object;
    try (StoreWriter writer = StoreWriter.open(store())) {
      TestSite.publish(writer, ONE);
      object = writer.reader().object(Digest.of("a".getBytes(UTF_8)));
    }
    Path root = StoreReader.at(store()).release(TestSite.manifest(ONE).id());
    for (String damage : List.of("", "cut")) {
      Files.writeString(object, damage);
      Files.delete(root);
      Files.writeString(store().resolve("live"), "rubbish");
      try (StoreWriter writer = StoreWriter.open(store())) {
        try (Staging staging = writer.stage()) {
          staging.put("one".getBytes(UTF_8));
          assertThrows(DamagedStoreException.class, () -> staging.publish(TestSite.manifest(ONE)));
        }
        TestSite.publish(writer, ONE);
      }
      assertEquals(ONE, TestSite.live(store()));
      assertEquals(List.of(), StoreCheck.of(StoreReader.at(store())).faults());
    }
  }

  @Test
  void rollingBackAndGoingForwardAgain() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      ReleaseId one = TestSite.publish(writer, ONE);
      ReleaseId two = TestSite.publish(writer, TWO);
      writer.pointLiveAt(one);
      assertEquals(ONE, TestSite.live(store()));
      assertEquals(one, writer.reader().releases().getFirst().id());
      assertThrows(
          DamagedStoreException.class, () -> writer.pointLiveAt(TestSite.manifest(THREE).id()));
      assertEquals(ONE, TestSite.live(store()));
      assertEquals(two, TestSite.publish(writer, TWO));
      assertEquals(TWO, TestSite.live(store()));
    }
  }

  @Test
  void retentionKeepsTheNewestTheYoungAndTheLive() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      ReleaseId one = TestSite.publish(writer, ONE);
      ReleaseId two = TestSite.publish(writer, TWO);
      ReleaseId three = TestSite.publish(writer, THREE);
      writer.pointLiveAt(one);
      Files.writeString(writer.reader().objects().resolve(".DS_Store"), "not of ours");
      published(one, Duration.ofDays(30));
      published(two, Duration.ofDays(2));
      published(three, Duration.ofHours(1));
      assertEquals(
          writer.reader().releases(), Stream.of(three, two, one).map(this::stored).toList());

      assertEquals(new Pruned(0, 0, 0), writer.prune(new Retention(0, Duration.ofDays(60))));
      assertEquals(new Pruned(0, 0, 0), writer.prune(new Retention(3, Duration.ZERO)));
      Pruned pruned = writer.prune(new Retention(0, Duration.ofDays(1)));
      assertEquals(1, pruned.releases());
      assertEquals(2, pruned.objects()); // "two" and its part
      assertEquals(List.of(three, one), ids(writer));
      assertEquals(1, writer.prune(new Retention(0, Duration.ZERO)).releases());
      assertEquals(List.of(one), ids(writer));
      assertEquals(ONE, TestSite.live(store()));
      assertEquals(List.of(), StoreCheck.of(writer.reader()).faults());
      // What is gone is not taken for there.
      assertEquals(three, TestSite.publish(writer, THREE));
      assertEquals(THREE, TestSite.live(store()));
    }
  }

  @Test
  void retentionStopsAtAReleaseThatCannotBeRead() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store())) {
      ReleaseId one = TestSite.publish(writer, ONE);
      TestSite.publish(writer, TWO);
      ReleaseId three = TestSite.publish(writer, THREE);
      Files.writeString(writer.reader().release(three), "pressroom-release 1 2\n");
      published(one, Duration.ofDays(30));
      List<String> before = TestSite.files(store());
      assertThrows(
          DamagedStoreException.class, () -> writer.prune(new Retention(1, Duration.ZERO)));
      assertEquals(before, TestSite.files(store()));
    }
  }

  @Test
  void aStoreHasOneWriter() throws Exception {
    try (StoreWriter writer = StoreWriter.open(store())) {
      long pid = ProcessHandle.current().pid();
      StoreLockedException here =
          assertThrows(StoreLockedException.class, () -> StoreWriter.open(store()));
      assertEquals(pid, here.holder());
      // The lock outlasts that, and holds against another process, which reads the id from the
      // file.
      // (Were it read here, closing it would give the lock back.)
      assertEquals("in use by the builder with process id " + pid, openInAnotherProcess());
      TestSite.publish(writer, ONE);
    }
    assertEquals("opened", openInAnotherProcess());
    StoreWriter.open(store()).close();
  }

  /** As after a pause in which somebody cleared a lock away that seemed to be nobody's. */
  @Test
  void aWriterWhoseLockIsAnothersPublishesNothing() throws IOException {
    try (StoreWriter old = StoreWriter.open(store())) {
      TestSite.publish(old, ONE);
      Staging begun = old.stage();
      begun.put("begun".getBytes(UTF_8));
      Files.delete(store().resolve("writer.lock"));
      Files.writeString(store().resolve("writer.lock"), "4711\n");
      ReleaseId live = old.reader().live().orElseThrow();

      IOException refused =
          assertThrows(
              IOException.class, () -> begun.publish(TestSite.manifest(Map.of("a", "begun"))));
      assertTrue(refused.getMessage().contains("another writer"), refused::getMessage);
      assertEquals(Optional.of(live), old.reader().live());
      begun.close();
      assertThrows(IOException.class, old::stage);
      assertThrows(IOException.class, () -> old.pointLiveAt(live));
      assertThrows(IOException.class, () -> old.prune(new Retention(1, Duration.ZERO)));
      Files.delete(store().resolve("writer.lock"));
      assertThrows(IOException.class, old::stage);
    }
  }

  private String openInAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Opener.class.getName(),
                store().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return said;
  }

  /** Opens the store in a process of its own. */
  static final class Opener {
    public static void main(String[] arguments) throws IOException {
      try (StoreWriter _ = StoreWriter.open(Path.of(arguments[0]))) {
        System.out.println("opened");
      } catch (StoreLockedException e) {
        System.out.println(e.getMessage().replaceAll(".* is (in use by .*) \\(.*", "$1"));
      }
    }
  }

  @Test
  void aStoreThatCannotBeWrittenSaysSo() throws IOException {
    Files.writeString(store(), "a file");
    IOException refused = assertThrows(IOException.class, () -> StoreWriter.open(store()));
    assertEquals(
        "cannot write to the release store " + store() + ": there is a file of that name",
        refused.getMessage());
    assertThrows(IOException.class, () -> StoreWriter.open(store().resolve("below")));
  }

  @Test
  void closingTheWriterDropsWhatIsBeingMade() throws IOException {
    StoreWriter writer = StoreWriter.open(store());
    Staging staging = writer.stage();
    staging.put("x".getBytes(UTF_8));
    writer.close();
    staging.close();
    assertFalse(Files.exists(store().resolve("staging")));
    StoreWriter.open(store()).close();
  }

  private StoredRelease stored(ReleaseId id) {
    try {
      return new StoredRelease(id, StoreReader.at(store()).published(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ReleaseId> ids(StoreWriter writer) throws IOException {
    return writer.reader().releases().stream().map(StoredRelease::id).toList();
  }

  private void published(ReleaseId id, Duration ago) throws IOException {
    Files.setLastModifiedTime(
        StoreReader.at(store()).release(id), FileTime.from(Instant.now().minus(ago)));
  }
}
