package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

  /** The examples of RFC 9110, section 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        " Sun, 06 Nov 1994 08:49:37 GMT ",
      })
  void readsTheThreeForms(String field) {
    assertEquals(Optional.of(EXAMPLE), HttpDate.parse(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "now", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 +0100"})
  void ignoresAllElse(String field) {
    assertEquals(Optional.empty(), HttpDate.parse(field));
  }

  @Test
  void writesThePreferredForm() {
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(EXAMPLE));
  }
}
