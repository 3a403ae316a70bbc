package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.util.List;
import java.util.Optional;

/** What a file was read as. */
sealed interface Item
    permits Page,
        Asset,
        Template,
        Data,
        Item.SettingsFile,
        Item.SteeringFile,
        Item.Failure,
        Item.Unread {

  /**
   * The settings.
   *
   * @param failure why they must not be gone by
   */
  record SettingsFile(
      Settings settings, Digest digest, Optional<Problem> failure, List<Problem> problems)
      implements Item {}

  /** {@code _redirects} or {@code _headers}: published as it is, for the server to obey. */
  record SteeringFile(Asset asset, List<Problem> problems) implements Item {}

  /** A file or folder that could not be read or understood. */
  record Failure(Problem problem) implements Item {}

  /** A file that was only looked at. */
  record Unread() implements Item {}
}
