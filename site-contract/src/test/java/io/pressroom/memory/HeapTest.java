package io.pressroom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapTest {

  private static final int MEGABYTE = 1 << 20;

  @Test
  void muchGarbageIsCollected() {
    Heap heap = new Heap(8 * MEGABYTE);
    heap.tidy();
    for (int round = 0; round < 3; round++) {
      // So much goes to the old generation at once.
      var dropped = new WeakReference<>(new byte[256 * MEGABYTE]);
      heap.tidy();
      assertNull(dropped.get());
    }
  }

  @Test
  void aLittleIsNot() {
    Heap heap = new Heap(Long.MAX_VALUE / 2);
    long before = collections();
    heap.tidy();
    assertEquals(before, collections());
  }

  /** How often the whole heap was; other tests may run, and make the young part be collected. */
  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> List.of(collector.getMemoryPoolNames()).contains("Tenured Gen"))
        .findFirst()
        .orElseThrow()
        .getCollectionCount();
  }
}
