package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KEYS =
      List.of("title", "base-url", "time-zone", "page-size", "language", "menu");

  @ParameterizedTest
  @CsvSource({
    "titel, title",
    "tilte, title",
    "baseURL, base-url",
    "base_url, base-url",
    "timezone, time-zone",
    "paginate,",
    "pagesize, page-size",
    "langauge, language",
    "m,",
    "mnu, menu",
    "foobar,",
  })
  void findsWhatWasMeant(String written, String meant) {
    assertEquals(Optional.ofNullable(meant), Nearest.to(written, KEYS));
  }

  @Test
  void choosesTheSameAmongEquals() {
    assertEquals(Optional.of("cat"), Nearest.to("bat", List.of("rat", "hat", "cat")));
  }
}
