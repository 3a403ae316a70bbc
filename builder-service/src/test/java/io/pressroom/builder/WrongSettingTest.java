package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void leavesTheRestOnOneLine() {
    assertEquals("first; second", WrongSetting.explain("SRCFG00014: first\n  second\n"));
  }
}
