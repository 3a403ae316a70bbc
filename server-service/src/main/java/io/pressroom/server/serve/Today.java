package io.pressroom.server.serve;

import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.serve.FixedFields.Field;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The dates that responses carry, made once a second and not for each. */
final class Today {

  private final Clock clock;
  private volatile Second second;
  private volatile Dates dates;

  private record Second(Instant instant, CharSequence text) {
    static Second of(Instant now) {
      Instant second = now.truncatedTo(ChronoUnit.SECONDS);
      return new Second(second, header(second));
    }
  }

  /** What is said of a release in a second. */
  private record Dates(Second second, LoadedRelease release, FixedFields fields) {
    static Dates of(Second second, LoadedRelease release) {
      Instant published = release.published().truncatedTo(ChronoUnit.SECONDS);
      List<Field> fields = new ArrayList<>();
      fields.add(new Field(HttpHeaders.DATE, second.text()));
      if (second.instant().isAfter(published)) {
        fields.add(new Field(HttpHeaders.LAST_MODIFIED, header(published)));
      }
      return new Dates(second, release, new FixedFields(fields));
    }

    boolean isOf(Second otherSecond, LoadedRelease otherRelease) {
      return second.instant().equals(otherSecond.instant()) && release == otherRelease;
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
   * {@code Date}, and {@code Last-Modified} of all that is in a release: when it was published, the
   * same on every replica. The latter not in the second it was published in: another release may
   * follow in that second, and a client that knows only the date could not tell the two apart (RFC
   * 9110, section 8.8.2.2).
   */
  FixedFields dates(LoadedRelease release) {
    Second now = second;
    Dates known = dates;
    if (known == null || !known.isOf(now, release)) {
      known = Dates.of(now, release);
      dates = known;
    }
    return known.fields();
  }

  private static CharSequence header(Instant instant) {
    return HttpHeaders.createOptimized(HttpDate.format(instant));
  }
}
