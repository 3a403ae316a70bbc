package io.pressroom.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Some entries of a manifest, by path: what one of its objects holds. */
final class Part {

  static final Part EMPTY = new Part(new Entry[0]);

  private static final Comparator<Entry> BY_PATH = Comparator.comparing(Entry::path);

  private final Entry[] entries;
  private final Digest digest;

  private Part(Entry[] sorted) {
    this.entries = sorted;
    this.digest = Digest.of(encode(sorted));
  }

  private Part(Entry[] sorted, Digest digest) {
    this.entries = sorted;
    this.digest = digest;
  }

  static Part of(Collection<Entry> entries) {
    if (entries.isEmpty()) {
      return EMPTY;
    }
    Entry[] sorted = entries.toArray(Entry[]::new);
    Arrays.sort(sorted, BY_PATH);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i].path().equals(sorted[i - 1].path())) {
        throw Manifest.twice(sorted[i].path());
      }
    }
    return new Part(sorted);
  }

  /** This part with each path's new entry, or without the path. */
  Part with(Map<OutputPath, Optional<Entry>> edits) {
    List<Entry> next = new ArrayList<>(entries.length + edits.size());
    for (Entry entry : entries) {
      if (!edits.containsKey(entry.path())) {
        next.add(entry);
      }
    }
    edits.values().forEach(edit -> edit.ifPresent(next::add));
    return of(next);
  }

  /** Adds what makes {@code older} this part. Both lie in order, so one walk over both will do. */
  void since(Part older, List<Entry> changed, List<OutputPath> removed) {
    int i = 0;
    int j = 0;
    while (i < entries.length || j < older.entries.length) {
      int order =
          i == entries.length
              ? 1
              : j == older.entries.length
                  ? -1
                  : entries[i].path().compareTo(older.entries[j].path());
      if (order < 0) {
        changed.add(entries[i++]);
      } else if (order > 0) {
        removed.add(older.entries[j++].path());
      } else if (entries[i].equals(older.entries[j])) {
        i++;
        j++;
      } else {
        changed.add(entries[i++]);
        j++;
      }
    }
  }

  Optional<Entry> entry(OutputPath path) {
    int low = 0;
    int high = entries.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries[middle].path().compareTo(path);
      if (order == 0) {
        return Optional.of(entries[middle]);
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  Stream<Entry> entries() {
    return Arrays.stream(entries);
  }

  int size() {
    return entries.length;
  }

  boolean isEmpty() {
    return entries.length == 0;
  }

  Digest digest() {
    return digest;
  }

  /** The object's bytes; made when asked for, because they are needed only once, to be written. */
  byte[] bytes() {
    return encode(entries);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Part that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  private static byte[] encode(Entry[] entries) {
    StringBuilder text = new StringBuilder(entries.length * 144);
    for (Entry entry : entries) {
      text.append(entry.digest().hex()).append(' ').append(entry.size()).append(' ');
      text.append(entry.mediaType()).append(' ').append(entry.path().value()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a part whose bytes are known to have {@code digest}.
   *
   * @param name what it is called in a message about damage
   */
  static Part parse(String name, Digest digest, byte[] bytes) throws DamagedStoreException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new DamagedStoreException(name + ": not UTF-8");
    }
    List<Entry> entries = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        throw new DamagedStoreException(name + ": its last line is cut short");
      }
      Entry entry;
      try {
        entry = line(text, start, end);
      } catch (IllegalArgumentException e) {
        throw new DamagedStoreException(
            name + ": line " + (entries.size() + 1) + ": " + e.getMessage(), e);
      }
      if (!entries.isEmpty() && entries.getLast().path().compareTo(entry.path()) >= 0) {
        throw new DamagedStoreException(
            name + ": line " + (entries.size() + 1) + " is out of order: " + entry.path());
      }
      entries.add(entry);
      start = end + 1;
    }
    return new Part(entries.toArray(Entry[]::new), digest);
  }

  /**
   * Reads one line as {@link #encode} writes it, and no other spelling. A server that starts reads
   * 100,000 of them while its code is not warm, so little is made that is not kept.
   */
  private static Entry line(String text, int start, int end) {
    int size = text.indexOf(' ', start, end) + 1;
    int mediaType = size == 0 ? 0 : text.indexOf(' ', size, end) + 1;
    int path = mediaType == 0 ? 0 : text.indexOf(' ', mediaType, end) + 1;
    if (path == 0) {
      throw new IllegalArgumentException(
          "not a line of a manifest: \"" + text.substring(start, end) + "\"");
    }
    return new Entry(
        new OutputPath(text.substring(path, end)),
        new Digest(text.substring(start, size - 1)),
        size(text, size, mediaType - 1),
        MediaTypes.shared(text.substring(mediaType, path - 1)));
  }

  private static long size(String text, int start, int end) {
    char first = text.charAt(start);
    if ((first < '1' || first > '9') && (first != '0' || end - start != 1)) {
      throw new IllegalArgumentException(
          "not a size in bytes: \"" + text.substring(start, end) + "\"");
    }
    return Long.parseLong(text, start, end, 10);
  }
}
