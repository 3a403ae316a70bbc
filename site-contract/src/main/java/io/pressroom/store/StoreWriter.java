package io.pressroom.store;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one writer of a release store. Whatever is cut short at whatever line, a reader finds the old
 * release or the new one whole, and the next writer goes on without help.
 *
 * <pre>
 * staging/            new files lie aside here while a release is made; nobody reads them
 * objects/ab/cdef…    one file for distinct bytes, named by their SHA-256, never changed once there
 * releases/(id)       the root of a release's {@link Manifest}
 * live                the id of the live release and a line feed
 * held                the release that stays live whatever is published; only after a roll back
 * writer.lock         locked while a writer lives, with its process id
 * </pre>
 *
 * Publishing goes in four steps, and no step begins before the one before it would outlast a power
 * cut: the bytes of all new files, aside; the names of the new objects; the name of the new root;
 * the name {@code live}. What a cut leaves behind at each line is in {@code docs/formats.md}.
 *
 * <p>For one thread at a time, but for what {@link Staging} says of itself.
 */
public final class StoreWriter implements AutoCloseable {

  private final StoreReader reader;
  private final Disk disk;
  private final StoreFiles files;
  private final WriterLock lock;
  private Optional<Staging> staging = Optional.empty();

  /** A manifest all of whose objects were in the store when this writer last looked. */
  private Manifest sound = Manifest.empty();

  /** Whether this writer has looked for objects that no release names. */
  private boolean swept;

  private StoreWriter(Path store, Disk disk, int many, WriterLock lock) {
    this.reader = StoreReader.at(store);
    this.disk = disk;
    this.files = new StoreFiles(reader.folder(), disk, many);
    this.lock = lock;
  }

  /**
   * Opens the store in that folder, making it where there is none, and clears away what an earlier
   * writer left half done.
   *
   * @throws StoreLockedException if another writer has it
   * @throws IOException if it cannot be written to
   */
  public static StoreWriter open(Path store) throws IOException {
    return open(store, new RealDisk());
  }

  static StoreWriter open(Path store, Disk disk) throws IOException {
    return open(store, disk, StoreFiles.MANY);
  }

  /**
   * @param many see {@link StoreFiles}
   */
  static StoreWriter open(Path store, Disk disk, int many) throws IOException {
    WriterLock lock;
    try {
      Files.createDirectories(store);
      lock = WriterLock.take(store);
    } catch (StoreLockedException e) {
      throw e;
    } catch (IOException e) {
      throw RealDisk.cannot("write to the release store", store, e);
    }
    StoreWriter writer = new StoreWriter(store, disk, many, lock);
    try {
      writer.settle();
      writer.finishHold();
      return writer;
    } catch (IOException | RuntimeException | Error e) {
      try (lock) {
        writer.files.close();
      }
      throw e;
    }
  }

  /** What lies in this store. */
  public StoreReader reader() {
    return reader;
  }

  /** Whether the bytes with that digest are in the store. */
  public boolean has(Digest digest) {
    return Files.exists(reader.object(digest));
  }

  /**
   * Begins a release. Close it when done, published or not.
   *
   * @throws IllegalStateException if another one is not closed
   */
  public Staging stage() throws IOException {
    requireNoStaging();
    lock.requireHeld();
    disk.createFolder(reader.staging());
    staging = Optional.of(new Staging(this, disk, reader.staging()));
    return staging.get();
  }

  /**
   * Makes a release that is in the store the live one.
   *
   * @throws DamagedStoreException if it is not there, or not whole
   * @throws IllegalStateException if a {@link Staging} is not closed
   */
  public void pointLiveAt(ReleaseId id) throws IOException {
    requireNoStaging();
    Manifest manifest = reader.manifest(id, sound);
    requireObjects(manifest, Set.of());
    lock.requireHeld();
    disk.createFolder(reader.staging());
    try (Closeable _ = this::clearStaging) {
      files.flush(writeAside(manifest));
      makeLive(manifest);
    }
  }

