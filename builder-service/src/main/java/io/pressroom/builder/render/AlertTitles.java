package io.pressroom.builder.render;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands above an alert, by its kind in lower case. A site changes them as it does the theme's
 * other words, under {@code params: words:}.
 */
record AlertTitles(Map<String, String> byKind) {
  static final AlertTitles ENGLISH =
      new AlertTitles(
          Map.of(
              "note", "Note",
              "tip", "Tip",
              "important", "Important",
              "warning", "Warning",
              "caution", "Caution"));

  AlertTitles {
    byKind = Map.copyOf(byKind);
  }

  static AlertTitles of(Map<String, Object> params) {
    if (!(params.get("words") instanceof Map<?, ?> words)) {
      return ENGLISH;
    }
    Map<String, String> titles = new HashMap<>(ENGLISH.byKind());
    titles.replaceAll((kind, title) -> words.get(kind) instanceof String word ? word : title);
    return new AlertTitles(titles);
  }
}
