package io.pressroom.rules;

import java.util.Map;
import java.util.Optional;

/** A request for a path, with fields. */
record Ask(String scheme, String host, String path, String query, Map<String, String> fields)
    implements Asked {

  /** A target such as {@code /a?b} or {@code https://host/a?b}. */
  static Ask of(String target, Map<String, String> fields) {
    String scheme = target.startsWith("https:") ? "https" : "http";
    String host = "example.org";
    String path = target;
    if (!target.startsWith("/")) {
      int start = target.indexOf("://") + 3;
      int slash = target.indexOf('/', start);
      host = target.substring(start, slash);
      path = target.substring(slash);
    }
    int query = path.indexOf('?');
    return new Ask(
        scheme,
        host,
        query < 0 ? path : path.substring(0, query),
        query < 0 ? "" : path.substring(query + 1),
        fields);
  }

  static Ask of(String target) {
    return of(target, Map.of());
  }

  @Override
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
