package io.pressroom.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String CORS = "pressroom.cors-origins";

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "on", "yes", "1"})
  void aSwitchIsOn(String value) {
    assertTrue(settings(config("pressroom.live-reload", value)).liveReload());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "off", "Off", "no", "0"})
  void aSwitchIsOff(String value) {
    assertEquals(false, settings(config("pressroom.live-reload", value)).liveReload());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-reload", "short-addresses", "early-hints"})
  void aSwitchIsNothingElse(String name) {
    var wrong =
        assertThrows(ConfigValidationException.class, () -> config("pressroom." + name, "maybe"));
    assertEquals(
        "A setting is wrong: pressroom.%s: it is true or false (or on or off, yes or no, 1 or 0)"
            .formatted(name),
        StartFailure.explain(wrong));
  }

  @Test
  void memoryMayBeMoreThanThereCanBe() {
    assertEquals(1L << 20, settings(config("pressroom.memory", "1M")).memoryBytes());
    assertEquals(Long.MAX_VALUE, settings(config("pressroom.memory", "9Y")).memoryBytes());
  }

  @Test
  void soItIsWithTheSwitchesOfTheFramework() {
    String name = "quarkus.http.proxy.proxy-address-forwarding";
    assertTrue(Proxies.areBelieved(config(name, "on")));
    assertThrows(IllegalArgumentException.class, () -> Proxies.areBelieved(config(name, "maybe")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://app.example",
        "http://[::1]:8080",
        "chrome-extension://abcdef"
      })
  void originsArePassedOn(String origins) {
    SmallRyeConfig config = config(CORS, origins);
    assertDoesNotThrow(() -> WrongSetting.refuse(settings(config), config));
  }

  @Test
  void originsAreDividedByCommasAndSpaces() {
    SmallRyeConfig config = config(CORS, "https://app.example, http://localhost:3000");
    assertDoesNotThrow(() -> WrongSetting.refuse(settings(config), config));
    assertEquals(
        Set.of("https://app.example", "http://localhost:3000"), settings(config).origins());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/",
        "https://app.example/path",
        "https://App.example",
        "https://app.example:443",
        "http://app.example:80",
        "https://*.example",
        "app.example",
        "https://ada@app.example",
        "https://good.example,https://app.example/"
      })
  void whatIsNoOriginIsRefused(String origins) {
    SmallRyeConfig config = config(CORS, origins);
    var wrong =
        assertThrows(WrongSetting.class, () -> WrongSetting.refuse(settings(config), config));
    String told = StartFailure.explain(wrong);
    assertTrue(told.contains("such as https://app.example"), told);
  }

  @Test
  void aHeaderFieldIsOneLineHoweverItIsWritten() {
    assertEquals(
        Optional.of("default-src 'self'; img-src *"),
        Wiring.field("default-src 'self';\n  img-src *\n"));
    assertEquals(Optional.empty(), Wiring.field("off\n"));
  }

  private static Settings settings(SmallRyeConfig config) {
    return config.getConfigMapping(Settings.class);
  }

  private static SmallRyeConfig config(String name, String value) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(Settings.class)
        .withDefaultValue(name, value)
        .build();
  }
}
