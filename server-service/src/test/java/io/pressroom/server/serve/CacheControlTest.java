package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.rules.HeaderRules;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {

  @Test
  void theLastRuleThatFitsHolds() {
    HeaderRules rules =
        Options.cacheControl("/files/* public, max-age=600;; /files/new/*   no-store ;");
    assertEquals("public, max-age=600", value(rules, "/files/a"));
    assertEquals("no-store", value(rules, "/files/new/a"));
    assertEquals("", value(rules, "/a"));
    assertTrue(Options.cacheControl(" ").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/files/*              | has no value",
        "files no-store        | stands below no address",
        "/a no-store; /*/* x   | more than one asterisk",
        "/a é                  | no header field may have",
      })
  void whatCannotBeReadIsRefused(String written, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Options.cacheControl(written))
            .getMessage();
    assertTrue(message.contains(why), message);
  }

  private static String value(HeaderRules rules, String path) {
    Request request =
        new Request("GET", path, () -> new Request.Origin("http", "x"), name -> Optional.empty());
    return rules.fields(request.asked(path)).stream()
        .map(field -> String.join("; ", field.values()))
        .findFirst()
        .orElse("");
  }
}
