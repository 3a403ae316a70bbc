package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.render.HostileSite;

/** Looks for whole sites that the builder cannot take. */
class SiteFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileSite.site(input);
  }
}
