package io.pressroom.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a release store. Needs no lock and no write access, and may be used by many threads: a
 * release never changes once its id can be known.
 */
public final class StoreReader {

  private final Path store;

  private StoreReader(Path store) {
    this.store = store;
  }

  /** Reads the store in that folder, which need not be there yet: it has no live release then. */
  public static StoreReader at(Path store) {
    return new StoreReader(store);
  }

  /**
   * The release that is live, or nothing where none was published yet.
   *
   * @throws DamagedStoreException if {@code live} is not the id of a release
   */
  public Optional<ReleaseId> live() throws IOException {
    return named(liveFile());
  }

  /**
   * The release that stays live whatever is published, since somebody rolled back to it; nothing
   * where what is published goes live.
   *
   * @throws DamagedStoreException if {@code held} is not the id of a release
   */
  public Optional<ReleaseId> held() throws IOException {
    return named(heldFile());
  }

  /** The release that a file names; nothing where there is no such file. */
  private static Optional<ReleaseId> named(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!text.endsWith("\n") || !Hex.is64(text.substring(0, text.length() - 1))) {
      String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
      throw new DamagedStoreException(file + ": not a release id: \"" + shown.strip() + "\"");
    }
    return Optional.of(new ReleaseId(text.substring(0, text.length() - 1)));
  }

  /** As {@link #manifest(ReleaseId, Manifest)} with nothing known. */
  public Manifest manifest(ReleaseId id) throws IOException {
    return manifest(id, Manifest.empty());
  }

  /**
   * The manifest of a release. Reads its root, and those of its parts that {@code known} has not;
   * the digest of all that is read is verified.
   *
   * @throws DamagedStoreException if there is no such release, or a file of its manifest is missing
   *     or is not what its name says
   */
  public Manifest manifest(ReleaseId id, Manifest known) throws IOException {
    if (id.equals(known.id())) {
      return known;
    }
    Path root = release(id);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(root);
    } catch (NoSuchFileException e) {
      throw new DamagedStoreException(root + ": there is no such release", e);
    }
    return Manifest.read(root.toString(), id, bytes, known, this::part);
  }

  /** Where the bytes with that digest lie, if they are in the store. */
  public Path object(Digest digest) {
    return objects().resolve(folder(digest)).resolve(name(digest));
  }

  private static String folder(Digest object) {
    return object.hex().substring(0, 2);
  }

  private static String name(Digest object) {
    return object.hex().substring(2);
  }

  /**
   * Those of these objects whose names are not seen in the store. Asks for all names of a folder at
   * once: to ask for each of 100,000 objects was half of what a server's first load took.
   */
  public Set<Digest> notSeen(Collection<Digest> objects) {
    Map<String, List<Digest>> folders =
        objects.stream().collect(Collectors.groupingBy(StoreReader::folder));
    return folders.entrySet().parallelStream()
        .flatMap(folder -> notSeen(folder.getKey(), folder.getValue()))
        .collect(Collectors.toSet());
  }

  private Stream<Digest> notSeen(String folder, List<Digest> objects) {
    String[] names = objects().resolve(folder).toFile().list();
    Set<String> seen = names == null ? Set.of() : new HashSet<>(Arrays.asList(names));
    return objects.stream().filter(object -> !seen.contains(name(object)));
  }

  /**
   * When a release was last made, or made the live one.
   *
   * @throws DamagedStoreException if there is no such release
   */
  public Instant published(ReleaseId id) throws IOException {
    try {
      return Files.getLastModifiedTime(release(id)).toInstant();
    } catch (NoSuchFileException e) {
      throw new DamagedStoreException(release(id) + ": there is no such release", e);
    }
  }

  /** The releases in the store, the last published first. */
  public List<StoredRelease> releases() throws IOException {
    List<StoredRelease> found = new ArrayList<>();
    for (Path file : list(releasesFolder())) {
      String name = file.getFileName().toString();
      try {
        if (Hex.is64(name)) {
          found.add(
              new StoredRelease(new ReleaseId(name), Files.getLastModifiedTime(file).toInstant()));
        }
      } catch (NoSuchFileException e) {
        // Retention removed it meanwhile.
      }
    }
    found.sort(
        Comparator.comparing(StoredRelease::published)
            .reversed()
            .thenComparing(release -> release.id().value()));
    return List.copyOf(found);
  }

  private Part part(Digest digest) throws IOException {
    Path file = object(digest);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DamagedStoreException(file + ": this part of a manifest is missing", e);
    }
    Digest actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new DamagedStoreException(
          file + ": its digest is " + actual.hex() + ": it was cut short or changed");
    }
    return Part.parse(file.toString(), digest, bytes);
  }

  /**
   * What lies in a folder; nothing where there is no such folder, but a file a desktop left, say.
   */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  Path liveFile() {
    return store.resolve("live");
  }

  Path heldFile() {
    return store.resolve("held");
  }

  Path staging() {
    return store.resolve("staging");
  }

  Path folder() {
    return store;
  }

  Path objects() {
    return store.resolve("objects");
  }

  Path releasesFolder() {
    return store.resolve("releases");
  }

  Path release(ReleaseId id) {
    return releasesFolder().resolve(id.value());
  }
}
