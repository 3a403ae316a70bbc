package io.pressroom.server.load;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.Unpooled;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.StoreReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bodies of resources. Small ones are kept in memory, those that are asked for most, within a
 * bound; a swap of releases keeps what is equal in both, since a body is known by its digest. No
 * bytes are ever handed out that are not what their digest says.
 */
public final class Bodies {

  /** From here on a body is sent from its file: the kernel then copies less than we would. */
  private static final long LARGE = 160 << 10;

  /** What an entry costs beside its bytes. */
  private static final int OVERHEAD = 256;

  /** How long the system is taken to keep in memory what it had there. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final int MOST_PARTS = 1000;

  private final StoreReader store;
  private final boolean earlyHints;
  private final Cache<Key, Body.InMemory> kept;
  private final Cache<Part, Boolean> cached =
      Caffeine.newBuilder()
          .expireAfterWrite(MOMENT)
          .maximumSize(MOST_PARTS)
          .executor(Runnable::run)
          .build();

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private record Part(Body.InFile file, long first, long length) {}

  private record Key(Digest digest, Coding coding, boolean added) {
    static Key of(Resource resource, Coding coding) {
      return new Key(resource.digest(), coding, resource.addition().isPresent());
    }
  }

  /**
   * @param bound how many bytes of bodies to keep
   * @param earlyHints whether pages are looked through for what they will load
   */
  public Bodies(StoreReader store, long bound, boolean earlyHints) {
    this.store = store;
    this.earlyHints = earlyHints;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(bound)
            .weigher((Key key, Body.InMemory body) -> OVERHEAD + (int) body.size())
            .executor(Runnable::run)
            .build();
  }

  /** The body of a resource, if that needs no reading: it is large, or kept. Never blocks. */
  public Optional<Body> ready(Resource resource, Coding coding) {
    if (sentFromFile(resource, coding)) {
      return Optional.of(file(resource));
    }
    Optional<Body> body = kept(resource, coding).map(Body.class::cast);
    if (body.isEmpty()) {
      misses.increment();
    }
    return body;
  }

  /** The body of a resource, if it is kept in memory. Never blocks. */
  public Optional<Body.InMemory> kept(Resource resource, Coding coding) {
    Optional<Body.InMemory> body = Optional.ofNullable(kept.getIfPresent(Key.of(resource, coding)));
    if (body.isPresent()) {
      hits.increment();
    }
    return body;
  }

  /**
   * The body of a resource; reads, verifies, codes and keeps it if need be. Blocks.
   *
   * @throws DamagedObjectException if its object is missing or is not what its digest says
   */
  public Body read(Resource resource, Coding coding) throws IOException {
    if (sentFromFile(resource, coding)) {
      return file(resource);
    }
    try {
      return kept.get(
          Key.of(resource, coding),
          key -> {
            try {
              return make(resource, coding, verified(resource));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether to send that part waits for no disk: the system has it in memory, or just had. */
  public boolean isAtHand(Body.InFile file, long first, long length) {
    Part part = new Part(file, first, length);
    if (cached.getIfPresent(part) != null) {
      return true;
    }
    boolean atHand = file.isCached(first, length);
    if (atHand) {
      cached.put(part, true);
    }
    return atHand;
  }

  /**
   * Verifies the object of a resource; keeps its body, if it is small: it is likely asked for soon.
   */
  void verify(Resource resource) throws IOException {
    if (resource.objectSize() > LARGE) {
      verifyFile(resource);
    } else if (kept.getIfPresent(Key.of(resource, Coding.IDENTITY)) == null) {
      byte[] bytes = verified(resource);
      kept.put(Key.of(resource, Coding.IDENTITY), make(resource, Coding.IDENTITY, bytes));
    }
  }

  /** Does what {@link #verify} does for a small body, and keeps nothing. */
  void rehearse(Resource resource) throws IOException {
    if (resource.objectSize() <= LARGE) {
      var _ = make(resource, Coding.IDENTITY, verified(resource));
    }
  }

  /**
   * Sees what costs little: that all objects are there, and that those are as long as they should
   * be which are sent from their files, unread.
   */
  void glanceAt(List<Resource> resources) throws IOException {
    Set<Digest> notSeen = store.notSeen(resources.stream().map(Resource::digest).toList());
    for (Resource resource : resources) {
      if (resource.objectSize() > LARGE || notSeen.contains(resource.digest())) {
        glanceAt(resource);
      }
    }
  }

  private void glanceAt(Resource resource) throws IOException {
    Path file = store.object(resource.digest());
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw new DamagedObjectException(resource.address(), file, "it cannot be read", e);
    }
    if (size != resource.objectSize()) {
      throw cutShort(resource.address(), file, resource.objectSize(), size);
    }
  }

  /** How often a small body was asked for that was kept. */
  public long hits() {
    return hits.sum();
  }

  /** How often a small body was asked for that had to be read or coded first. */
  public long misses() {
    return misses.sum();
  }

  /** How many bytes are kept, about. */
  public long bytesKept() {
    return kept.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private boolean sentFromFile(Resource resource, Coding coding) {
    return coding == Coding.IDENTITY
        && resource.objectSize() > LARGE
        && resource.addition().isEmpty();
  }

  private Body.InFile file(Resource resource) {
    return new Body.InFile(store.object(resource.digest()), resource.objectSize());
  }

  private Body.InMemory make(Resource resource, Coding coding, byte[] object) throws IOException {
    byte[] whole =
        resource.addition().map(a -> a.addTo(object, resource.digest().hex())).orElse(object);
    byte[] coded = Coder.code(whole, coding);
    return new Body.InMemory(
        outsideHeap(coded),
        HttpHeaders.createOptimized(Integer.toString(coded.length)),
        coding == Coding.IDENTITY
            ? resource.etag()
            : HttpHeaders.createOptimized(resource.etag(coding)),
        earlyHints && resource.isHtml()
            ? EarlyHints.of(object).map(HttpHeaders::createOptimized)
            : Optional.empty());
  }

  /** Freed with the last reference to it, as any object is. */
  @SuppressWarnings("deprecation") // The method moves to an internal interface in Vert.x 5.
  private static Buffer outsideHeap(byte[] bytes) {
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Buffer.buffer(Unpooled.wrappedBuffer(copy));
  }

  private byte[] verified(Resource resource) throws IOException {
    return verified(resource.address(), resource.digest(), resource.objectSize());
  }

  /** The bytes of an object that is not served, verified. */
  byte[] verified(Entry entry) throws IOException {
    return verified(Resource.address(entry.path()), entry.digest(), entry.size());
  }

  private byte[] verified(String address, Digest digest, long size) throws IOException {
    Path file = store.object(digest);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DamagedObjectException(address, file, "it cannot be read", e);
    }
    if (bytes.length != size) {
      throw cutShort(address, file, size, bytes.length);
    }
    check(address, digest, file, Digest.of(bytes));
    return bytes;
  }

  private void verifyFile(Resource resource) throws IOException {
    glanceAt(resource);
    Path file = store.object(resource.digest());
    check(resource.address(), resource.digest(), file, Digest.of(file));
  }

  private static void check(String address, Digest digest, Path file, Digest actual)
      throws DamagedObjectException {
    if (!actual.equals(digest)) {
      throw new DamagedObjectException(
          address, file, "its digest is " + actual.hex() + ": it was changed", null);
    }
  }

  private static DamagedObjectException cutShort(
      String address, Path file, long expected, long actual) {
    return new DamagedObjectException(
        address, file, "it has " + actual + " bytes, the manifest says " + expected, null);
  }
}
