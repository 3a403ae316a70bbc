package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.content.HostileContent;

/** Looks for redirects and headers that the builder cannot take. */
class SteeringFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileContent.steering(input);
  }
}
