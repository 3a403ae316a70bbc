package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The release store of a test, seen from outside. */
record Store(Path path) {

  Optional<ReleaseId> live() throws IOException {
    return StoreReader.at(path).live();
  }

  /**
   * What is live is all there, each file with the content that its name promises; returns its id.
   */
  ReleaseId assertWhole() throws IOException {
    StoreReader reader = StoreReader.at(path);
    ReleaseId live =
        reader.live().orElseThrow(() -> new AssertionError("no release is live in " + path));
    Manifest manifest = reader.manifest(live);
    assertEquals(live, manifest.id());
    for (Entry entry : (Iterable<Entry>) manifest.entries()::iterator) {
      assertEquals(
          entry.digest(),
          Digest.of(reader.object(entry.digest())),
          () -> "object of " + entry.path());
    }
    return live;
  }
}
