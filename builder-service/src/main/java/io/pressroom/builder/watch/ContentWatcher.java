package io.pressroom.builder.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a site folder and tells where something may have changed.
 *
 * <p>What it tells are hints: a place may be named though nothing changed there, and on mounts that
 * lose events nothing may be named though something changed. A reconcile every now and then makes
 * up for that.
 *
 * <p>Where the site folder itself is replaced, or the link that leads to it turned elsewhere, the
 * new one is watched within a second, and everything is said to have changed. So it is where the
 * system had more events than it keeps: of a folder that came among the lost ones nobody would hear
 * again.
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

  private static final Logger LOG = System.getLogger(ContentWatcher.class.getName());
  private static final Duration LOOK_AFTER_EVENTS = Duration.ofSeconds(1);

  /** What opens events: tests have it fail. */
  interface Opening {
    FolderEvents open(Path root, FolderEvents.Listener listener) throws IOException;
  }

  private final Path site;
  private final Consumer<Change> changes;
  private final Opening opening;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pressroom-watch").factory());

  private volatile boolean closed;
  private volatile boolean polling;
  private volatile boolean lost;
  private volatile Optional<String> fallback = Optional.empty();
  private Optional<FolderEvents> events = Optional.empty(); // guarded by this
  private Optional<Object> root = Optional.empty(); // guarded by this

  private ContentWatcher(Path site, Consumer<Change> changes, Opening opening) {
    this.site = site;
    this.changes = changes;
    this.opening = opening;
  }

  /**
   * Starts watching. When this returns, no change is missed: read the site after it, not before.
   *
   * @param site the site folder, which must exist
   * @param interval how often POLL looks
   * @param changes is told each change, on a thread of the watcher; must not block. Paths are
   *     without links
   * @throws IOException where the site folder is not there, or the mode is EVENTS and events cannot
   *     be had, with the reason
   */
  public static ContentWatcher start(
      Path site, Mode mode, Duration interval, Consumer<Change> changes) throws IOException {
    return start(site, mode, interval, changes, FolderEvents::open);
  }

  static ContentWatcher start(
      Path site, Mode mode, Duration interval, Consumer<Change> changes, Opening opening)
      throws IOException {
    ContentWatcher watcher = new ContentWatcher(site, changes, opening);
    try {
      watcher.begin(mode, interval);
      return watcher;
    } catch (IOException e) {
      watcher.close();
      throw e;
    }
  }

  private void begin(Mode mode, Duration interval) throws IOException {
    Path real = site.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new IOException(site + " is not a folder");
    }
    polling = mode == Mode.POLL;
    if (mode != Mode.POLL) {
      try {
        openEvents();
      } catch (IOException e) {
        if (mode == Mode.EVENTS) {
          throw e;
        }
        poll(e);
      }
      every(LOOK_AFTER_EVENTS, this::lookAfterEvents);
    }
    every(
        interval,
        () -> {
          if (polling) {
            tell(Change.all());
          }
        });
  }

  private void every(Duration period, Runnable work) {
    var _ =
        ticks.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) { // would end the schedule without a word
                LOG.log(Logger.Level.ERROR, "Watching " + site, e);
              }
            },
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private synchronized void openEvents() throws IOException {
    closeEvents();
    lost = false; // what was lost by now will be seen by who looks at everything after this
    if (!closed) {
      Path real = site.toRealPath();
      root = identity();
      events = Optional.of(opening.open(real, new Listening()));
    }
  }

  private synchronized void closeEvents() {
    try {
      if (events.isPresent()) {
        events.get().close();
      }
    } catch (IOException e) {
      LOG.log(Logger.Level.DEBUG, "Closing the events of " + site, e);
    }
    events = Optional.empty();
  }

  /** What tells a folder from another that takes its place; empty while there is none. */
  private Optional<Object> identity() {
    record Identity(Path path, Object key) {}
    try {
      Path real = site.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return attributes.isDirectory()
          ? Optional.of(new Identity(real, String.valueOf(attributes.fileKey())))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private synchronized void lookAfterEvents() {
    Optional<Object> now = identity();
    boolean ended = events.isPresent() && events.get().ended();
    if (now.isEmpty() || (now.equals(root) && !ended && !lost) || closed) {
      return;
    }
    try {
      openEvents();
    } catch (IOException e) {
      root = now;
      poll(e);
    }
    tell(Change.all());
  }

  private void poll(Exception reason) {
    String why = reason.getMessage() == null ? reason.toString() : reason.getMessage();
    fallback =
        Optional.of(
            "The file system's events cannot be had ("
                + why
                + "), so files are polled; where a limit is the reason, raise"
                + " fs.inotify.max_user_watches or max_user_instances");
    if (!polling && !closed) {
      LOG.log(Logger.Level.WARNING, fallback.get());
    }
    polling = true;
  }

  private void tell(Change change) {
    if (!closed) {
      changes.accept(change);
    }
  }

  private final class Listening implements FolderEvents.Listener {
    @Override
    public void changed(Change change) {
      tell(change);
    }

    @Override
    public void lost() {
      lost = true;
      tell(Change.all());
    }

    @Override
    public void failed(Exception reason) {
      poll(reason);
      tell(Change.all());
    }
  }

  /** EVENTS or POLL: how changes are noticed now. */
  public Mode mode() {
    return polling ? Mode.POLL : Mode.EVENTS;
  }

  /** Why files are polled where that was not asked for: one sentence. */
  public Optional<String> fallback() {
    return fallback;
  }

  /** Stops watching. When this returns, nothing is told any more and no thread is left. */
  @Override
  public void close() {
    closed = true;
    ticks.shutdownNow();
    closeEvents();
    ticks.close();
  }
}
