package io.pressroom.builder.content;

import java.util.Locale;
import java.util.Optional;

/** A way to write values down. */
enum Notation {
  YAML {
    @Override
    Node parse(String text, int firstLine) throws BadContentException {
      return YamlNotation.parse(text, firstLine);
    }
  },
  TOML {
    @Override
    Node parse(String text, int firstLine) throws BadContentException {
      return TomlNotation.parse(text, firstLine);
    }
  },
  JSON {
    @Override
    Node parse(String text, int firstLine) throws BadContentException {
      return JsonNotation.parse(text, firstLine);
    }
  };

  /** What a file is written in by the ending of its name. */
  static Optional<Notation> of(String fileName) {
    return switch (fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "yaml", "yml" -> Optional.of(YAML);
      case "toml" -> Optional.of(TOML);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /**
   * @param firstLine the line of the file at which the text begins, from 1
   */
  abstract Node parse(String text, int firstLine) throws BadContentException;

  /** The title of problems of the notation itself. */
  String brokenTitle() {
    return "Broken " + name();
  }
}
