package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.server.load.Coding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

  private static final List<Coding> ALL = List.of(Coding.BR, Coding.ZSTD, Coding.GZIP);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                         | GZIP",
        "GZip                         | GZIP",
        "gzip, deflate                | GZIP",
        "x-gzip                       | GZIP",
        "identity;q=0, *;q=0.5        | BR",
        "*;q=0, gzip                  | GZIP",
        "deflate                      | IDENTITY",
        "''                           | IDENTITY",
        "identity                     | IDENTITY",
        "gzip;q=0                     | IDENTITY",
        "gzip;q=0.000, *              | BR",
        "gzip;q=0.001                 | GZIP",
        "gzip ; q=0.5                 | GZIP",
        "gzip;q=0.5, identity;q=0.9   | IDENTITY",
        "gzip;q=0.9, identity;q=0.5   | GZIP",
        "gzip, identity;q=0           | GZIP",
        "identity;q=0                 | IDENTITY",
        "*;q=0                        | IDENTITY",
        "br;q=0, gzip                 | GZIP",
        "xgzip, gzipx                 | IDENTITY",
        "gzip;q=2                     | IDENTITY",
        "gzip;q=x                     | IDENTITY",
        "gzip;q=NaN                   | IDENTITY",
        "gzip, deflate, br, zstd      | BR",
        "gzip, zstd                   | ZSTD",
        "br;q=0.5, gzip;q=0.8         | GZIP",
        "*                            | BR",
        "*;q=0.5, br;q=0              | ZSTD",
        ",, gzip                      | GZIP",
      })
  void chooses(String field, Coding expected) {
    assertEquals(expected, Negotiation.choose(Optional.of(field), ALL), field);
  }

  @Test
  void whoSaysNothingGetsTheBodyAsItIs() {
    assertEquals(Coding.IDENTITY, Negotiation.choose(Optional.empty(), ALL));
  }
}
