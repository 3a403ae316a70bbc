package io.pressroom.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.store.FailingDisk.Crash;
import io.pressroom.store.FailingDisk.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is cut short, at every operation on the disk and in every way: a reader finds one whole
 * release, nothing in the store is damaged, and the next writer publishes without help.
 */
@Execution(ExecutionMode.CONCURRENT)
final class CutShortTest {

  private static final Map<String, String> FIRST =
      Map.of("index.html", "first", "a/index.html", "a", "style.css", "s", "gone.html", "gone");
  private static final Map<String, String> OLD =
      Map.of("index.html", "old", "a/index.html", "a", "style.css", "s", "gone.html", "gone");
  private static final Map<String, String> NEW =
      Map.of("index.html", "new", "a/index.html", "a", "style.css", "s", "b/index.html", "b");
  private static final Map<String, String> NEXT = Map.of("index.html", "next", "c.html", "c");

  /** Of a writer that flushes even a single file with all others. */
  private static final int ALL_AT_ONCE = 1;

  @TempDir Path temporary;
  private Path before;
  private int stores;

  /** What a writer does that may be cut short, and which sites may be live afterwards. */
  private record Work(Action action, Set<Map<String, String>> outcomes, Map<String, String> done) {}

  @FunctionalInterface
  private interface Action {
    void on(StoreWriter writer) throws IOException;
  }

  private static final Work PUBLISH =
      new Work(writer -> TestSite.publish(writer, NEW), Set.of(OLD, NEW), NEW);

  private static final Work ROLL_BACK =
      new Work(
          writer -> writer.pointLiveAt(TestSite.manifest(FIRST).id()), Set.of(OLD, FIRST), FIRST);

  private static final Work PRUNE =
      new Work(writer -> writer.prune(new Retention(1, Duration.ZERO)), Set.of(OLD), OLD);

  private static final Work PUBLISH_AND_PRUNE =
      new Work(
          writer -> {
            TestSite.publish(writer, NEW);
            writer.prune(new Retention(1, Duration.ZERO));
          },
          Set.of(OLD, NEW),
          NEW);

