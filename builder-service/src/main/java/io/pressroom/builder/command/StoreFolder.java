package io.pressroom.builder.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The release store that a command is about. */
final class StoreFolder {

  private StoreFolder() {}

  /**
   * The store that was named, the one of the site that was named, the one that {@code
   * PRESSROOM_STORE} names, or the one of the example site.
   */
  static Path of(Optional<Path> store, Optional<Path> site) throws CommandFailure {
    Optional<Path> set = Optional.ofNullable(System.getenv("PRESSROOM_STORE")).map(Path::of);
    Optional<Path> named = store.or(() -> site.isPresent() ? Optional.empty() : set);
    Path folder =
        named.isPresent()
            ? named.get()
            : SiteFolder.of(site).resolve(".pressroom").resolve("store");
    return folder.toAbsolutePath().normalize();
  }

  /**
   * As {@link #of}, where something was published to it.
   *
   * @throws CommandFailure where it is not there
   */
  static Path existing(Optional<Path> store, Optional<Path> site) throws CommandFailure {
    Path folder = of(store, site);
    if (!Files.isDirectory(folder.resolve("releases"))) {
      throw new CommandFailure(
          "there is no release store %s: name another with --store, or publish to it first"
              .formatted(folder));
    }
    return folder;
  }
}
