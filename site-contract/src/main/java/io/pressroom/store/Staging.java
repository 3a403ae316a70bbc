package io.pressroom.store;

import java.io.IOException;
import java.nio.file.Path;
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
  private final Set<Digest> staged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger copies = new AtomicInteger();

  Staging(StoreWriter writer) {
    this.writer = writer;
  }

  /** Puts bytes into the release. Costs next to nothing where the store has them. */
  public Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    if (!staged.contains(digest) && !writer.has(digest, bytes.length) && staged.add(digest)) {
      writer.disk().write(aside(digest.hex()), bytes);
    }
    return digest;
  }

  /** Puts a file's bytes into the release, as they are while it is read. */
  public Staged put(Path file) throws IOException {
    Path copy = aside("copy-" + copies.incrementAndGet());
    Staged result = writer.disk().copy(file, copy);
    if (!writer.has(result.digest(), result.size()) && staged.add(result.digest())) {
      writer.disk().move(copy, aside(result.digest().hex()));
    } else {
      writer.disk().delete(copy);
    }
    return result;
  }

  /**
   * Makes {@code manifest} the live release. Nothing is written for it where it is live already.
   *
   * @throws DamagedStoreException if the manifest names bytes that were neither put nor in the
   *     store
   */
  public ReleaseId publish(Manifest manifest) throws IOException {
    for (Part part : manifest.parts().toList()) {
      put(part.bytes());
    }
    ReleaseId id = writer.publish(manifest, staged);
    staged.clear();
    return id;
  }

  @Override
  public void close() throws IOException {
    writer.closeStaging();
  }

  private Path aside(String name) {
    return writer.stagingFolder().resolve(name);
  }
}
