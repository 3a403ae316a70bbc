package io.pressroom.builder.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches a site folder and tells where something may have changed.
 *
 * <p>What it tells are hints: a place may be named though nothing changed there, and on mounts that
 * lose events nothing may be named though something changed. A reconcile every now and then makes
 * up for that.
 */
public final class ContentWatcher implements AutoCloseable {
  /** How changes are noticed. */
  public enum Mode {
    /** By the events of the file system. */
    EVENTS,
    /** By having everything looked at again in an interval: for mounts that tell no events. */
    POLL,
    /** By events, or by polling where they cannot be had. */
    AUTO
  }

  private final Mode mode;

  private ContentWatcher(Mode mode) {
    this.mode = mode;
  }

  /**
   * Starts watching.
   *
   * @param site the site folder, which must exist
   * @param interval how often POLL looks
   * @param changes is told each change, on a thread of the watcher; must not block
   * @throws IOException where the mode is EVENTS and events cannot be had, with the reason
   */
  public static ContentWatcher start(
      Path site, Mode mode, Duration interval, Consumer<Change> changes) throws IOException {
    return new ContentWatcher(mode);
  }

  /** EVENTS or POLL: how changes are noticed now. */
  public Mode mode() {
    return mode;
  }

  /** Why AUTO came out as POLL: one sentence for the log. */
  public Optional<String> fallback() {
    return Optional.empty();
  }

  /** Stops watching and ends the threads of the watcher. */
  @Override
  public void close() {}
}
