package io.pressroom.server.serve;

import io.pressroom.server.load.LoadedRelease;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The dates that responses carry, made once a second and not for each. */
final class Today {

  private final Clock clock;
  private volatile Second second;
  private volatile Optional<Published> published = Optional.empty();

  private record Second(Instant instant, CharSequence text) {
    static Second of(Instant now) {
      Instant second = now.truncatedTo(ChronoUnit.SECONDS);
      return new Second(second, header(second));
    }
  }

  private record Published(LoadedRelease release, Instant instant, CharSequence text) {
    static Published of(LoadedRelease release) {
      Instant second = release.published().truncatedTo(ChronoUnit.SECONDS);
      return new Published(release, second, header(second));
    }
  }

  Today(Clock clock) {
    this.clock = clock;
    this.second = Second.of(clock.instant());
  }

  /** Goes on to the present second. */
  void tick() {
    second = Second.of(clock.instant());
  }

  /** {@code Date}. */
  CharSequence date() {
    return second.text();
  }

  /**
   * {@code Last-Modified} of all that is in a release: when it was published, the same on every
   * replica. Nothing in the second it was published in: another release may follow in that second,
   * and a client that knows only the date could not tell the two apart (RFC 9110, section 8.8.2.2).
   */
  Optional<CharSequence> lastModified(LoadedRelease release) {
    Published known =
        published.filter(p -> p.release() == release).orElseGet(() -> remember(release));
    return second.instant().isAfter(known.instant()) ? Optional.of(known.text()) : Optional.empty();
  }

  private Published remember(LoadedRelease release) {
    Published made = Published.of(release);
    published = Optional.of(made);
    return made;
  }

  private static CharSequence header(Instant instant) {
    return HttpHeaders.createOptimized(HttpDate.format(instant));
  }
}
