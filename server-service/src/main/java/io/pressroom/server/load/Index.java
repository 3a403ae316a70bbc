package io.pressroom.server.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of a release by address. Never changes; a change makes another one that shares the
 * parts that are equal, so that it costs what changed.
 */
final class Index {

  private static final int PART_SIZE = 64;

  static final Index EMPTY = new Index(0, emptyParts(1));

  private final int bits;
  private final Map<String, Resource>[] parts;
  private final int size;

  private Index(int bits, Map<String, Resource>[] parts) {
    this.bits = bits;
    this.parts = parts;
    this.size = Arrays.stream(parts).mapToInt(Map::size).sum();
  }

  private static Index of(Collection<Resource> resources) {
    int bits = bitsFor(resources.size());
    Map<String, Resource>[] parts = emptyParts(1 << bits);
    for (Resource resource : resources) {
      parts[number(resource.address(), bits)].put(resource.address(), resource);
    }
    return new Index(bits, parts);
  }

  Optional<Resource> at(String address) {
    return Optional.ofNullable(parts[number(address, bits)].get(address));
  }

  int size() {
    return size;
  }

  /** This index with the resources {@code put}, without the addresses {@code removed}. */
  Index with(Collection<Resource> put, Collection<String> removed) {
    if (size == 0) {
      return of(put);
    }
    if (size + put.size() > 2L * PART_SIZE * parts.length) {
      Map<String, Resource> all = new HashMap<>();
      Arrays.stream(parts).forEach(all::putAll);
      removed.forEach(all::remove);
      put.forEach(resource -> all.put(resource.address(), resource));
      return of(all.values());
    }
    Map<String, Resource>[] changed = parts.clone();
    for (String address : removed) {
      own(changed, address).remove(address);
    }
    for (Resource resource : put) {
      own(changed, resource.address()).put(resource.address(), resource);
    }
    return new Index(bits, changed);
  }

  List<Resource> all() {
    List<Resource> all = new ArrayList<>(size);
    Arrays.stream(parts).forEach(part -> all.addAll(part.values()));
    return all;
  }

  /** The part of an address, copied before its first change. */
  private Map<String, Resource> own(Map<String, Resource>[] changed, String address) {
    int number = number(address, bits);
    if (changed[number] == parts[number]) {
      changed[number] = new HashMap<>(parts[number]);
    }
    return changed[number];
  }

  /**
   * By the high bits of a product: the low bits of the hash are those by which each part spreads.
   */
  private static int number(String address, int bits) {
    return bits == 0 ? 0 : (address.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - bits);
  }

  private static int bitsFor(int size) {
    int bits = 0;
    while (PART_SIZE << bits < size) {
      bits++;
    }
    return bits;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no arrays of a type with parameters.
  private static Map<String, Resource>[] emptyParts(int count) {
    Map<String, Resource>[] parts = new Map[count];
    Arrays.setAll(parts, i -> new HashMap<>(PART_SIZE));
    return parts;
  }
}
