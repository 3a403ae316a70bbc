package io.pressroom.builder.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A view of a few values. One that is costly, or that is noted when it is read, is a supplier. */
final class Fields implements View {
  private final Map<String, Object> values = new LinkedHashMap<>();

  static Fields of(String name, Object value) {
    return new Fields().and(name, value);
  }

  Fields and(String name, Object value) {
    values.put(name, value);
    return this;
  }

  @Override
  public Object get(String name) {
    Object value = values.getOrDefault(name, UNKNOWN);
    return value instanceof Supplier<?> later ? later.get() : value;
  }

  @Override
  public List<String> names() {
    return List.copyOf(values.keySet());
  }
}
