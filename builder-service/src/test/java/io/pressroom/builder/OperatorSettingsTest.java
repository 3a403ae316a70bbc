package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorSettingsTest {

  private static OperatorSettings with(String name, String value) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(OperatorSettings.class)
        .withDefaultValue("pressroom.broker.host", "localhost")
        .withDefaultValue("pressroom.broker.port", "5672")
        .withDefaultValue(name, value)
        .build()
        .getConfigMapping(OperatorSettings.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          watch.quiet      | -1s   | PRESSROOM_WATCH_QUIET cannot be less than 0
          watch.quiet      | 1s    | PRESSROOM_WATCH_BOUND cannot be less than PRESSROOM_WATCH_QUIET
          watch.poll-every | 0s    | PRESSROOM_WATCH_POLL_EVERY cannot be less than 1 ms
          reconcile-every  | 0s    | PRESSROOM_RECONCILE_EVERY cannot be less than 1 s
          drain.timeout    | -5s   | PRESSROOM_DRAIN_TIMEOUT cannot be less than 0
          keep.releases    | -1    | PRESSROOM_KEEP_RELEASES cannot be less than 0
          broker.port      | 70000 | PRESSROOM_BROKER_PORT is a number from 1 to 65535, and cannot be 70000
          """)
  void whatCannotBeMeantSoIsRefused(String name, String value, String why) {
    OperatorSettings settings = with("pressroom." + name, value);
    var refused = assertThrows(CannotStart.class, () -> WrongSetting.refuse(settings));
    assertEquals(why, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"standby", "drafts", "explain", "hooks", "broker.embedded"})
  void aSwitchIsOnOrOffAndNothingElse(String name) {
    with("pressroom." + name, "on");
    with("pressroom." + name, "no");
    var wrong =
        assertThrows(ConfigValidationException.class, () -> with("pressroom." + name, "maybe"));
    assertEquals(
        "%s cannot be \"maybe\": it is true or false (or on or off, yes or no, 1 or 0)"
            .formatted(WrongSetting.variable("pressroom." + name)),
        WrongSetting.explain(wrong.getProblem(0).getMessage()));
  }

  @Test
  void theDefaultsAreMeantSo() {
    WrongSetting.refuse(with("pressroom.site", "anywhere"));
  }
}
