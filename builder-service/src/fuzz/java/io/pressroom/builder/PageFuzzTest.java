package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.content.HostileContent;

/** Looks for pages, with their front matter that the builder cannot take. */
class PageFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileContent.page(input);
  }
}
