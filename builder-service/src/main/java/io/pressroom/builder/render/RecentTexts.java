package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Whole texts of pages, as many of those that were asked for last as have room. For many threads.
 */
final class RecentTexts {

  private final int room;
  private final LinkedHashMap<ContentPath, Known> texts = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  private record Known(Texts.Origin origin, Rendition text) {
    int size() {
      return text.html().length() + text.summary().length() + text.plainText().length();
    }
  }

  /**
   * @param room characters of all that is kept
   */
  RecentTexts(int room) {
    this.room = room;
  }

  /** The page's text, where it was made from that. */
  synchronized Optional<Rendition> get(ContentPath page, Texts.Origin origin) {
    return Optional.ofNullable(texts.get(page))
        .filter(known -> known.origin().equals(origin))
        .map(Known::text);
  }

  synchronized void put(ContentPath page, Texts.Origin origin, Rendition text) {
    Known known = new Known(origin, text);
    forget(texts.put(page, known));
    size += known.size();
    Iterator<Known> oldest = texts.values().iterator();
    while (size > room) {
      forget(oldest.next());
      oldest.remove();
    }
  }

  /** Forgets the texts of other pages than these. */
  synchronized void retain(Set<ContentPath> pages) {
    texts
        .entrySet()
        .removeIf(
            text -> {
              boolean gone = !pages.contains(text.getKey());
              if (gone) {
                forget(text.getValue());
              }
              return gone;
            });
  }

  private void forget(Known known) {
    size -= known == null ? 0 : known.size();
  }
}
