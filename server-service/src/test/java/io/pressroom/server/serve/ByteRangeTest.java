package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  /** Of a body of 100 bytes; {@code ignored} is the whole, {@code none} is 416. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0         | 0-0",
        "bytes=0-99        | 0-99",
        "bytes=0-          | 0-99",
        "bytes=10-19       | 10-19",
        "bytes=90-1000     | 90-99",
        "bytes=99-         | 99-99",
        "bytes=-1          | 99-99",
        "bytes=-10         | 90-99",
        "bytes=-100        | 0-99",
        "bytes=-500        | 0-99",
        "BYTES=0-9         | 0-9",
        "bytes= 0-9 , 20-29| 0-9 20-29",
        "bytes=0-9,,20-29, | 0-9 20-29",
        "bytes=0-9,200-300 | 0-9",
        "bytes=20-29,0-9   | 20-29 0-9",
        "bytes=-1,0-0      | 99-99 0-0",
        "bytes=0-99999999999999999999999 | 0-99",
        "bytes=100-        | none",
        "bytes=100-200     | none",
        "bytes=99999999999999999999999- | none",
        "bytes=-0          | none",
        "bytes=-0,100-     | none",
        "bytes=            | ignored",
        "bytes=,           | ignored",
        "bytes=-           | ignored",
        "bytes=5           | ignored",
        "bytes=a-b         | ignored",
        "bytes=1-b         | ignored",
        "bytes=--1         | ignored",
        "bytes=1--2        | ignored",
        "bytes=+1-2        | ignored",
        "bytes=0x1-2       | ignored",
        "bytes=9-0         | ignored",
        "bytes=0-9,9-0     | ignored",
        "bytes 0-9         | ignored",
        "items=0-9         | ignored",
        "0-9               | ignored",
        "bytes=0-99,0-99   | ignored",
        "bytes=0-60,50-99  | ignored",
        "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,0-0,1-1,2-2,3-3,4-4,5-5,6-6 | ignored",
      })
  void readsTheField(String field, String expected) {
    Optional<String> parsed =
        ByteRange.parse(field, 100)
            .map(
                ranges ->
                    ranges.isEmpty()
                        ? "none"
                        : ranges.stream()
                            .map(range -> range.first() + "-" + range.last())
                            .collect(Collectors.joining(" ")));
    assertEquals(expected, parsed.orElse("ignored"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-0", "bytes=-1", "bytes=0-"})
  void anEmptyBodyHasNoPart(String field) {
    assertEquals(Optional.empty(), ByteRange.parse(field, 0));
  }
}
