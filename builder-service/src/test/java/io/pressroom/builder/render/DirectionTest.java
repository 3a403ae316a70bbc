package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectionTest {

  @ParameterizedTest
  @CsvSource({
    "en, ltr",
    "zh-Hant-TW, ltr",
    "ar-EG, rtl",
    "he, rtl",
    "iw, rtl", // its old name
    "ji, rtl",
    "az, ltr",
    "az-Arab, rtl",
    "ar-Latn, ltr",
    "x-klingon, ltr",
  })
  void isThatOfTheScript(String tag, String direction) {
    assertEquals(direction, Direction.of(tag));
  }
}
