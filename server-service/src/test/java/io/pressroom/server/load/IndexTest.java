package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexTest {

  /** Any sequence of changes leaves what a map would hold, and every index before it as it was. */
  @Test
  void isWhatAMapWouldBe() {
    Random random = new Random(42);
    Index index = Index.EMPTY;
    Map<String, Resource> expected = new HashMap<>();
    for (int step = 0; step < 200; step++) {
      Map<String, Resource> put = new HashMap<>();
      List<String> removed = new ArrayList<>();
      for (int i = random.nextInt(100); i > 0; i--) {
        Resource resource =
            Resource.of(
                Releases.entry("p" + random.nextInt(3000), new byte[random.nextInt(10)]),
                Optional.empty());
        put.put(resource.address(), resource);
      }
      for (int i = random.nextInt(step < 100 ? 20 : 120); i > 0; i--) {
        removed.add("/p" + random.nextInt(3000));
      }
      removed.removeAll(put.keySet());
      Index before = index;
      Map<String, Resource> held = contents(before);

      index = index.with(put.values(), removed);
      expected.keySet().removeAll(removed);
      expected.putAll(put);

      assertEquals(expected, contents(index), "step " + step);
      assertEquals(expected.size(), index.size(), "step " + step);
      assertEquals(held, contents(before), "step " + step);
    }
  }

  private static Map<String, Resource> contents(Index index) {
    Map<String, Resource> contents = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      String address = "/p" + i;
      index.at(address).ifPresent(resource -> contents.put(address, resource));
    }
    return contents;
  }
}