  /**
   * Rolls back: makes a release that is in the store the live one and holds it there. What is
   * published from here on is kept in the store, and goes live after {@link #resume()}. To hold
   * what is held changes nothing.
   *
   * <p>The wish is written down before it is done, so that a cut in between does not lose it: the
   * next writer finishes what this one began.
   *
   * @throws DamagedStoreException if it is not there, or not whole; nothing is changed then
   * @throws IllegalStateException if a {@link Staging} is not closed
   */
  public void hold(ReleaseId id) throws IOException {
    requireNoStaging();
    Optional<ReleaseId> wanted = Optional.of(id);
    Manifest manifest = reader.manifest(id, sound);
    requireObjects(manifest, Set.of());
    if (!wanted.equals(heldOrNone())) {
      disk.createFolder(reader.staging());
      try (Closeable _ = this::clearStaging) {
        Path aside = reader.staging().resolve("held");
        disk.write(aside, line(id));
        files.flush(List.of(aside));
        files.move(aside, reader.heldFile());
        files.flushNames();
      }
    }
    if (!isLive(manifest)) {
      pointLiveAt(id);
    }
  }

  /** Ends {@link #hold}: what is published next goes live. */
  public void resume() throws IOException {
    if (Files.exists(reader.heldFile())) {
      files.delete(reader.heldFile());
      files.flushNames();
    }
  }

  /** A roll back that was cut off; one that cannot be finished leaves what is live. */
  private void finishHold() throws IOException {
    try {
      Optional<ReleaseId> held = reader.held();
      if (held.isPresent() && !held.equals(reader.live())) {
        pointLiveAt(held.get());
      }
    } catch (DamagedStoreException e) {
      // Publishing says so, and a check of the store does.
    }
  }

  private Optional<ReleaseId> heldOrNone() throws IOException {
    try {
      return reader.held();
    } catch (DamagedStoreException e) {
      return Optional.empty();
    }
  }

  /**
   * Removes the releases that {@code retention} does not keep, and the objects that no release
   * names any more. Cut short, it leaves objects too many, which the next call removes.
   *
   * @throws DamagedStoreException if a release that is kept cannot be read, so that it is not known
   *     what it needs; nothing is removed then
   * @throws IllegalStateException if a {@link Staging} is not closed: its objects have no release
   *     yet
   */
  public Pruned prune(Retention retention) throws IOException {
    requireNoStaging();
    lock.requireHeld();
    Optional<ReleaseId> live = reader.live();
    Instant floor = Instant.now().minus(retention.youngerThan());
    List<ReleaseId> kept = new ArrayList<>();
    List<ReleaseId> dropped = new ArrayList<>();
    for (StoredRelease release : reader.releases()) {
      boolean keep =
          kept.size() < retention.keep()
              || release.published().isAfter(floor)
              || live.equals(Optional.of(release.id()));
      (keep ? kept : dropped).add(release.id());
    }
    if (dropped.isEmpty() && swept) {
      return new Pruned(0, 0, 0);
    }
    Set<Digest> named = named(kept);
    if (!kept.contains(sound.id())) {
      sound = Manifest.empty();
    }
    swept = false;
    for (ReleaseId id : dropped) {
      files.delete(reader.release(id));
    }
    // A power cut must not bring back a release whose objects it does not bring back.
    files.flushNames();
    int objects = 0;
    long bytes = 0;
    for (Path folder : StoreReader.list(reader.objects())) {
      for (Path file : StoreReader.list(folder)) {
        String hex = folder.getFileName() + file.getFileName().toString();
        if (!Hex.is64(hex) || !named.contains(new Digest(hex))) {
          bytes += Files.size(file);
          objects++;
          disk.delete(file);
        }
      }
    }
    swept = true;
    return new Pruned(dropped.size(), objects, bytes);
  }

  /** Gives the store back. A release that is being made is dropped. */
  @Override
  public void close() throws IOException {
    try (lock;
        files) {
      if (staging.isPresent()) {
        staging.get().close();
      }
    }
  }

  /**
   * Publishes what lies in the staging folder; it goes live unless another release is held.
   *
   * @param staged the objects that lie there, each under its digest
   */
  ReleaseId publish(Manifest manifest, Set<Digest> staged) throws IOException {
    requireObjects(manifest, staged);
    Optional<ReleaseId> held = reader.held();
    boolean goesLive = held.isEmpty() || held.get().equals(manifest.id());
    boolean done = isThere(manifest) && (!goesLive || isLive(manifest));
    List<Path> aside = new ArrayList<>();
    staged.forEach(digest -> aside.add(reader.staging().resolve(digest.hex())));
    if (!done) {
      aside.addAll(writeAside(manifest));
    }
    files.flush(aside);
    for (Path folder : staged.stream().map(d -> reader.object(d).getParent()).distinct().toList()) {
      files.createFolder(folder);
    }
    for (Digest digest : staged) {
      files.move(reader.staging().resolve(digest.hex()), reader.object(digest));
    }
    files.flushNames();
    if (!done && goesLive) {
      makeLive(manifest);
    } else if (!done) {
      files.move(rootAside(), reader.release(manifest.id()));
      files.flushNames();
    }
    sound = manifest;
    return manifest.id();
  }

