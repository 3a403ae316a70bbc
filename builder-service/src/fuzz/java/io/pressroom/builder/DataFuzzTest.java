package io.pressroom.builder;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pressroom.builder.content.HostileContent;

/** Looks for data files that the builder cannot take. */
class DataFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void eat(byte[] input) throws Exception {
    HostileContent.data(input);
  }
}
