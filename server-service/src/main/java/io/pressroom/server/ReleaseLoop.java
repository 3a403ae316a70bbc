package io.pressroom.server;

import io.pressroom.memory.Heap;
import io.pressroom.server.follow.Hint;
import io.pressroom.server.follow.Hints;
import io.pressroom.server.live.Live;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Loader;
import io.pressroom.server.load.Loader.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The order of this service's work, on one thread: a hint comes in, the live release is loaded, the
 * reference that requests read is swapped, browsers are told.
 */
final class ReleaseLoop {

  private static final Logger LOG = Logger.getLogger(ReleaseLoop.class);

  /** Enough for the compiler to take notice; half a second of a processor for all of them. */
  private static final int REHEARSALS = 100;

  /** After the start, which has more to do than this. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final Duration LONG = Duration.ofDays(1);

  /** Bytes that former releases and connections may leave before it is worth a pause. */
  private static final long SLACK = 2L << 20;

  private final Hints hints;
  private final Loader loader;
  private final Current current;
  private final Live live;
  private final Heap heap = new Heap(SLACK);
  private int rehearsals;
  private volatile Optional<String> refused = Optional.empty();

  ReleaseLoop(Hints hints, Loader loader, Current current, Live live) {
    this.hints = hints;
    this.loader = loader;
    this.current = current;
    this.live = live;
  }

  /** Begins with a look at the store, and goes on as long as the process. */
  void start() {
    hints.look("it is the start");
    Thread.ofPlatform().daemon().name("release-loop").start(this::run);
  }

  /** Why the live release is not the one that is served, if so. */
  Optional<String> refused() {
    return refused;
  }

  private void run() {
    try {
      while (true) {
        Optional<Hint> hint = hints.poll(rehearsals < REHEARSALS ? QUIET : LONG);
        if (hint.isPresent()) {
          act(hint.get());
        } else {
          rehearse();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act(Hint hint) {
    try {
      switch (hint) {
        case Hint.Look(String why) -> look(why);
        case Hint.Said(var message) -> live.tell(message);
      }
    } catch (RuntimeException | Error e) { // such as no memory: there may be some for the next one
      LOG.errorf(e, "A bug: could not act on %s", hint);
    }
  }

  /** As long as there is nothing else to do, and once. */
  private void rehearse() {
    Optional<LoadedRelease> release = current.release();
    while (release.isPresent() && rehearsals < REHEARSALS && hints.isEmpty()) {
      rehearsals++;
      try {
        loader.rehearse(release.get());
      } catch (IOException | RuntimeException | Error e) {
        LOG.debugf(e, "No rehearsal of %s", release.get()); // a look meets it too, and tells it
        rehearsals = REHEARSALS;
      }
    }
  }

  private void look(String why) {
    LOG.debugf("Looking at the store: %s", why);
    Optional<LoadedRelease> before = current.release();
    switch (loader.look(before)) {
      case Outcome.Unchanged unchanged -> {
        refused = Optional.empty();
        heap.tidy(); // not while a release is new: it is asked for then
      }
      case Outcome.Loaded loaded -> {
        current.swap(loaded.release());
        refused = Optional.empty();
        LOG.infof(
            "Loaded release %s: %s in %d ms",
            loaded.release().id().shortForm(),
            before.isEmpty()
                ? "%d addresses".formatted(loaded.release().size())
                : "%d changed, %d removed"
                    .formatted(
                        loaded.difference().changed().size(), loaded.difference().removed().size()),
            loaded.took().toMillis());
        if (before.isEmpty() || before.get().steering() != loaded.release().steering()) {
          loaded.release().steering().problems().forEach(LOG::warn);
        }
        live.swapped(before, loaded.release(), loaded.difference());
      }
      case Outcome.Refused no -> {
        if (!refused.equals(Optional.of(no.reason()))) {
          LOG.errorf(
              "%s is refused, %s: %s",
              no.id().map(id -> "Release " + id.shortForm()).orElse("The release store"),
              before
                  .map(release -> "release " + release.id().shortForm() + " stays")
                  .orElse("and nothing else is there to serve"),
              no.reason());
        }
        refused = Optional.of(no.reason());
      }
    }
  }
}
