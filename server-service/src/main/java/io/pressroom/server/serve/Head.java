package io.pressroom.server.serve;

/** Takes the header fields of a response, one after the other. */
@FunctionalInterface
interface Head {

  void add(CharSequence name, CharSequence value);
}
