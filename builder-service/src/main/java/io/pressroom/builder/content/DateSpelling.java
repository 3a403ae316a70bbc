package io.pressroom.builder.content;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The spellings of dates that are found in front matter.
 *
 * <pre>
 * 2015-05-06   2015/5/6   2015.05.06   20150506   2015-05   2015
 * 2015-05-06T10:20   2015-05-06 10:20:30.123   20150506T102030Z   2015-05-06 3:04 pm
 *   with Z, +07:00, -0700, -07, UTC, GMT+2, PDT, America/New_York after the time
 * May 6, 2015   6 May 2015 10:20   Wed, 06 May 2015 10:20:30 GMT   Wed May  6 10:20:30 PDT 2015
 * </pre>
 *
 * Where a spelling could mean two days (05/06/2015) it is refused. Without a zone, the site's
 * holds.
 */
final class DateSpelling {
  private static final int LONGEST = 80;

  private static final String TIME =
      "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9})\\d*)?)?"
          + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\b\\.?)?";
  private static final String ZONE =
      "(?<zone>[Zz]|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2}){0,2}|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+"
          + "|[A-Z]{2,5})(?:\\s*[\\[(][^\\])]*[\\])])?";
  private static final String TAIL =
      "(?:(?:[Tt_]|,?\\s+(?:at\\s+)?)" + TIME + "(?:\\s*" + ZONE + ")?)?";
  private static final String WEEKDAY = "(?:[A-Za-z]{3,9}\\.?,?\\s+)?";
  private static final String MONTH = "(?<name>[A-Za-z]{3,9})\\.?";
  private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";

  private static final List<Pattern> SPELLINGS =
      List.of(
          Pattern.compile("(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})" + TAIL),
          Pattern.compile(
              "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
                  + "(?:[Tt](?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})?"
                  + ZONE
                  + "?)?"),
          Pattern.compile("(?<year>\\d{4})(?:[-/.](?<month>\\d{1,2}))?"),
          Pattern.compile(
              WEEKDAY + DAY + "\\.?[\\s-]+" + MONTH + ",?[\\s-]+(?<year>\\d{4})" + TAIL),
          Pattern.compile(WEEKDAY + MONTH + "\\s+" + DAY + ",?\\s+(?<year>\\d{4})" + TAIL),
          Pattern.compile(
              WEEKDAY
                  + MONTH
                  + "\\s+"
                  + DAY
                  + "\\s+"
                  + TIME
                  + "(?:\\s+"
                  + ZONE
                  + ")?\\s+(?<year>\\d{4})"));

  private static final Pattern TWO_WAYS =
      Pattern.compile("\\d{1,2}([-/.])\\d{1,2}\\1(?:\\d{2}|\\d{4})\\b.*");

  /** Jekyll's file names: {@code 2015-05-05-name}. */
  private static final Pattern FILE_NAME = Pattern.compile("(\\d{4}-\\d{1,2}-\\d{1,2})-(.+)");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Abbreviations that mean one thing in practice. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("UT", "+00:00"),
          Map.entry("UTC", "+00:00"),
          Map.entry("GMT", "+00:00"),
          Map.entry("WET", "+00:00"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("CEST", "+02:00"),
          Map.entry("EET", "+02:00"),
          Map.entry("EEST", "+03:00"),
          Map.entry("JST", "+09:00"));

  private DateSpelling() {}

  /**
   * Reads a date.
   *
   * @throws DateTimeException where it is no date, with a sentence that says why
   */
  static ZonedDateTime parse(String spelling, ZoneId site) {
    String text = spelling.strip();
    if (text.length() <= LONGEST) {
      for (Pattern pattern : SPELLINGS) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.matches()) {
          Optional<ZonedDateTime> date = date(matcher, site);
          if (date.isPresent()) {
            return date.get();
          }
        }
      }
      if (TWO_WAYS.matcher(text).matches()) {
        throw new DateTimeException("'" + text + "' could mean two different days");
      }
    }
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    throw new DateTimeException("'" + shown + "' is not a date");
  }

  /** The date that a file name (without ending) begins with. */
  static Optional<ZonedDateTime> ofFileName(String stem, ZoneId site) {
    Matcher matcher = FILE_NAME.matcher(stem);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(matcher.group(1), site));
    } catch (DateTimeException _) {
      return Optional.empty(); // a name that only looks like it
    }
  }

  /** What follows the date in a file name; the whole name where it has none. */
  static String withoutDate(String stem) {
    Matcher matcher = FILE_NAME.matcher(stem);
    return matcher.matches() && ofFileName(stem, ZoneOffset.UTC).isPresent()
        ? matcher.group(2)
        : stem;
  }

  /** Empty where a word is no month: another spelling may fit. */
  private static Optional<ZonedDateTime> date(Matcher m, ZoneId site) {
    int month = 1;
    if (has(m, "name")) {
      String name = m.group("name").toLowerCase(Locale.ROOT);
      month = MONTHS.indexOf(name.substring(0, 3)) + 1;
      if (month == 0) {
        return Optional.empty();
      }
    } else if (has(m, "month")) {
      month = number(m, "month", 1);
    }
    int hour = number(m, "hour", 0);
    if (has(m, "half")) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("There is no hour " + hour + " with am or pm");
      }
      hour = hour % 12 + (m.group("half").equalsIgnoreCase("p") ? 12 : 0);
    }
    String fraction = has(m, "fraction") ? m.group("fraction") : "";
    LocalDateTime local =
        LocalDateTime.of(
            number(m, "year", 1),
            month,
            number(m, "day", 1),
            hour,
            number(m, "minute", 0),
            number(m, "second", 0),
            Integer.parseInt((fraction + "000000000").substring(0, 9)));
    return Optional.of(ZonedDateTime.of(local, has(m, "zone") ? zone(m.group("zone")) : site));
  }

  private static ZoneId zone(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.equals("Z")) {
      return ZoneOffset.UTC;
    }
    if (ZONES.containsKey(upper)) {
      return ZoneOffset.of(ZONES.get(upper));
    }
    String offset = upper.startsWith("UTC") || upper.startsWith("GMT") ? upper.substring(3) : upper;
    if (offset.startsWith("+") || offset.startsWith("-")) {
      return ZoneOffset.of(offset);
    }
    return ZoneId.of(name).normalized();
  }

  private static int number(Matcher m, String group, int otherwise) {
    return has(m, group) ? Integer.parseInt(m.group(group)) : otherwise;
  }

  private static boolean has(Matcher m, String group) {
    return m.namedGroups().containsKey(group) && m.group(group) != null;
  }
}
