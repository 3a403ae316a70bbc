package io.pressroom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What reading a whole store found: every object is hashed, every manifest read, and {@code live}
 * followed. Takes no lock and writes nothing, so a builder may be at work meanwhile.
 *
 * @param releases how many releases there are
 * @param objects how many objects there are, whether a release names them or not
 * @param bytes the length of those objects together
 * @param faults what is wrong, each <i>file: what it is (what to do)</i>; empty where the store is
 *     sound
 */
public record StoreCheck(int releases, int objects, long bytes, List<String> faults) {

  public StoreCheck {
    faults = List.copyOf(faults);
  }

  /** Reads the store from end to end. */
  public static StoreCheck of(StoreReader reader) throws IOException {
    List<String> faults = new ArrayList<>();
    checkLive(reader, faults);
    // Releases before objects: what a builder adds meanwhile is then there for the releases seen.
    List<Manifest> manifests = readManifests(reader, faults);
    Map<Digest, Long> objects = hashObjects(reader, faults);
    for (Manifest manifest : manifests) {
      checkObjects(reader, manifest, objects, faults);
    }
    return new StoreCheck(
        manifests.size(),
        objects.size(),
        objects.values().stream().mapToLong(size -> size).sum(),
        faults.stream().distinct().sorted().toList());
  }

  /** Whether nothing is wrong. */
  public boolean isSound() {
    return faults.isEmpty();
  }

  private static void checkLive(StoreReader reader, List<String> faults) throws IOException {
    try {
      Optional<ReleaseId> live = reader.live();
      if (live.isPresent() && !Files.exists(reader.release(live.get()))) {
        faults.add(
            reader.liveFile()
                + ": names the release "
                + live.get().shortForm()
                + ", which is not there (build the whole site again)");
      }
    } catch (DamagedStoreException e) {
      faults.add(e.getMessage() + " (build the whole site again)");
    }
  }

  private static List<Manifest> readManifests(StoreReader reader, List<String> faults)
      throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    Manifest last = Manifest.empty();
    for (StoredRelease release : reader.releases()) {
      try {
        last = reader.manifest(release.id(), last);
        manifests.add(last);
      } catch (DamagedStoreException e) {
        // One that retention removed meanwhile is not damaged.
        if (Files.exists(reader.release(release.id()))) {
          faults.add(
              "%s (release %s cannot be loaded; build the whole site again)"
                  .formatted(e.getMessage(), release.id().shortForm()));
        }
      }
    }
    return manifests;
  }

  /** The sizes of all objects that are what their name says. */
  private static Map<Digest, Long> hashObjects(StoreReader reader, List<String> faults)
      throws IOException {
    Map<Digest, Long> sound = new ConcurrentHashMap<>();
    List<Path> files = new ArrayList<>();
    for (Path folder : StoreReader.list(reader.objects())) {
      files.addAll(StoreReader.list(folder));
    }
    files.stream()
        .parallel()
        .map(file -> hash(file, sound))
        .flatMap(Optional::stream)
        .toList()
        .forEach(faults::add);
    return sound;
  }

  private static Optional<String> hash(Path file, Map<Digest, Long> sound) {
    try {
      Digest digest = Digest.of(file);
      String name = file.getParent().getFileName() + file.getFileName().toString();
      if (name.equals(digest.hex())) {
        sound.put(digest, Files.size(file));
        return Optional.empty();
      }
      return Optional.of(
          Hex.is64(name)
              ? "%s: its digest is %s: it was cut short or changed (remove it, then build the whole site again)"
                  .formatted(file, digest)
              : file + ": not an object (remove it)");
    } catch (NoSuchFileException e) {
      return Optional.empty(); // retention removed it meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkObjects(
      StoreReader reader, Manifest manifest, Map<Digest, Long> objects, List<String> faults) {
    manifest
        .entries()
        .filter(entry -> !objects.containsKey(entry.digest()))
        .filter(entry -> Files.exists(reader.release(manifest.id())))
        .forEach(
            entry ->
                faults.add(
                    "%s: missing or damaged, and %s of release %s is made of it (build the whole site again)"
                        .formatted(
                            reader.object(entry.digest()),
                            entry.path(),
                            manifest.id().shortForm())));
  }
}
