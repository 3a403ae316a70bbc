package io.pressroom.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another builder writes to the store; the message names its process. */
public final class StoreLockedException extends IOException {

  private static final long serialVersionUID = 1;

  private final long holder;

  StoreLockedException(Path store, long holder) {
    super(
        "the release store "
            + store
            + " is in use by "
            + (holder > 0 ? "the builder with process id " + holder : "another builder")
            + " (stop it, or choose another store)");
    this.holder = holder;
  }

  /** The process id of the builder that has the store, or 0 if it did not say. */
  public long holder() {
    return holder;
  }
}
