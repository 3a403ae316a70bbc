package io.pressroom.builder.render;

import java.util.Optional;

/** Says where a link of a page's text leads on the site. */
@FunctionalInterface
interface Destinations {

  /** Leaves every destination as it is written. */
  Destinations AS_WRITTEN = written -> written;

  /**
   * Returns what the HTML shall point at.
   *
   * @param written destination as the author wrote it: {@code other.md#part}, {@code a.png}, {@code
   *     https://…}
   */
  String resolve(String written);

  /**
   * Returns what a link in HTML shall point at; empty where it stays as it is written.
   *
   * @param written destination as the author wrote it, character references resolved
   */
  default Optional<String> fromHtml(String written) {
    return Optional.empty();
  }

  /**
   * Returns a destination as it has to be on another page: a part of this page gets its address.
   */
  default String fromElsewhere(String destination) {
    return destination;
  }
}
