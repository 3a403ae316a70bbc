package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.util.List;
import java.util.Optional;

/** What a file was read as. */
sealed interface Item permits Page, Asset, Template, Data, Item.SettingsFile, Item.Failure {

  /**
   * The settings.
   *
   * @param failure why they must not be gone by
   */
  record SettingsFile(
      Settings settings, Digest digest, Optional<Problem> failure, List<Problem> problems)
      implements Item {}

  /** A file or folder that could not be read or understood. */
  record Failure(Problem problem) implements Item {}
}
