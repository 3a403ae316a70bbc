package io.pressroom.server.serve;

import java.util.Optional;

/** The header fields of a request. */
@FunctionalInterface
interface Fields {

  /** The value of a field; where the field was sent more than once, the values joined by commas. */
  Optional<String> value(CharSequence name);
}
