package io.pressroom.builder.plan;

import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The answer to a key, and which outputs read it.
 *
 * @param key the object that all records share
 * @param readers empty where there are many
 * @param many whether there are so many readers that they are not listed
 */
record Answer(Key key, Fingerprint fingerprint, List<OutputPath> readers, boolean many) {

  /** From so many readers on, a change of the answer is worth a look at every output. */
  private static final int MOST_READERS = 200;

  Answer {
    Objects.requireNonNull(fingerprint);
  }

  static Answer of(Key key, Fingerprint fingerprint) {
    return new Answer(key, fingerprint, List.of(), false);
  }

  Answer with(Fingerprint other) {
    return new Answer(key, other, readers, many);
  }

  Answer withReader(OutputPath reader) {
    if (many) {
      return this;
    }
    if (readers.size() == MOST_READERS) {
      return new Answer(key, fingerprint, List.of(), true);
    }
    if (readers.isEmpty()) {
      return new Answer(key, fingerprint, List.of(reader), false);
    }
    List<OutputPath> more = new ArrayList<>(readers.size() + 1);
    more.addAll(readers);
    more.add(reader);
    return new Answer(key, fingerprint, List.copyOf(more), false);
  }

  Answer withoutReader(OutputPath reader) {
    return many
        ? this
        : new Answer(
            key, fingerprint, readers.stream().filter(r -> !r.equals(reader)).toList(), false);
  }

  /** Whether nobody reads it, so that it need not be kept. */
  boolean unread() {
    return !many && readers.isEmpty();
  }
}
