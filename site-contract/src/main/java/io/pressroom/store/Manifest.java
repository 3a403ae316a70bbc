package io.pressroom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every path of a release with its digest, size and media type. Immutable, and the same value for
 * the same entries however it came about.
 *
 * <p>The manifest is kept in parts, so that what one edit costs to write, to send and to load grows
 * with the edit. A path belongs to the part whose number is the first {@code b} bits of the SHA-256
 * of the path's UTF-8 bytes; {@code b} is the smallest number for which 2<sup>b</sup> × 256 is at
 * least the number of paths. A part is an ordinary object of the store, one line an entry, by path:
 *
 * <pre>
 * 5891b5b5…be03 6 text/plain;charset=utf-8 hello.txt
 * </pre>
 *
 * The root, in {@code releases/<id>}, has one line for each part: its digest, or {@code -} where
 * there is no path in it. The release id is the SHA-256 of the root:
 *
 * <pre>
 * pressroom-release 1 300
 * 9f86d081…0a08
 * 60303ae2…8752
 * </pre>
 */
public final class Manifest {

  /** Paths in a part on average, at most. */
  private static final int PART_SIZE = 256;

  private static final int MOST_BITS = 22;

  private static final String HEADER = "pressroom-release 1 ";

  private static final Manifest EMPTY = of(List.of());

  private final int bits;
  private final Part[] parts;
  private final int size;
  private final byte[] root;
  private final ReleaseId id;

  private Manifest(int bits, Part[] parts) {
    this.bits = bits;
    this.parts = parts;
    int count = 0;
    for (Part part : parts) {
      count += part.size();
    }
    this.size = count;
    StringBuilder text = new StringBuilder(32 + parts.length * 65);
    text.append(HEADER).append(count).append('\n');
    for (Part part : parts) {
      text.append(part.isEmpty() ? "-" : part.digest().hex()).append('\n');
    }
    this.root = text.toString().getBytes(StandardCharsets.US_ASCII);
    this.id = new ReleaseId(Digest.of(root).hex());
  }

  /** The manifest of a site without a file. */
  public static Manifest empty() {
    return EMPTY;
  }

  /**
   * The manifest of these entries, in any order.
   *
   * @throws IllegalArgumentException if two entries have one path
   */
  public static Manifest of(Collection<Entry> entries) {
    int bits = bitsFor(entries.size());
    List<List<Entry>> lists = new ArrayList<>(1 << bits);
    for (int i = 0; i < 1 << bits; i++) {
      lists.add(new ArrayList<>());
    }
    for (Entry entry : entries) {
      lists.get(number(entry.path(), bits)).add(entry);
    }
    return new Manifest(bits, lists.stream().map(Part::of).toArray(Part[]::new));
  }

  /**
   * This manifest without the paths {@code removed} and with the entries {@code put}, which replace
   * those at the same paths. A path in both is put. A path removed that is not here is no error.
   *
   * <p>Only the parts are made again that a path falls into; where the number of parts changes,
   * that is all of them.
   *
   * @throws IllegalArgumentException if two entries of {@code put} have one path
   */
  public Manifest with(Collection<Entry> put, Collection<OutputPath> removed) {
    Map<Integer, Map<OutputPath, Optional<Entry>>> edits = new HashMap<>();
    for (OutputPath path : removed) {
      edits.computeIfAbsent(number(path, bits), n -> new HashMap<>()).put(path, Optional.empty());
    }
    Set<OutputPath> seen = new HashSet<>();
    for (Entry entry : put) {
      if (!seen.add(entry.path())) {
        throw twice(entry.path());
      }
      edits
          .computeIfAbsent(number(entry.path(), bits), n -> new HashMap<>())
          .put(entry.path(), Optional.of(entry));
    }
    Part[] edited = parts.clone();
    edits.forEach((number, edit) -> edited[number] = parts[number].with(edit));
    int count = Arrays.stream(edited).mapToInt(Part::size).sum();
    return bitsFor(count) == bits
        ? new Manifest(bits, edited)
        : of(Arrays.stream(edited).flatMap(Part::entries).toList());
  }

  /** The release that has this manifest. */
  public ReleaseId id() {
    return id;
  }

  /** The number of paths. */
  public int size() {
    return size;
  }

  /** What lies at {@code path}. */
  public Optional<Entry> entry(OutputPath path) {
    return parts[number(path, bits)].entry(path);
  }

  /** All entries, by path. */
  public Stream<Entry> entries() {
    return inNoOrder().sorted(Comparator.comparing(Entry::path));
  }

  private Stream<Entry> inNoOrder() {
    return Arrays.stream(parts).flatMap(Part::entries);
  }

