package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
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

  /**
   * Whoever needs memory waits for a collection that waits, event loops too. A few may come to
   * their end before the coding has taken its bytes, and after it has let them go; not ten.
   */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BR", "ZSTD"})
  void noCollectionWaitsForTheEndOfACoding(Coding coding) throws Exception {
    assumeTrue(Coder.offers(coding));
    assertTrue(coded(text(1000), coding).length > 0); // so that all is loaded
    long collections = 0;
    for (int size = 2 << 20; collections < 10 && size <= 32 << 20; size *= 2) {
      collections = collectionsDuring(coding, text(size));
    }
    assertTrue(collections >= 10, collections + " collections came to their end in a coding");
  }

  private static long collectionsDuring(Coding coding, byte[] text) throws Exception {
    CompletableFuture<byte[]> coded = CompletableFuture.supplyAsync(() -> coded(text, coding));
    long before = collections();
    long during = 0;
    while (!coded.isDone()) {
      during = collections() - before; // not the last, which may have ended after the coding
      System.gc();
    }
    assertTrue(coded.get().length > 0);
    return during;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
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
