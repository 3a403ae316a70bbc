package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.render.HostileSite;

/** Looks for templates that the builder cannot take. */
class TemplateFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileSite.template(input);
  }
}
