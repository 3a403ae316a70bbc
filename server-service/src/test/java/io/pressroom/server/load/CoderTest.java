package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class CoderTest {

  @Test
  void whatIsCodedByZstdIsTheSameAgain() throws Exception {
    byte[] text = text(100_000);
    assertArrayEquals(text, Zstd.decompress(Coder.code(text, Coding.ZSTD), text.length));
    assertArrayEquals(
        new byte[0], Zstd.decompress(Coder.code(new byte[0], Coding.ZSTD), 0), "nothing");
  }

  /** Whoever needs memory waits for a collection that waits, event loops too. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BR", "ZSTD"})
  void noCollectionWaitsForTheEndOfACoding(Coding coding) throws Exception {
    assumeTrue(Coder.offers(coding));
    byte[] text = text(2 << 20);
    CompletableFuture<byte[]> coded = CompletableFuture.supplyAsync(() -> coded(text, coding));
    long begin = System.nanoTime();
    long longest = 0;
    while (!coded.isDone()) {
      long before = System.nanoTime();
      System.gc();
      longest = Math.max(longest, System.nanoTime() - before);
    }
    long took = System.nanoTime() - begin;
    assertTrue(coded.get().length > 0);
    assertTrue(longest < took / 3, "%d of %d ns".formatted(longest, took));
  }

  private static byte[] coded(byte[] bytes, Coding coding) {
    try {
      return Coder.code(bytes, coding);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] text(int size) {
    Random random = new Random(1);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ('a' + Math.abs(random.nextGaussian()) * 5);
    }
    return text;
  }
}