  void closed() throws IOException {
    staging = Optional.empty();
    clearStaging();
  }

  /** Whether the bytes are in the store, as far as their number tells. */
  boolean has(Digest digest, long size) {
    // One question to the system, and no exception made, for each of the objects of a site.
    File object = reader.object(digest).toFile();
    return size == 0 ? object.isFile() && object.length() == 0 : object.length() == size;
  }

  Manifest sound() {
    return sound;
  }

  /** Writes the two files that make a release the live one, not yet where they are read. */
  private Collection<Path> writeAside(Manifest manifest) throws IOException {
    disk.write(rootAside(), manifest.root());
    disk.write(liveAside(), line(manifest.id()));
    return List.of(rootAside(), liveAside());
  }

  private void makeLive(Manifest manifest) throws IOException {
    files.move(rootAside(), reader.release(manifest.id()));
    files.flushNames();
    lock.requireHeld(); // the last moment at which a writer that slept can still not do harm
    files.move(liveAside(), reader.liveFile());
    files.flushNames();
  }

  private static byte[] line(ReleaseId id) {
    return (id + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private Path rootAside() {
    return reader.staging().resolve("release");
  }

  private Path liveAside() {
    return reader.staging().resolve("live");
  }

  private boolean isLive(Manifest manifest) throws IOException {
    try {
      return reader.live().equals(Optional.of(manifest.id())) && isThere(manifest);
    } catch (DamagedStoreException e) {
      return false; // and publishing mends it
    }
  }

  private boolean isThere(Manifest manifest) throws IOException {
    try {
      return Arrays.equals(Files.readAllBytes(reader.release(manifest.id())), manifest.root());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void requireObjects(Manifest manifest, Set<Digest> staged) throws IOException {
    Optional<Entry> missing =
        manifest.since(sound).changed().parallelStream()
            .filter(entry -> !staged.contains(entry.digest()))
            .filter(entry -> !has(entry.digest(), entry.size()))
            .findFirst();
    if (missing.isPresent()) {
      Entry entry = missing.get();
      throw new DamagedStoreException(
          "%s: missing or not of %d bytes, and %s is made of it"
              .formatted(reader.object(entry.digest()), entry.size(), entry.path()));
    }
  }

  private void requireNoStaging() {
    if (staging.isPresent()) {
      throw new IllegalStateException("a release is being made, and is not closed yet");
    }
  }

  /** Every object that these releases name. */
  private Set<Digest> named(List<ReleaseId> releases) throws IOException {
    Set<Digest> named = new HashSet<>();
    Manifest last = Manifest.empty();
    for (ReleaseId id : releases) {
      Manifest manifest = reader.manifest(id, last);
      // The parts that it shares with the one before are in the set already.
      manifest
          .partsSince(last)
          .forEach(
              part -> {
                named.add(part.digest());
                part.entries().forEach(entry -> named.add(entry.digest()));
              });
      last = manifest;
    }
    return named;
  }

  private void settle() throws IOException {
    files.createFolder(reader.objects());
    files.createFolder(reader.releasesFolder());
    files.flushNames();
    if (Files.isDirectory(reader.staging())) {
      // The last writer was cut off, perhaps between giving names and flushing them.
      List<Path> folders = new ArrayList<>(StoreReader.list(reader.objects()));
      folders.addAll(List.of(reader.objects(), reader.releasesFolder(), reader.folder()));
      files.flush(folders);
      clearStaging();
    }
  }

  /** Removes the staging folder, the sign that a writer is at work or was cut off. */
  private void clearStaging() throws IOException {
    for (Path file : StoreReader.list(reader.staging())) {
      disk.delete(file);
    }
    if (!files.hasUnflushedNames()) {
      disk.delete(reader.staging());
    }
  }
}
