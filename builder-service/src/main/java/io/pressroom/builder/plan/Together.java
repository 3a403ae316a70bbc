package io.pressroom.builder.plan;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** Walks two maps that are in the same order of keys, side by side. */
final class Together {

  private Together() {}

  /** Whether two maps in the order of their keys have the same keys with values that are alike. */
  static <K, V> boolean same(Map<K, V> a, Map<K, V> b, BiPredicate<V, V> alike) {
    if (a == b) {
      return true;
    }
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<Map.Entry<K, V>> left = a.entrySet().iterator();
    Iterator<Map.Entry<K, V>> right = b.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<K, V> x = left.next();
      Map.Entry<K, V> y = right.next();
      if (x.getValue() != y.getValue()
          && !(x.getKey().equals(y.getKey()) && alike.test(x.getValue(), y.getValue()))) {
        return false;
      }
    }
    return true;
  }

  /** Tells all values that are not the same object in two maps with the same keys. */
  static <K, V> void differing(Map<K, V> a, Map<K, V> b, BiConsumer<V, V> found) {
    Iterator<V> left = a.values().iterator();
    Iterator<V> right = b.values().iterator();
    while (left.hasNext()) {
      V x = left.next();
      V y = right.next();
      if (x != y) {
        found.accept(x, y);
      }
    }
  }

  /** Told of a key with what two maps have for it; null where one has nothing. */
  interface Difference<K, V> {
    void found(K key, V left, V right);
  }

  /** Tells all keys that have not the same object in two maps in the order of their keys. */
  static <K extends Comparable<K>, V> void merge(
      Map<K, V> a, Map<K, V> b, Difference<K, V> difference) {
    Iterator<Map.Entry<K, V>> left = a.entrySet().iterator();
    Iterator<Map.Entry<K, V>> right = b.entrySet().iterator();
    Map.Entry<K, V> x = next(left);
    Map.Entry<K, V> y = next(right);
    while (x != null || y != null) {
      int order = x == null ? 1 : y == null ? -1 : x.getKey().compareTo(y.getKey());
      if (order < 0) {
        difference.found(x.getKey(), x.getValue(), null);
      } else if (order > 0) {
        difference.found(y.getKey(), null, y.getValue());
      } else if (x.getValue() != y.getValue()) {
        difference.found(x.getKey(), x.getValue(), y.getValue());
      }
      x = order <= 0 ? next(left) : x;
      y = order >= 0 ? next(right) : y;
    }
  }

  private static <T> T next(Iterator<T> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }
}