  /**
   * What makes {@code older} this manifest. Only parts that differ are looked into; where the two
   * have not the same number of parts, that is all of them.
   */
  public Difference since(Manifest older) {
    if (older.size == 0) {
      return new Difference(inNoOrder().toList(), List.of());
    }
    List<Entry> changed = new ArrayList<>();
    List<OutputPath> removed = new ArrayList<>();
    if (bits == older.bits) {
      for (int i = 0; i < parts.length; i++) {
        if (!parts[i].equals(older.parts[i])) {
          parts[i].since(older.parts[i], changed, removed);
        }
      }
    } else {
      inNoOrder()
          .filter(entry -> !older.entry(entry.path()).equals(Optional.of(entry)))
          .forEach(changed::add);
      older
          .inNoOrder()
          .map(Entry::path)
          .filter(path -> entry(path).isEmpty())
          .forEach(removed::add);
    }
    Entry[] inOrder = changed.toArray(Entry[]::new);
    Arrays.parallelSort(inOrder, Comparator.comparing(Entry::path));
    removed.sort(Comparator.naturalOrder());
    return new Difference(List.of(inOrder), removed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "release " + id.shortForm() + " of " + size + " paths";
  }

  /** The bytes of {@code releases/<id>}. */
  byte[] root() {
    return root.clone();
  }

  /** The parts that are objects of the store: all that are not empty. */
  Stream<Part> parts() {
    return Arrays.stream(parts).filter(part -> !part.isEmpty());
  }

  /** The parts of this manifest that {@code known} has not. */
  Stream<Part> partsSince(Manifest known) {
    return known.bits != bits
        ? parts()
        : IntStream.range(0, parts.length)
            .filter(i -> !parts[i].isEmpty() && !parts[i].equals(known.parts[i]))
            .mapToObj(i -> parts[i]);
  }

  /** Where a part is found while a manifest is read. */
  @FunctionalInterface
  interface PartSource {
    Part part(Digest digest) throws IOException;
  }

  /**
   * Reads a manifest from its root's bytes.
   *
   * @param name what the root is called in a message about damage
   * @param known a manifest whose parts need not be asked of {@code source} again
   * @param source is asked by many threads at once
   */
  static Manifest read(String name, ReleaseId id, byte[] root, Manifest known, PartSource source)
      throws IOException {
    Root parsed = Root.parse(name, id, root);
    int bits = Integer.numberOfTrailingZeros(parsed.parts().size());
    Part[] parts = new Part[parsed.parts().size()];
    try {
      // On all cores: at 100,000 paths this is most of what a server does before its first answer.
      IntStream.range(0, parts.length)
          .parallel()
          .forEach(i -> parts[i] = part(name, i, bits, parsed.parts().get(i), known, source));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int count = Arrays.stream(parts).mapToInt(Part::size).sum();
    if (count != parsed.count()) {
      throw new DamagedStoreException(
          name + ": its parts have " + count + " paths, it says " + parsed.count());
    }
    Manifest manifest = new Manifest(bits, parts);
    if (!manifest.id.equals(id)) {
      throw new DamagedStoreException(name + ": not written as this version of the format does");
    }
    return manifest;
  }

  private static Part part(
      String name,
      int number,
      int bits,
      Optional<Digest> digest,
      Manifest known,
      PartSource source) {
    if (digest.isEmpty()) {
      return Part.EMPTY;
    }
    if (known.bits == bits && known.parts[number].digest().equals(digest.get())) {
      return known.parts[number];
    }
    try {
      Part part = source.part(digest.get());
      MessageDigest sha256 = Digest.sha256(); // to make one costs more than to use it
      if (part.entries().anyMatch(entry -> number(entry.path(), bits, sha256) != number)) {
        throw new DamagedStoreException(
            name + ": part " + number + " has a path that belongs to another part");
      }
      return part;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a root's bytes say. */
  record Root(int count, List<Optional<Digest>> parts) {

    static Root parse(String name, ReleaseId id, byte[] bytes) throws DamagedStoreException {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (!text.startsWith("pressroom-release ")) {
        throw new DamagedStoreException(name + ": not a release manifest");
      }
      if (!text.startsWith(HEADER)) {
        throw new DamagedStoreException(
            name
                + ": written in another version of the format (\""
                + text.lines().findFirst().orElse("")
                + "\"); this one reads version 1");
      }
      Digest actual = Digest.of(bytes);
      if (!actual.hex().equals(id.value())) {
        throw new DamagedStoreException(
            name + ": its digest is " + actual.hex() + ": it was cut short or changed");
      }
      List<String> lines = text.lines().toList();
      int count;
      List<Optional<Digest>> parts = new ArrayList<>();
      try {
        count = Integer.parseInt(lines.getFirst().substring(HEADER.length()));
        for (String line : lines.subList(1, lines.size())) {
          parts.add(line.equals("-") ? Optional.empty() : Optional.of(new Digest(line)));
        }
      } catch (IllegalArgumentException e) {
        throw new DamagedStoreException(name + ": not a release manifest: " + e.getMessage(), e);
      }
      if (count < 0 || parts.size() != 1 << bitsFor(count)) {
        throw new DamagedStoreException(
            name + ": " + parts.size() + " parts are not what " + count + " paths have");
      }
      return new Root(count, parts);
    }
  }

  static IllegalArgumentException twice(OutputPath path) {
    return new IllegalArgumentException("two entries of a manifest have one path: " + path);
  }

  private static int bitsFor(int count) {
    int bits = 0;
    while (bits < MOST_BITS && (PART_SIZE << bits) < count) {
      bits++;
    }
    return bits;
  }

  private static int number(OutputPath path, int bits) {
    return number(path, bits, Digest.sha256());
  }

  private static int number(OutputPath path, int bits, MessageDigest sha256) {
    if (bits == 0) {
      return 0;
    }
    byte[] hash = sha256.digest(path.value().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getInt() >>> (Integer.SIZE - bits);
  }
}
