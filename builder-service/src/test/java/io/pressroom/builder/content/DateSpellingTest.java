package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateSpellingTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2014-10-24T16:41:36-0700          | 2014-10-24T16:41:36-07:00
          2015-05-05T22:03:39-07:00         | 2015-05-05T22:03:39-07:00
          2015-05-05T22:03:39Z              | 2015-05-05T22:03:39Z
          2015-05-05t22:03:39z              | 2015-05-05T22:03:39Z
          2015-05-05T22:03:39.123456789Z    | 2015-05-05T22:03:39.123456789Z
          2015-05-05T22:03:39,5+02          | 2015-05-05T22:03:39.500+02:00
          2015-05-05 22:03:39 +0800         | 2015-05-05T22:03:39+08:00
          2015-05-05 22:03:39 UTC           | 2015-05-05T22:03:39Z
          2015-05-05 22:03:39 PDT           | 2015-05-05T22:03:39-07:00
          2015-05-05 22:03 America/New_York | 2015-05-05T22:03-04:00[America/New_York]
          2015-05-05T22:03+02:00[Europe/Berlin] | 2015-05-05T22:03+02:00
          2015-05-05 10:03 pm               | 2015-05-05T22:03+02:00[Europe/Paris]
          2015-05-05 12:03 a.m.             | 2015-05-05T00:03+02:00[Europe/Paris]
          2015-05-05                        | 2015-05-05T00:00+02:00[Europe/Paris]
          2015-5-5                          | 2015-05-05T00:00+02:00[Europe/Paris]
          2015/05/05 10:00                  | 2015-05-05T10:00+02:00[Europe/Paris]
          2015.05.05                        | 2015-05-05T00:00+02:00[Europe/Paris]
          20150505                          | 2015-05-05T00:00+02:00[Europe/Paris]
          20150505T220339Z                  | 2015-05-05T22:03:39Z
          2015-05                           | 2015-05-01T00:00+02:00[Europe/Paris]
          2015                              | 2015-01-01T00:00+01:00[Europe/Paris]
          Tue, 05 May 2015 22:03:39 GMT     | 2015-05-05T22:03:39Z
          Tue, 5 May 2015 22:03:39 -0700    | 2015-05-05T22:03:39-07:00
          5 May 2015                        | 2015-05-05T00:00+02:00[Europe/Paris]
          05-May-2015                       | 2015-05-05T00:00+02:00[Europe/Paris]
          May 5, 2015                       | 2015-05-05T00:00+02:00[Europe/Paris]
          September 5th, 2015 at 3:04pm     | 2015-09-05T15:04+02:00[Europe/Paris]
          Sept. 5 2015                      | 2015-09-05T00:00+02:00[Europe/Paris]
          Tue May  5 22:03:39 PDT 2015      | 2015-05-05T22:03:39-07:00
          Tue May 05 2015 22:03:39 GMT+0200 (CEST) | 2015-05-05T22:03:39+02:00
          """)
  void readsTheSpellingsOfTheWild(String spelling, String expected) {
    assertEquals(expected, DateSpelling.parse(spelling, PARIS).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2015-13-01",
        "2015-02-30",
        "2015-05-05T25:00",
        "2015-05-05 13:00 pm",
        "2015-05-05 10:00 Mars/Olympus",
        "5 Foo 2015",
        "1",
        "20151332",
        "2015-05/05",
        "99999-01-01",
      })
  void refusesWhatIsNoDate(String spelling) {
    assertThrows(DateTimeException.class, () -> DateSpelling.parse(spelling, PARIS));
  }

  @Test
  void refusesWhatCouldBeTwoDays() {
    DateTimeException e =
        assertThrows(DateTimeException.class, () -> DateSpelling.parse("05/06/2015", PARIS));
    assertTrue(e.getMessage().contains("two different days"), e.getMessage());
  }

  @Test
  void refusesAnEndlessSpellingWithoutRepeatingIt() {
    DateTimeException e =
        assertThrows(
            DateTimeException.class, () -> DateSpelling.parse("2015-".repeat(100_000), PARIS));
    assertTrue(e.getMessage().length() < 200);
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("ar", "EG"));
      assertEquals(
          "2015-05-05T22:03:39Z",
          DateSpelling.parse("Tue, 05 May 2015 22:03:39 GMT", PARIS).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void readsJekyllsFileNames() {
    assertEquals(
        "2015-05-05T00:00+02:00[Europe/Paris]",
        DateSpelling.ofFileName("2015-05-05-a-name", PARIS).orElseThrow().toString());
    assertTrue(DateSpelling.ofFileName("2015-99-99-a-name", PARIS).isEmpty());
    assertTrue(DateSpelling.ofFileName("about", PARIS).isEmpty());
    assertEquals("a-name", DateSpelling.withoutDate("2015-05-05-a-name"));
    assertEquals("2015-99-99-a-name", DateSpelling.withoutDate("2015-99-99-a-name"));
    assertEquals("about", DateSpelling.withoutDate("about"));
  }
}
