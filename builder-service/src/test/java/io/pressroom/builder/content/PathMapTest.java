package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PathMapTest {
  private static ContentPath path(Random random, int range) {
    return ContentPath.of("f" + random.nextInt(7) + "/" + random.nextInt(range));
  }

  @Property(tries = 200)
  void isATreeMapWhateverIsPutAndRemoved(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int range) {
    Random random = new Random(seed);
    PathMap<Integer> map = PathMap.empty();
    Map<ContentPath, Integer> model = new TreeMap<>();
    for (int round = 0; round < 12; round++) {
      Map<ContentPath, Integer> put = new HashMap<>();
      Set<ContentPath> removed = new HashSet<>();
      int edits = random.nextInt(10) == 0 ? 1500 : random.nextInt(8);
      for (int i = 0; i < edits; i++) {
        if (random.nextBoolean()) {
          put.put(path(random, range), random.nextInt(3));
        } else {
          removed.add(path(random, range));
        }
      }
      PathMap<Integer> older = map;
      Map<ContentPath, Integer> olderModel = new TreeMap<>(model);
      map = map.with(put, removed);
      model.keySet().removeAll(removed);
      model.putAll(put);

      assertEquals(model, map);
      assertEquals(model.size(), map.size());
      assertEquals(new ArrayList<>(model.keySet()), new ArrayList<>(map.keySet()));
      ContentPath probe = path(random, range);
      assertEquals(model.get(probe), map.get(probe));
      assertEquals(olderModel, older);
      assertEquals(differences(model, olderModel), map.differences(older));
      assertEquals(below(model, "f3"), map.at("f3"));
      assertEquals(below(model, probe.value()), map.at(probe.value()));
    }
  }

  private static Set<ContentPath> differences(
      Map<ContentPath, Integer> a, Map<ContentPath, Integer> b) {
    return Stream.concat(a.keySet().stream(), b.keySet().stream())
        .filter(key -> !Objects.equals(a.get(key), b.get(key)))
        .collect(Collectors.toSet());
  }

  private static List<ContentPath> below(Map<ContentPath, Integer> map, String path) {
    return map.keySet().stream()
        .filter(key -> key.value().equals(path) || key.value().startsWith(path + "/"))
        .toList();
  }

  @Test
  void whatLiesBetweenAFolderAndWhatIsInItIsNotInIt() {
    Map<ContentPath, Integer> entries = new HashMap<>();
    for (String name : List.of("a", "a!", "a-b", "a-b/c", "a/b", "a/b/c", "a0", "b")) {
      entries.put(ContentPath.of(name), 1);
    }
    assertEquals("[a, a/b, a/b/c]", PathMap.copyOf(entries).at("a").toString());
  }

  @Test
  void aCopyOfOneIsItself() {
    PathMap<Integer> map = PathMap.copyOf(Map.of(ContentPath.of("a"), 1));
    assertSame(map, PathMap.copyOf(map));
    assertSame(map, map.with(Map.of(), Set.of()));
    assertTrue(map.with(Map.of(), Set.of(ContentPath.of("a"))).isEmpty());
  }
}
