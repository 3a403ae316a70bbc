package io.pressroom.server.serve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates in header fields (RFC 9110, section 5.6.7). */
final class HttpDate {

  private static final DateTimeFormatter PREFERRED =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The preferred form and the two obsolete ones that a recipient must take. */
  private static final List<DateTimeFormatter> ACCEPTED =
      List.of(
          PREFERRED,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private HttpDate() {}

  static String format(Instant instant) {
    return PREFERRED.format(instant);
  }

  /** The date in a field, or nothing where it is none: such a field is ignored. */
  static Optional<Instant> parse(String field) {
    String value = field.strip();
    for (DateTimeFormatter form : ACCEPTED) {
      try {
        return Optional.of(ZonedDateTime.parse(value, form).toInstant());
      } catch (DateTimeException e) {
        // Not in this form.
      }
    }
    return Optional.empty();
  }
}
