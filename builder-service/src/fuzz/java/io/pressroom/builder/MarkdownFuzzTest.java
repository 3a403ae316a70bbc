package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.render.HostileSite;

/** Looks for the text of pages that the builder cannot take. */
class MarkdownFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileSite.markdown(input);
  }
}
