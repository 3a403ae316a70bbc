package io.pressroom.builder.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies that keep the order in which the author wrote: {@link Map#copyOf} loses it. */
final class Frozen {
  private Frozen() {}

  static <V> Map<String, V> map(Map<String, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
