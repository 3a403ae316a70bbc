package io.pressroom.builder.publish;

import io.pressroom.store.Difference;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import java.util.Optional;

/**
 * A release that is live, or that waits while another one is held live.
 *
 * @param manifest what is in it
 * @param parent the release that was live before, if there was one; the same where nothing changed
 * @param difference what makes the parent this release; empty where there is no parent
 * @param held the release that is live in place of this one, since somebody rolled back to it
 */
public record Published(
    Manifest manifest,
    Optional<ReleaseId> parent,
    Optional<Difference> difference,
    Optional<ReleaseId> held) {

  public ReleaseId release() {
    return manifest.id();
  }

  /** Whether it is live. */
  public boolean isLive() {
    return held.isEmpty();
  }

  /** Whether this release was not live before. */
  public boolean isNew() {
    return !parent.equals(Optional.of(release()));
  }
}
