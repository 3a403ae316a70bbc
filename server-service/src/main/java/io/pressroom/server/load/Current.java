package io.pressroom.server.load;

import java.util.Optional;

/** The release that is served. The one reference that a swap changes; a request reads it once. */
public final class Current {

  private volatile Optional<LoadedRelease> release = Optional.empty();

  /** The release, or nothing until the first is loaded. */
  public Optional<LoadedRelease> release() {
    return release;
  }

  /** Serves that release from the next request on. */
  public void swap(LoadedRelease next) {
    release = Optional.of(next);
  }
}
