package io.pressroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A release that is being made: its new objects lie aside, where nobody reads, until it is
 * published. Closing it drops what was not published.
 *
 * <p>The two {@code put} methods may be called by many threads at once; {@link #publish} and {@link
 * #close} only when none is in them.
 */
public final class Staging implements AutoCloseable {

  private final StoreWriter writer;
  private final Disk disk;
  private final Path folder;
  private final Set<Digest> staged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger copies = new AtomicInteger();
  private boolean closed;

  Staging(StoreWriter writer, Disk disk, Path folder) {
    this.writer = writer;
    this.disk = disk;
    this.folder = folder;
  }

  /** Puts bytes into the release. Nothing is written where the store has them. */
  public Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    if (isNew(digest, bytes.length)) {
      try {
        disk.write(aside(digest), bytes);
      } catch (IOException | RuntimeException | Error e) {
        staged.remove(digest);
        throw e;
      }
    }
    return digest;
  }

  /**
   * Puts a file's bytes into the release, as they are while it is read. Nothing is written where
   * the store has them.
   */
  public Staged put(Path file) throws IOException {
    Staged found = new Staged(Digest.of(file), Files.size(file));
    if (staged.contains(found.digest()) || writer.has(found.digest(), found.size())) {
      return found;
    }
    // The file may have changed since, so what counts is what is copied.
    Path copy = folder.resolve("copy-" + copies.incrementAndGet());
    Staged copied;
    try (InputStream in = Files.newInputStream(file)) {
      copied = disk.copy(in, copy);
    }
    disk.move(copy, aside(copied.digest()));
    staged.add(copied.digest());
    return copied;
  }

  /**
   * Makes {@code manifest} the live release, or only a release of the store while another one is
   * held live. No release is written where it is that already. What was put and is not named by it
   * is dropped: the output that a later one took the place of. After a failure there is nothing
   * left to do with this staging but to close it.
   *
   * @throws DamagedStoreException if the manifest names bytes that were neither put nor are in the
   *     store: whoever thought they were there must put them again
   */
  public ReleaseId publish(Manifest manifest) throws IOException {
    Set<Digest> named = new HashSet<>();
    for (Part part : (Iterable<Part>) manifest.partsSince(writer.sound())::iterator) {
      named.add(put(part.bytes()));
    }
    manifest.since(writer.sound()).changed().forEach(entry -> named.add(entry.digest()));
    staged.retainAll(named);
    ReleaseId id = writer.publish(manifest, staged);
    staged.clear();
    return id;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.closed();
    }
  }

  private boolean isNew(Digest digest, long size) {
    return !staged.contains(digest) && !writer.has(digest, size) && staged.add(digest);
  }

  private Path aside(Digest digest) {
    return folder.resolve(digest.hex());
  }
}
