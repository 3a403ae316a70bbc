package io.pressroom.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one writer of a release store. Whatever is cut short at whatever line, a reader finds the old
 * release or the new one whole, and the next writer goes on without help.
 *
 * <p>One thread at a time, but for what {@link Staging} says of itself.
 */
public final class StoreWriter implements AutoCloseable {

  private final StoreReader reader;
  private final Disk disk;
  private final WriterLock lock;
  private Optional<Staging> staging = Optional.empty();

  /** A manifest all of whose objects are known to be in the store. */
  private Manifest sound = Manifest.empty();

  private boolean swept;

  private StoreWriter(Path store, Disk disk, WriterLock lock) {
    this.reader = StoreReader.at(store);
    this.disk = disk;
    this.lock = lock;
  }

  /**
   * Opens the store in that folder, making it where there is none, and removes what an earlier
   * writer left half done.
   *
   * @throws StoreLockedException if another writer has it
   * @throws IOException if it cannot be written to
   */
  public static StoreWriter open(Path store) throws IOException {
    return open(store, new RealDisk());
  }

  static StoreWriter open(Path store, Disk disk) throws IOException {
    WriterLock lock;
    try {
      Files.createDirectories(store);
      lock = WriterLock.take(store);
    } catch (StoreLockedException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new IOException(
          "cannot write to the release store "
              + store
              + " (let this user write there, or choose another store)",
          e);
    } catch (FileSystemException e) {
      throw new IOException(
          "cannot write to the release store "
              + store
              + ": "
              + (e.getReason() == null ? e.getMessage() : e.getReason()),
          e);
    }
    StoreWriter writer = new StoreWriter(store, disk, lock);
    try {
      writer.settle();
      return writer;
    } catch (IOException | RuntimeException e) {
      lock.close();
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
    if (staging.isPresent()) {
      throw new IllegalStateException("a release is being made already");
    }
    disk.createFolder(stagingFolder());
    staging = Optional.of(new Staging(this));
    return staging.get();
  }

  /**
   * Makes a release that is in the store the live one.
   *
   * @throws DamagedStoreException if it is not there, or not whole
   */
  public void pointLiveAt(ReleaseId id) throws IOException {
    Manifest manifest = reader.manifest(id, sound);
    requireObjects(manifest);
    disk.createFolder(stagingFolder());
    disk.touch(reader.release(id));
    writeLive(id);
    swapLive();
    disk.delete(stagingFolder());
    sound = manifest;
  }

  /** Removes releases and objects that {@code retention} does not keep. */
  public Pruned prune(Retention retention) throws IOException {
    if (staging.isPresent()) {
      throw new IllegalStateException("a release is being made: its objects are named by none yet");
    }
    Optional<ReleaseId> live = reader.live();
    Instant floor = Instant.now().minus(retention.youngerThan());
    List<ReleaseId> dropped = new ArrayList<>();
    List<ReleaseId> kept = new ArrayList<>();
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
    // Read before anything is removed: a release that cannot be read stops the work here.
    Set<Digest> named = new HashSet<>();
    Manifest last = sound;
    for (ReleaseId id : kept) {
      last = reader.manifest(id, last);
      last.parts().forEach(part -> named.add(part.digest()));
      last.entries().forEach(entry -> named.add(entry.digest()));
    }
    for (ReleaseId id : dropped) {
      disk.delete(reader.release(id));
    }
    if (!dropped.isEmpty()) {
      // No release may come back after a power cut that has lost its objects.
      disk.flush(reader.releasesFolder());
    }
    if (!kept.contains(sound.id())) {
      sound = Manifest.empty();
    }
    int objects = 0;
    long bytes = 0;
    for (Path folder : objectFolders()) {
      for (Path file : files(folder)) {
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
    try {
      if (staging.isPresent()) {
        staging.get().close();
      }
    } finally {
      lock.close();
    }
  }

  /** The folders of a store, and no staging folder in it. */
  private void settle() throws IOException {
    Path store = reader.folder();
    if (!Files.isDirectory(reader.releasesFolder())) {
      disk.createFolder(reader.objects());
      disk.createFolder(reader.releasesFolder());
      disk.flush(store);
    }
    if (Files.isDirectory(stagingFolder())) {
      // The last writer was cut off, perhaps between giving names and flushing them.
      for (Path folder : objectFolders()) {
        disk.flush(folder);
      }
      disk.flush(reader.objects());
      disk.flush(reader.releasesFolder());
      disk.flush(store);
      discard();
    }
  }

  private void discard() throws IOException {
    for (Path file : files(stagingFolder())) {
      disk.delete(file);
    }
    disk.delete(stagingFolder());
  }

  private void requireObjects(Manifest manifest) throws IOException {
    for (Entry entry : manifest.since(sound).changed()) {
      if (!has(entry.digest(), entry.size())) {
        throw new DamagedStoreException(
            reader.object(entry.digest())
                + ": missing, or not of "
                + entry.size()
                + " bytes, and "
                + entry.path()
                + " is made of it");
      }
    }
  }

  boolean has(Digest digest, long size) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(reader.object(digest), BasicFileAttributes.class);
      return found.size() == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  Disk disk() {
    return disk;
  }

  Path stagingFolder() {
    return reader.folder().resolve("staging");
  }

  /** What {@link Staging#publish} does once all objects lie flushed in the staging folder. */
  ReleaseId publish(Manifest manifest, Set<Digest> staged) throws IOException {
    for (Digest digest : staged) {
      disk.flush(stagingFolder().resolve(digest.hex()));
    }
    Set<Path> folders = new HashSet<>();
    for (Digest digest : staged) {
      Path object = reader.object(digest);
      if (folders.add(object.getParent())) {
        disk.createFolder(object.getParent());
      }
      disk.move(stagingFolder().resolve(digest.hex()), object);
    }
    folders.add(reader.objects());
    for (Path folder : folders) {
      disk.flush(folder);
    }
    requireObjects(manifest);
    sound = manifest;
    ReleaseId id = manifest.id();
    if (!reader.live().equals(Optional.of(id))) {
      Path aside = stagingFolder().resolve("release");
      disk.write(aside, manifest.root());
      disk.flush(aside);
      disk.move(aside, reader.release(id));
      disk.flush(reader.releasesFolder());
      writeLive(id);
      swapLive();
    }
    return id;
  }

  private void writeLive(ReleaseId id) throws IOException {
    Path aside = stagingFolder().resolve("live");
    disk.write(aside, (id.value() + "\n").getBytes(StandardCharsets.US_ASCII));
    disk.flush(aside);
  }

  private void swapLive() throws IOException {
    disk.move(stagingFolder().resolve("live"), reader.folder().resolve("live"));
    disk.flush(reader.folder());
  }

  void closeStaging() throws IOException {
    staging = Optional.empty();
    discard();
  }

  private List<Path> objectFolders() throws IOException {
    return files(reader.objects());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
