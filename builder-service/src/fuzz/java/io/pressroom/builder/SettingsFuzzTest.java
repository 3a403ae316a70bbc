package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.content.HostileContent;

/** Looks for {@code site.yaml} that the builder cannot take. */
class SettingsFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileContent.settings(input);
  }
}
