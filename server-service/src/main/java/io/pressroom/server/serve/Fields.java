package io.pressroom.server.serve;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** The header fields of a request. */
@FunctionalInterface
interface Fields {

  /** The value of a field; where the field was sent more than once, the values joined by commas. */
  Optional<String> value(CharSequence name);

  /** Those that came with a request. */
  static Fields of(MultiMap headers) {
    return name -> {
      String first = headers.get(name);
      if (first == null) {
        return Optional.empty();
      }
      List<String> all = headers.getAll(name);
      return Optional.of(all.size() == 1 ? first : String.join(", ", all));
    };
  }
}
