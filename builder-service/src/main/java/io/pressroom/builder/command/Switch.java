package io.pressroom.builder.command;

import java.util.Locale;
import java.util.Optional;

/** The words for what is on or off in the environment. */
public final class Switch {

  private Switch() {}

  /**
   * Whether the word says on; empty where it says nothing.
   *
   * @throws IllegalArgumentException where it is none of the words, which the message names
   */
  public static Optional<Boolean> parse(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> Optional.of(true);
      case "false", "off", "no", "0" -> Optional.of(false);
      case "" -> Optional.empty();
      default ->
          throw new IllegalArgumentException(
              "it is true or false (or on or off, yes or no, 1 or 0)");
    };
  }
}
