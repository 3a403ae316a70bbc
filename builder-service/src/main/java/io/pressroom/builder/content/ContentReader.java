package io.pressroom.builder.content;

import io.pressroom.builder.watch.Change;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a site folder. A file that cannot be read or understood is named in {@link
 * Snapshot#failed()} and never stops the rest.
 */
public final class ContentReader {
  private final Path site;

  /**
   * A reader of one site.
   *
   * @param site the site folder
   */
  public ContentReader(Path site) {
    this.site = site.toAbsolutePath().normalize();
  }

  /**
   * Reads what may have changed since the previous snapshot. What comes out depends on the files
   * alone: it is equal to {@code read(Optional.empty(), Change.all())}.
   *
   * @param previous a snapshot made by a reader of this site folder; empty to read everything
   * @throws IOException where the site folder itself cannot be read
   */
  public Snapshot read(Optional<Snapshot> previous, Change change) throws IOException {
    return new Snapshot(
        Settings.DEFAULTS,
        Digest.of(new byte[0]),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  /** Reads page bodies of this site. */
  public Bodies bodies() {
    return new SiteBodies(site);
  }
}
