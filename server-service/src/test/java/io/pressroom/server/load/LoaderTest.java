package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.load.Loader.Outcome;
import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {

  private static final String OLD_STYLE = "assets/style.0000000a.css";
  private static final String NEW_STYLE = "assets/style.0000000b.css";

  @TempDir Path folder;
  private Store store;
  private Bodies bodies;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void begin() {
    store = new Store(folder.resolve("store"));
    bodies = new Bodies(store.reader(), 1 << 20, false);
  }

  @Test
  void aStoreThatIsNotThereIsNoFault() {
    assertInstanceOf(Outcome.Unchanged.class, look(Optional.empty()));
  }

  @Test
  void loadsTheFirstReleaseWhole() {
    ReleaseId id = store.publish(Map.of("index.html", "home", "a/index.html", "a", "a/b.txt", "b"));
    Outcome.Loaded loaded = loaded(Optional.empty());
    assertEquals(id, loaded.release().id());
    assertEquals(3, loaded.release().size());
    assertEquals(3, loaded.difference().changed().size());
    assertEquals(4, loaded.release().at("/").orElseThrow().size());
    assertTrue(loaded.release().at("/a/").isPresent());
    assertTrue(loaded.release().at("/a/index.html").isEmpty());
    assertInstanceOf(Outcome.Unchanged.class, look(Optional.of(loaded.release())));
  }

  @Test
  void appliesTheDifferenceAlone() {
    store.publish(Map.of("index.html", "home", "a.html", "a", "gone.html", "gone"));
    LoadedRelease first = loaded(Optional.empty()).release();
    store.publish(Map.of("index.html", "home", "a.html", "changed", "new.html", "new"));
    Outcome.Loaded second = loaded(Optional.of(first));
    assertEquals(2, second.difference().changed().size());
    assertEquals(1, second.difference().removed().size());
    assertSame(first.at("/").orElseThrow(), second.release().at("/").orElseThrow());
    assertEquals(7, second.release().at("/a.html").orElseThrow().size());
    assertTrue(second.release().at("/new.html").isPresent());
    assertTrue(second.release().at("/gone.html").isEmpty());
    assertTrue(first.at("/gone.html").isPresent(), "the release before is as it was");
  }

  @Test
  void aRehearsalChangesNothing() throws IOException {
    store.publish(Map.of("index.html", "home", "a.html", "a"));
    LoadedRelease release = loaded(Optional.empty()).release();
    loader().rehearse(release);
    assertEquals(0, bodies.bytesKept());
    assertEquals(2, release.size());
    assertInstanceOf(Outcome.Unchanged.class, look(Optional.of(release)));
  }

  @Test
  void aRehearsalReadsWhatAnEditDoes() throws IOException {
    store.publish(Map.of("index.html", "home"));
    LoadedRelease release = loaded(Optional.empty()).release();
    Resource home = release.at("/").orElseThrow();
    Files.delete(store.reader().object(home.digest()));
    assertThrows(UncheckedIOException.class, () -> loader().rehearse(release));
  }

  @Test
  void goesBackToAnOlderRelease() {
    Map<String, String> site = Map.of("index.html", "one");
    ReleaseId one = store.publish(site);
    LoadedRelease release = loaded(Optional.empty()).release();
    store.publish(Map.of("index.html", "two"));
    release = loaded(Optional.of(release)).release();
    store.publish(site);
    assertEquals(one, loaded(Optional.of(release)).release().id());
  }

  @Test
  void fingerprintedAssetsAnswerForAGraceTime() {
    store.publish(Map.of("index.html", "1", OLD_STYLE, "p{}", "plain.css", "p{}"));
    LoadedRelease first = loaded(Optional.empty()).release();
    store.publish(Map.of("index.html", "2", NEW_STYLE, "q{}"));
    LoadedRelease second = loaded(Optional.of(first)).release();
    assertTrue(second.at("/" + OLD_STYLE).isEmpty());
    assertTrue(second.retired("/" + OLD_STYLE).isPresent());
    assertTrue(second.retired("/plain.css").isEmpty());

    now = now.plus(LoadedRelease.GRACE).plusSeconds(1);
    store.publish(Map.of("index.html", "3", NEW_STYLE, "q{}"));
    LoadedRelease third = loaded(Optional.of(second)).release();
    assertTrue(third.retired("/" + OLD_STYLE).isEmpty());
  }

  @Test
  void aMissingObjectIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    Files.delete(store.object("two"));
    assertRefused(Optional.of(current), "/a.html", "cannot be read");
    assertRefused(Optional.empty(), "/a.html", "cannot be read");
  }

  @Test
  void anObjectThatWasCutShortIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    overwrite(store.object("two"), "tw");
    assertRefused(Optional.of(current), "/a.html", "2 bytes, the manifest says 3");
  }

  /** Nothing reads it before it is sent. */
  @Test
  void atStartALargeObjectThatWasCutShortIsRefused() throws IOException {
    String large = "x".repeat(200_000);
    store.publish(Map.of("index.html", "home", "large.txt", large));
    overwrite(store.object(large), large.substring(1));
    assertRefused(Optional.empty(), "/large.txt", "199999 bytes, the manifest says 200000");
  }

  @Test
  void anObjectThatWasChangedIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    overwrite(store.object("two"), "TWO");
    assertRefused(Optional.of(current), "/a.html", "its digest is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TWO", "tw"})
  void atStartASmallObjectThatWasChangedCostsItsOwnAddressAlone(String bytes) throws IOException {
    oneThenTwo();
    overwrite(store.object("two"), bytes);
    LoadedRelease release = loaded(Optional.empty()).release();
    assertEquals(4, bodies.read(release.at("/").orElseThrow(), Coding.IDENTITY).size());
    assertThrows(
        DamagedObjectException.class,
        () -> bodies.read(release.at("/a.html").orElseThrow(), Coding.IDENTITY));
  }

  @Test
  void aManifestThatWasCutShortIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    ReleaseId live = store.reader().live().orElseThrow();
    Path root = folder.resolve("store/releases").resolve(live.value());
    overwrite(root, Files.readString(root).substring(0, 30));
    assertRefused(Optional.of(current), live.value(), "cut short or changed");
  }

  @Test
  void aReleaseThatIsNotThereIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    Files.writeString(folder.resolve("store/live"), "0".repeat(64) + "\n");
    assertRefused(Optional.of(current), "there is no such release");
  }

  @Test
  void nonsenseInLiveIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    Files.writeString(folder.resolve("store/live"), "nonsense");
    assertRefused(Optional.of(current), "not a release id");
  }

  @Test
  void aStoreThatWasEmptiedIsRefused() throws IOException {
    LoadedRelease current = oneThenTwo();
    Files.delete(folder.resolve("store/live"));
    assertRefused(Optional.of(current), "no release is live there any more");
    assertInstanceOf(Outcome.Unchanged.class, look(Optional.empty()));
  }

  @Test
  void aDamagedFileThatSteersIsRefusedForNobodyKnowsWhatItForbids() throws IOException {
    store.publish(Map.of("index.html", "home", "_redirects", "/a /b\n"));
    LoadedRelease current = loaded(Optional.empty()).release();
    for (String file : List.of("_redirects", "_headers")) {
      store.publish(Map.of("index.html", "home", file, "/* /elsewhere 302!\n"));
      overwrite(store.object("/* /elsewhere 302!\n"), "/* /elsewhere 303!\n");
      assertRefused(Optional.of(current), "/" + file, "its digest is");
      assertRefused(Optional.empty(), "/" + file, "its digest is");
      Files.delete(store.object("/* /elsewhere 302!\n"));
      assertRefused(Optional.of(current), "/" + file, "cannot be read");
    }
  }

  @Test
  void nonsenseInAFileThatSteersIsToldAndTheRestHolds() {
    store.publish(Map.of("index.html", "home", "_redirects", "nonsense\n/a /b\n\0\uffff /c\n"));
    LoadedRelease release = loaded(Optional.empty()).release();
    assertEquals(1, release.steering().redirects().size());
    assertEquals(2, release.steering().problems().size(), release.steering().problems()::toString);
    assertEquals(1, release.steering().problems().getFirst().line());
  }

  @Test
  void onceTheStoreIsWholeAgainItIsLoaded() throws IOException {
    LoadedRelease current = oneThenTwo();
    Path object = store.object("two");
    Files.move(object, folder.resolve("aside"));
    assertRefused(Optional.of(current), "cannot be read");
    Files.move(folder.resolve("aside"), object);
    assertEquals(store.reader().live(), Optional.of(loaded(Optional.of(current)).release().id()));
  }

  @Test
  void tenThousandAddressesTakeTheSameWayAsThree() {
    Map<String, String> site = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      site.put("posts/" + i + "/index.html", "post " + i % 100);
    }
    store.publish(site);
    LoadedRelease first = loaded(Optional.empty()).release();
    assertEquals(10_000, first.size());
    site.put("posts/5000/index.html", "changed");
    site.remove("posts/7/index.html");
    store.publish(site);
    LoadedRelease second = loaded(Optional.of(first)).release();
    assertEquals(9_999, second.size());
    assertEquals(7, second.at("/posts/5000/").orElseThrow().size());
    assertTrue(second.at("/posts/7/").isEmpty());
    assertSame(first.at("/posts/8/").orElseThrow(), second.at("/posts/8/").orElseThrow());
  }

  /** Loads a first release, publishes a second one and leaves that to be loaded. */
  private LoadedRelease oneThenTwo() {
    store.publish(Map.of("index.html", "home", "a.html", "one"));
    LoadedRelease current = loaded(Optional.empty()).release();
    store.publish(Map.of("index.html", "home", "a.html", "two"));
    return current;
  }

  private static void overwrite(Path file, String text) throws IOException {
    assertTrue(file.toFile().setWritable(true));
    Files.writeString(file, text);
  }

  private void assertRefused(Optional<LoadedRelease> current, String... reasons) {
    String reason = assertInstanceOf(Outcome.Refused.class, look(current)).reason();
    for (String part : reasons) {
      assertTrue(reason.contains(part), reason);
    }
  }

  private Outcome.Loaded loaded(Optional<LoadedRelease> current) {
    return assertInstanceOf(Outcome.Loaded.class, look(current));
  }

  private Outcome look(Optional<LoadedRelease> current) {
    return loader().look(current);
  }

  private Loader loader() {
    return new Loader(store.reader(), bodies, Optional.empty(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
