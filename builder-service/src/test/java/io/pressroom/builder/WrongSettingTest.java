package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrongSettingTest {
  @Test
  void namesTheVariableAndTheValue() {
    assertEquals(
        "PRESSROOM_BROKER_PORT cannot be \"fifty\": Expected an integer value, got \"fifty\"",
        WrongSetting.explain(
            "java.lang.IllegalArgumentException: SRCFG00039: The config property pressroom.broker.port"
                + " with the config value \"fifty\" threw an Exception whilst being converted"
                + " SRCFG00029: Expected an integer value, got \"fifty\""));
  }

  @Test
  void saysWhatThereIsToChooseFrom() {
    assertEquals(
        "PRESSROOM_WATCH_MODE cannot be \"often\": it is one of auto,poll,events",
        WrongSetting.explain(
            "SRCFG00039: The config property pressroom.watch.mode with the config value \"often\""
                + " threw an Exception whilst being converted java.lang.IllegalArgumentException:"
                + " SRCFG00049: Cannot convert often to enum class"
                + " io.pressroom.builder.watch.ContentWatcher$Mode, allowed values: auto,poll,events"));
  }

  @Test
  void saysThatAValueIsEmpty() {
    assertEquals(
        "PRESSROOM_SITE is empty: give it a value, or leave it out",
        WrongSetting.explain(
            "java.util.NoSuchElementException: SRCFG00040: The config property pressroom.site is"
                + " defined as the empty String (\"\") which the following Converter considered to be"
                + " null: io.smallrye.config.Converters$BuiltInConverter"));
  }

  @Test
  void leavesTheRestOnOneLine() {
    assertEquals("first; second", WrongSetting.explain("SRCFG00014: first\n  second\n"));
  }

  @Test
  void anAddressIsReadAsTheSettingsOfASiteAre() {
    assertEquals(
        Optional.of(URI.create("https://example.org/blog/")),
        settings("https://example.org/blog").baseUrl());
    var wrong =
        assertThrows(ConfigValidationException.class, () -> settings("example.org").baseUrl());
    assertEquals(
        "PRESSROOM_BASE_URL cannot be \"example.org\": it should be an address like"
            + " https://example.org/blog/",
        WrongSetting.explain(wrong.getProblem(0).getMessage()));
  }

  private static OperatorSettings settings(String baseUrl) {
    return new SmallRyeConfigBuilder()
        .withMapping(OperatorSettings.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValue("pressroom.broker.host", "localhost")
        .withDefaultValue("pressroom.broker.port", "5672")
        .withDefaultValue("pressroom.base-url", baseUrl)
        .build()
        .getConfigMapping(OperatorSettings.class);
  }
}
