package io.pressroom.server.serve;

/** Takes the header fields of a response, one after the other. */
@FunctionalInterface
interface Head {

  void add(CharSequence name, CharSequence value);

  /** Adds fields that are the same for many responses. */
  default void add(FixedFields fields) {
    fields.forEach(this);
  }
}
