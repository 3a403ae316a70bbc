package io.pressroom.server.load;

import io.pressroom.store.Difference;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Loads the release that the store says is live.
 *
 * <p>What differs from the release that is served is verified to the last byte before it is served;
 * a store that is damaged is refused, and the current release stays. Where there is no current
 * release to stay with, at start, only what costs little is looked at (the manifest's digests, that
 * each object is there, and how long those are that are sent without being read), and each other
 * body is verified when it is first read: one bad file then costs its own address and not the site.
 */
public final class Loader {

  /** How often to begin again because another release became live meanwhile. */
  private static final int ATTEMPTS = 5;

  private static final OutputPath HOME = new OutputPath("index.html");

  private final StoreReader store;
  private final Bodies bodies;
  private final Optional<HtmlAddition> addition;
  private final Clock clock;

  public Loader(StoreReader store, Bodies bodies, Optional<HtmlAddition> addition, Clock clock) {
    this.store = store;
    this.bodies = bodies;
    this.addition = addition;
    this.clock = clock;
  }

  /** What came of a look at the store. */
  public sealed interface Outcome {

    /** The live release is the one that is served, or there is none yet. */
    record Unchanged() implements Outcome {}

    /**
     * Another release is live, and ready to be served.
     *
     * @param difference what it differs by from the release before; all of it for the first
     */
    record Loaded(LoadedRelease release, Difference difference, Duration took) implements Outcome {}

    /**
     * Another release is live and cannot be served, or none is any more.
     *
     * @param id its id, where there is one that could be read
     */
    record Refused(Optional<ReleaseId> id, String reason) implements Outcome {}
  }

  /** Looks which release is live and loads it, unless it is {@code current}. */
  public Outcome look(Optional<LoadedRelease> current) {
    Instant start = clock.instant();
    Optional<ReleaseId> live = Optional.empty();
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ReleaseId> tried = live;
      try {
        live = store.live();
        if (live.equals(current.map(LoadedRelease::id))) {
          return new Outcome.Unchanged();
        }
        if (live.isEmpty()) {
          return new Outcome.Refused(live, "no release is live there any more");
        }
        if (attempt > 0 && live.equals(tried)) {
          break;
        }
        return load(live.get(), current, start);
      } catch (IOException e) {
        // Retention may have removed what we were reading, because another release is live by now.
        reason = reason(e);
      } catch (UncheckedIOException e) {
        reason = reason(e.getCause());
      }
    }
    return new Outcome.Refused(live, reason);
  }

  private Outcome load(ReleaseId id, Optional<LoadedRelease> current, Instant start)
      throws IOException {
    Manifest known = current.map(LoadedRelease::manifest).orElse(Manifest.empty());
    Manifest manifest = store.manifest(id, known);
    Difference difference = manifest.since(known);
    Instant published = store.published(id);
    LoadedRelease release;
    if (current.isPresent()) {
      release = next(current.get(), manifest, published, difference, bodies::verify);
    } else {
      // Small, and nothing may be served that they might forbid: these are verified at once.
      Steering steering = Steering.NONE.next(manifest, bodies::verified);
      release = LoadedRelease.first(manifest, difference.changed(), published, steering, addition);
      bodies.glanceAt(release.index().all());
    }
    return new Outcome.Loaded(release, difference, Duration.between(start, clock.instant()));
  }

  private LoadedRelease next(
      LoadedRelease current,
      Manifest manifest,
      Instant published,
      Difference difference,
      Check check)
      throws IOException {
    Steering steering = current.steering().next(manifest, bodies::verified);
    LoadedRelease next =
        current.next(manifest, published, difference, steering, addition, clock.instant());
    List<Resource> changed =
        difference.changed().stream()
            .flatMap(entry -> next.at(LoadedRelease.address(entry.path())).stream())
            .toList();
    forEach(changed, check);
    return next;
  }

  /**
   * Does what the edit of a page makes {@link #look} do, and drops what comes of it, so that the
   * first edit finds code that is compiled.
   *
   * @throws IOException or its unchecked kind, if the store does not have all of it any more
   */
  public void rehearse(LoadedRelease release) throws IOException {
    Manifest before = release.manifest().with(List.of(), List.of(HOME));
    Manifest manifest = store.manifest(release.id(), before);
    var _ =
        next(
            release,
            manifest,
            store.published(release.id()),
            manifest.since(before),
            bodies::rehearse);
  }

  @FunctionalInterface
  private interface Check {
    void of(Resource resource) throws IOException;
  }

  private static void forEach(List<Resource> resources, Check check) {
    (resources.size() > 100 ? resources.parallelStream() : resources.stream())
        .forEach(
            resource -> {
              try {
                check.of(resource);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String reason(IOException e) {
    return e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
