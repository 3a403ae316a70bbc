package io.pressroom.builder.publish;

import io.pressroom.store.DamagedStoreException;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.Retention;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreWriter;
import java.io.IOException;
import java.util.Optional;

/** Makes what was staged the live release of a store. For one thread. */
public final class Publisher {

  private final StoreWriter store;

  /** A manifest that is known already, so that the next one costs what differs. */
  private Manifest known = Manifest.empty();

  public Publisher(StoreWriter store) {
    this.store = store;
  }

  /** Begins a release: objects may be put into it, until it is published or closed. */
  public Staging stage() throws IOException {
    return store.stage();
  }

  /**
   * Makes the release that {@code manifest} describes the live one, unless it is, or another one is
   * held.
   *
   * @throws IOException if that cannot be done; what was live before is live still
   */
  public Published publish(Staging staging, Manifest manifest) throws IOException {
    Optional<Manifest> parent = live();
    ReleaseId _ = staging.publish(manifest);
    known = manifest;
    return published(manifest, parent);
  }

  /**
   * Makes an older release the live one, and holds it there.
   *
   * @throws DamagedStoreException if it is not in the store, or not whole; nothing is changed then
   * @throws IOException if that cannot be done now
   */
  public Published hold(ReleaseId release) throws IOException {
    Optional<Manifest> parent = live();
    Manifest manifest = store.reader().manifest(release, parent.orElse(known));
    store.hold(release);
    return published(manifest, parent);
  }

  /** Holds nothing any longer: what is published next goes live. */
  public void resume() throws IOException {
    store.resume();
  }

  /** Whether that release is live, and no other one is held. */
  public boolean isLive(ReleaseId release) throws IOException {
    return store.reader().live().equals(Optional.of(release))
        && held().filter(held -> !held.equals(release)).isEmpty();
  }

  /** The release that is held live, if one is. */
  public Optional<ReleaseId> held() throws IOException {
    return store.reader().held();
  }

  private Published published(Manifest manifest, Optional<Manifest> parent) throws IOException {
    return new Published(
        manifest,
        parent.map(Manifest::id),
        parent.map(manifest::since),
        held().filter(held -> !held.equals(manifest.id())));
  }

  /** Removes from the store what nobody needs any more. Not while a release is staged. */
  public void tidy(Retention retention) throws IOException {
    var _ = store.prune(retention);
  }

  /** The live release; nothing where it is damaged, which publishing mends. */
  private Optional<Manifest> live() throws IOException {
    try {
      Optional<ReleaseId> live = store.reader().live();
      return live.isEmpty()
          ? Optional.empty()
          : Optional.of(store.reader().manifest(live.get(), known));
    } catch (DamagedStoreException e) {
      return Optional.empty();
    }
  }
}
