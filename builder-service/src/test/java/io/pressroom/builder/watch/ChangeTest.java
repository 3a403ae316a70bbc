package io.pressroom.builder.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final Path A = Path.of("/site/a.md");
  private static final Path B = Path.of("/site/b.md");

  @Test
  void joinsThePlacesOfBoth() {
    assertEquals(new Change(Set.of(A, B), false), Change.of(A).and(Change.of(B)));
    assertEquals(Change.of(A), Change.of(A).and(Change.nothing()));
    assertEquals(Change.of(A), Change.nothing().and(Change.of(A)));
  }

  @Test
  void everythingTakesInEveryPlace() {
    assertEquals(Change.all(), Change.of(A).and(Change.all()));
    assertEquals(Change.all(), Change.all().and(Change.of(A)));
    assertEquals(Change.all(), new Change(Set.of(A), true));
  }

  @Test
  void tooManyPlacesToNameAreEverything() {
    List<Path> many = IntStream.range(0, 10_001).mapToObj(i -> Path.of("/site/" + i)).toList();
    assertEquals(Change.all(), Change.of(many));
  }

  @Test
  void onlyNothingIsEmpty() {
    assertTrue(Change.nothing().isEmpty());
    assertTrue(!Change.all().isEmpty());
    assertTrue(!Change.of(A).isEmpty());
  }

  @Test
  void refusesPathsThatDependOnTheWorkingFolder() {
    assertThrows(IllegalArgumentException.class, () -> Change.of(Path.of("a.md")));
  }
}
