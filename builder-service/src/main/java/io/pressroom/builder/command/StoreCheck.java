package io.pressroom.builder.command;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoredRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads all of a release store: what is live, each release's manifest, and the digest of each file
 * in one.
 */
record StoreCheck(int releases, int objects, List<Problem> problems) {

  static StoreCheck of(Path folder) throws IOException {
    StoreReader store = StoreReader.at(folder);
    List<Problem> problems = new ArrayList<>();
    Map<Digest, Entry> objects = new HashMap<>();
    List<StoredRelease> releases = store.releases();
    Manifest known = Manifest.empty();
    for (StoredRelease release : releases) {
      try {
        known = store.manifest(release.id(), known);
        known.entries().forEach(entry -> objects.putIfAbsent(entry.digest(), entry));
      } catch (IOException e) {
        problems.add(Problem.of("Damaged release", Console.reason(e)));
      }
    }
    problems.addAll(live(store, releases));
    for (Entry entry : objects.values()) {
      Path object = store.object(entry.digest());
      if (!Files.exists(object)) {
        problems.add(Problem.of("Missing object", object + " of " + entry.path().value()));
      } else if (!Digest.of(object).equals(entry.digest())) {
        problems.add(
            Problem.of(
                "Damaged object",
                object + " of " + entry.path().value() + " has other bytes than its name says"));
      }
    }
    return new StoreCheck(releases.size(), objects.size(), problems);
  }

  private static List<Problem> live(StoreReader store, List<StoredRelease> releases) {
    try {
      Optional<ReleaseId> live = store.live();
      if (live.isEmpty()) {
        return List.of(Problem.of("No live release", "nothing was published to this store yet"));
      }
      return releases.stream().anyMatch(release -> release.id().equals(live.get()))
          ? List.of()
          : List.of(Problem.of("Missing release", "live is " + live.get().value()));
    } catch (IOException e) {
      return List.of(Problem.of("Damaged store", Console.reason(e)));
    }
  }

  String summary() {
    return "%,d releases of %,d objects checked".formatted(releases, objects);
  }
}
