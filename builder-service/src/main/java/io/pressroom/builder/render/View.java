package io.pressroom.builder.render;

import java.util.List;
import java.util.Optional;

/**
 * What a template sees of one thing: named values, asked for one by one, so that only what a
 * template really shows is read. A value is a view, a string, a number, a Boolean, a list or map of
 * these, or null where there is none; never an object of ours that has methods.
 */
interface View {

  /** Stands for the value of a name that this view does not have. */
  Object UNKNOWN = new Object();

  /** Returns the value of that name, null if there is none now, {@link #UNKNOWN} if never. */
  Object get(String name);

  /** Returns what {@code name(argument)} gives; {@link #UNKNOWN} if there is no such function. */
  default Object call(String name, Object argument) {
    return UNKNOWN;
  }

  /** All names, for messages. */
  List<String> names();

  /** Templates know no {@link Optional}. */
  static <T> T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
