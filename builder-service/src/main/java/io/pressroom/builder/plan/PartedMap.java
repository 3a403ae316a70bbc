package io.pressroom.builder.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An immutable map, of which an edited copy costs about what is edited: it is kept in parts of a
 * few dozen entries, and a copy shares the parts that did not change. Has no order.
 */
final class PartedMap<K, V> {

  private static final int PART_SIZE = 32;

  private static final PartedMap<?, ?> EMPTY = new PartedMap<>(List.of(new HashMap<>()), 0);

  /** A power of two of maps, none of which is changed again. */
  private final List<Map<K, V>> parts;

  private final int size;

  private PartedMap(List<Map<K, V>> parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  @SuppressWarnings("unchecked")
  static <K, V> PartedMap<K, V> empty() {
    return (PartedMap<K, V>) EMPTY;
  }

  /** The value of that key, or null. */
  V get(K key) {
    return parts.get(number(key, parts.size())).get(key);
  }

  V getOrDefault(K key, V none) {
    V value = get(key);
    return value == null ? none : value;
  }

  int size() {
    return size;
  }

  void forEach(BiConsumer<? super K, ? super V> each) {
    for (Map<K, V> part : parts) {
      part.forEach(each);
    }
  }

  /**
   * Tells each key whose value is not the same object in the older map, with null if it is gone.
   */
  void since(PartedMap<K, V> older, BiConsumer<? super K, ? super V> each) {
    boolean alike = parts.size() == older.parts.size();
    for (int i = 0; i < parts.size(); i++) {
      if (!alike || parts.get(i) != older.parts.get(i)) {
        parts
            .get(i)
            .forEach(
                (key, value) -> {
                  if (older.get(key) != value) {
                    each.accept(key, value);
                  }
                });
      }
    }
    for (int i = 0; i < older.parts.size(); i++) {
      if (!alike || parts.get(i) != older.parts.get(i)) {
        for (K key : older.parts.get(i).keySet()) {
          if (get(key) == null) {
            each.accept(key, null);
          }
        }
      }
    }
  }

  Edit<K, V> edit() {
    return new Edit<>(this);
  }

  /** A copy that is being edited. */
  static final class Edit<K, V> {
    private List<Map<K, V>> parts;
    private final Set<Integer> own = new HashSet<>();
    private int size;

    private Edit(PartedMap<K, V> map) {
      this.parts = new ArrayList<>(map.parts);
      this.size = map.size;
    }

    V get(K key) {
      return parts.get(number(key, parts.size())).get(key);
    }

    void put(K key, V value) {
      if (ownPart(key).put(key, Objects.requireNonNull(value)) == null) {
        size++;
        if (size > parts.size() * PART_SIZE * 2) {
          spread();
        }
      }
    }

    void remove(K key) {
      if (get(key) != null) {
        ownPart(key).remove(key);
        size--;
      }
    }

    /** The edited map. The edit is not to be used again. */
    PartedMap<K, V> done() {
      return new PartedMap<>(parts, size);
    }

    private Map<K, V> ownPart(K key) {
      int number = number(key, parts.size());
      if (own.add(number)) {
        parts.set(number, new HashMap<>(parts.get(number)));
      }
      return parts.get(number);
    }

    /** Four times as many parts. */
    private void spread() {
      List<Map<K, V>> spread = new ArrayList<>();
      for (int i = 0; i < parts.size() * 4; i++) {
        spread.add(new HashMap<>());
        own.add(i);
      }
      for (Map<K, V> part : parts) {
        part.forEach((key, value) -> spread.get(number(key, spread.size())).put(key, value));
      }
      parts = spread;
    }
  }

  /** A part is a {@link HashMap}, which spreads the same hash another way. */
  private static int number(Object key, int count) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash >>> 7 ^ hash >>> 19) & (count - 1);
  }
}