  private static final Work PUBLISH_FILES =
      new Work(
          writer -> {
            Path b = writer.reader().folder().resolveSibling("b.txt");
            Files.writeString(b, "b");
            try (Staging staging = writer.stage()) {
              staging.put(b);
              staging.put("new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
              staging.publish(TestSite.manifest(NEW));
            }
          },
          Set.of(OLD, NEW),
          NEW);

  @BeforeEach
  void storeWithTwoReleases() throws IOException {
    before = temporary.resolve("before");
    try (StoreWriter writer = StoreWriter.open(before, new FailingDisk())) {
      TestSite.publish(writer, FIRST);
      TestSite.publish(writer, OLD);
    }
    Path first = StoreReader.at(before).release(TestSite.manifest(FIRST).id());
    Files.setLastModifiedTime(
        first,
        java.nio.file.attribute.FileTime.from(java.time.Instant.parse("2020-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @EnumSource
  void publishing(Fault fault) throws IOException {
    assertTrue(everyFault(fault, PUBLISH) > 25);
  }

  @ParameterizedTest
  @EnumSource
  void publishingFiles(Fault fault) throws IOException {
    assertTrue(everyFault(fault, PUBLISH_FILES) > 25);
  }

  @ParameterizedTest
  @EnumSource
  void publishingSoManyFilesThatAllAreFlushedAtOnce(Fault fault) throws IOException {
    assertTrue(everyFault(fault, PUBLISH_FILES, ALL_AT_ONCE) > 15);
  }

  @ParameterizedTest
  @EnumSource
  void rollingBack(Fault fault) throws IOException {
    assertTrue(everyFault(fault, ROLL_BACK) > 8);
  }

  /** Cut anywhere, it is not begun, or the next writer finishes it. */
  @ParameterizedTest
  @EnumSource
  void holding(Fault fault) throws IOException {
    ReleaseId first = TestSite.manifest(FIRST).id();
    FailingDisk disk = new FailingDisk(new RealDisk(), 0, fault);
    int failing = 0;
    do {
      failing++;
      String at = fault + " at operation " + failing;
      Path store = newStore();
      TestSite.copy(before, store);
      disk = new FailingDisk(new RealDisk(), failing, fault);
      try (StoreWriter writer = StoreWriter.open(store, disk)) {
        writer.hold(first);
      } catch (Crash | IOException e) {
        // as planned
      }
      assertWhole(at, store, Set.of(OLD, FIRST));
      try (StoreWriter writer = StoreWriter.open(store, new FailingDisk())) {
        boolean held = writer.reader().held().isPresent();
        assertTrue(held || disk.hasFailed(), at);
        assertWhole(at, store, Set.of(held ? FIRST : OLD));
        TestSite.publish(writer, NEW);
        assertWhole(at, store, Set.of(held ? FIRST : NEW));
        writer.resume();
      }
      assertNextWriterPublishes(at, store);
    } while (disk.hasFailed());
    assertTrue(failing > 12, failing + " operations");
  }

  @ParameterizedTest
  @EnumSource
  void removingOldReleases(Fault fault) throws IOException {
    assertTrue(everyFault(fault, PRUNE) >= 4);
    assertTrue(everyFault(fault, PUBLISH_AND_PRUNE) > 30);
  }

  @ParameterizedTest
  @EnumSource
  void theVeryFirstRelease(Fault fault) throws IOException {
    before = temporary.resolve("empty");
    Files.createDirectory(before);
    assertTrue(
        everyFault(
                fault,
                new Work(writer -> TestSite.publish(writer, NEW), Set.of(Map.of(), NEW), NEW))
            > 30);
  }

  @Test
  void powerCuts() throws IOException {
    for (Work work : List.of(PUBLISH_FILES, ROLL_BACK, PUBLISH_AND_PRUNE)) {
      assertEquals(Optional.empty(), everyPowerCut(work, false, StoreFiles.MANY));
      assertEquals(Optional.empty(), everyPowerCut(work, false, ALL_AT_ONCE));
    }
  }

  @Test
  void powerCutsAreNoticedWhereNothingIsFlushed() throws IOException {
    for (Work work : List.of(PUBLISH, PUBLISH_FILES, PRUNE)) {
      assertTrue(everyPowerCut(work, true, StoreFiles.MANY).isPresent());
      assertTrue(everyPowerCut(work, true, ALL_AT_ONCE).isPresent());
    }
  }

  /** Returns how many operations the work takes. */
  private int everyFault(Fault fault, Work work) throws IOException {
    return everyFault(fault, work, StoreFiles.MANY);
  }

  private int everyFault(Fault fault, Work work, int many) throws IOException {
    for (int failing = 1; ; failing++) {
      Path store = newStore();
      TestSite.copy(before, store);
      FailingDisk disk = new FailingDisk(new RealDisk(), failing, fault);
      String at = fault + " at operation " + failing;
      boolean done = false;
      try (StoreWriter writer = StoreWriter.open(store, disk, many)) {
        try {
          work.action().on(writer);
          done = true;
        } catch (IOException e) {
          // The process lives on, and so does its writer.
          assertWhole(at, store, work.outcomes());
          assertEquals(TestSite.manifest(NEW).id(), TestSite.publish(writer, NEW), at);
          assertWhole(at, store, Set.of(NEW));
          assertFalse(Files.exists(store.resolve("staging")), at);
        }
      } catch (Crash e) {
        assertWhole(at, store, work.outcomes());
      } catch (IOException e) {
        // It could not be opened, or not be closed.
        assertWhole(at, store, work.outcomes());
      }
      if (done) {
        assertWhole(at, store, Set.of(work.done()));
      }
      assertNextWriterPublishes(at, store);
      if (!disk.hasFailed()) {
        assertTrue(done, at);
        return disk.operations();
      }
    }
  }

  /** Returns the first thing that was found wrong. */
  private Optional<String> everyPowerCut(Work work, boolean forgetsToFlush, int many)
      throws IOException {
    for (int failing = 1; ; failing++) {
      Path store = newStore();
      TestSite.copy(before, store);
      PowerCutDisk power = new PowerCutDisk(store, forgetsToFlush);
      FailingDisk disk = new FailingDisk(power, failing, Fault.CRASH_WITHIN);
      boolean done = false;
      try (StoreWriter writer = StoreWriter.open(store, disk, many)) {
        work.action().on(writer);
        done = true;
      } catch (Crash e) {
        // as planned
      }
      for (int seed = 0; seed < 5; seed++) {
        String at = "power cut at operation " + failing + ", seed " + seed;
        Path left = newStore();
        power.cut(left, new SplittableRandom(seed));
        try {
          assertWhole(at, left, done ? Set.of(work.done()) : work.outcomes());
          if (seed == 0) {
            assertNextWriterPublishes(at, left);
          }
        } catch (IOException | RuntimeException | AssertionError e) {
          return Optional.of(at + ": " + e.getMessage());
        }
      }
      if (!disk.hasFailed()) {
        return Optional.empty();
      }
    }
  }

  private static void assertWhole(String at, Path store, Set<Map<String, String>> outcomes)
      throws IOException {
    assertEquals(List.of(), StoreCheck.of(StoreReader.at(store)).faults(), at);
    Map<String, String> live = TestSite.live(store);
    assertTrue(outcomes.contains(live), () -> at + ": live is " + live);
  }

  private static void assertNextWriterPublishes(String at, Path store) throws IOException {
    try (StoreWriter writer = StoreWriter.open(store, new FailingDisk())) {
      assertFalse(Files.exists(store.resolve("staging")), at);
      TestSite.publish(writer, NEXT);
      writer.prune(new Retention(1, Duration.ZERO));
    }
    assertWhole(at, store, Set.of(NEXT));
    // live, the lock, one root, one part, two objects
    assertEquals(6, TestSite.files(store).size(), at);
  }

  private Path newStore() {
    return temporary.resolve("store-" + ++stores);
  }
}
