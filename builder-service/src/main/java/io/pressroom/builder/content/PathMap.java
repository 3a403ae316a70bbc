package io.pressroom.builder.content;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * An immutable map in the order of its keys, of which a changed copy costs as much as what is
 * changed in it, not as the whole: the entries lie in chunks, and a copy shares the chunks that did
 * not change. By that, two of them also tell quickly in what they differ.
 */
final class PathMap<V> extends AbstractMap<ContentPath, V> {
  private static final int CHUNK = 256;

  private static final PathMap<Object> EMPTY = new PathMap<>(List.of());

  /** Entries in order; never empty, never changed. */
  private static final class Chunk<V> {
    private final ContentPath[] keys;
    private final V[] values;

    private Chunk(ContentPath[] keys, V[] values) {
      this.keys = keys;
      this.values = values;
    }
  }

  private final List<Chunk<V>> chunks;
  private final int size;

  private PathMap(List<Chunk<V>> chunks) {
    this.chunks = chunks;
    this.size = chunks.stream().mapToInt(chunk -> chunk.keys.length).sum();
  }

  @SuppressWarnings("unchecked") // it holds no value
  static <V> PathMap<V> empty() {
    return (PathMap<V>) EMPTY;
  }

  static <V> PathMap<V> copyOf(Map<ContentPath, V> map) {
    return map instanceof PathMap<V> same ? same : PathMap.<V>empty().with(map, Set.of());
  }

  /** A copy with some entries put and others removed. What is in both is put. */
  PathMap<V> with(Map<ContentPath, V> put, Collection<ContentPath> removed) {
    if (put.isEmpty() && removed.isEmpty()) {
      return this;
    }
    Set<ContentPath> keys = HashSet.newHashSet(put.size() + removed.size());
    keys.addAll(put.keySet());
    keys.addAll(removed);
    ContentPath[] edits = keys.toArray(new ContentPath[0]);
    Arrays.sort(edits);

    List<Chunk<V>> result = new ArrayList<>(chunks.size() + 1);
    int from = 0; // of the edits of a chunk: those from its first key to that of the next
    for (int i = 0; i < chunks.size(); i++) {
      int to = edits.length;
      if (i + 1 < chunks.size()) {
        int at = Arrays.binarySearch(edits, from, edits.length, chunks.get(i + 1).keys[0]);
        to = at < 0 ? -at - 1 : at;
      }
      if (from == to) {
        result.add(chunks.get(i));
      } else {
        merge(chunks.get(i), edits, from, to, put, result);
      }
      from = to;
    }
    if (chunks.isEmpty()) {
      merge(chunk(List.of(), List.of()), edits, 0, edits.length, put, result);
    }
    return result.isEmpty() ? empty() : new PathMap<>(Collections.unmodifiableList(result));
  }

  /**
   * Adds the entries of a chunk with edits to the result.
   *
   * @param edits the keys that are put or removed, in order, of which those of the chunk are from
   *     {@code from} to {@code to}
   */
  private static <V> void merge(
      Chunk<V> chunk,
      ContentPath[] edits,
      int from,
      int to,
      Map<ContentPath, V> put,
      List<Chunk<V>> result) {
    List<ContentPath> keys = new ArrayList<>(chunk.keys.length + to - from);
    List<V> values = new ArrayList<>(chunk.keys.length + to - from);
    int i = 0;
    for (int e = from; e < to; e++) {
      ContentPath edit = edits[e];
      for (; i < chunk.keys.length && chunk.keys[i].compareTo(edit) < 0; i++) {
        keys.add(chunk.keys[i]);
        values.add(chunk.values[i]);
      }
      if (i < chunk.keys.length && chunk.keys[i].equals(edit)) {
        i++;
      }
      V value = put.get(edit);
      if (value != null) {
        keys.add(edit);
        values.add(value);
      }
    }
    for (; i < chunk.keys.length; i++) {
      keys.add(chunk.keys[i]);
      values.add(chunk.values[i]);
    }
    int step = keys.size() <= 2 * CHUNK ? 2 * CHUNK : CHUNK;
    for (int start = 0; start < keys.size(); start += step) {
      int end = Math.min(start + step, keys.size());
      result.add(chunk(keys.subList(start, end), values.subList(start, end)));
    }
  }

  @SuppressWarnings("unchecked") // only values of type V are put in, and only read as such
  private static <V> Chunk<V> chunk(List<ContentPath> keys, List<V> values) {
    return new Chunk<>(keys.toArray(new ContentPath[0]), (V[]) values.toArray());
  }

  @Override
  public V get(Object key) {
    if (!(key instanceof ContentPath path)) {
      return null;
    }
    int c = chunkOf(path);
    if (c < 0) {
      return null;
    }
    int i = Arrays.binarySearch(chunks.get(c).keys, path);
    return i < 0 ? null : chunks.get(c).values[i];
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return size;
  }

  /** The last chunk that does not begin after the key; -1 where all do. */
  private int chunkOf(ContentPath key) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (chunks.get(middle).keys[0].compareTo(key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** The path itself, where it is a key, and all keys below it. */
  List<ContentPath> at(String path) {
    List<ContentPath> found = new ArrayList<>();
    ContentPath self = ContentPath.of(path);
    if (containsKey(self)) {
      found.add(self);
    }
    String below = path + "/";
    for (int c = Math.max(0, chunkOf(self)); c < chunks.size(); c++) {
      ContentPath[] keys = chunks.get(c).keys;
      for (ContentPath key : keys) {
        if (key.value().startsWith(below)) {
          found.add(key);
        }
      }
      ContentPath last = keys[keys.length - 1];
      if (last.value().compareTo(below) > 0 && !last.value().startsWith(below)) {
        break;
      }
    }
    return found;
  }

  /** The keys whose values are not the same in the other map, or are in one map only. */
  Set<ContentPath> differences(PathMap<V> other) {
    Set<Chunk<V>> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.addAll(other.chunks);
    shared.retainAll(identities(chunks));
    Set<ContentPath> candidates = new HashSet<>();
    for (List<Chunk<V>> side : List.of(chunks, other.chunks)) {
      for (Chunk<V> chunk : side) {
        if (!shared.contains(chunk)) {
          candidates.addAll(Arrays.asList(chunk.keys));
        }
      }
    }
    candidates.removeIf(key -> Objects.equals(get(key), other.get(key)));
    return candidates;
  }

  private static <V> Set<Chunk<V>> identities(List<Chunk<V>> chunks) {
    Set<Chunk<V>> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(chunks);
    return set;
  }

  @Override
  public Set<Entry<ContentPath, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Entry<ContentPath, V>> iterator() {
        return new Iterator<>() {
          private int chunk;
          private int index;

          @Override
          public boolean hasNext() {
            return chunk < chunks.size();
          }

          @Override
          public Entry<ContentPath, V> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Chunk<V> current = chunks.get(chunk);
            Entry<ContentPath, V> entry = Map.entry(current.keys[index], current.values[index]);
            if (++index == current.keys.length) {
              chunk++;
              index = 0;
            }
            return entry;
          }
        };
      }
    };
  }
}
