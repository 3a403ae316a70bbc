package io.pressroom.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pressroom.store.Difference;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProblemTest {

  @Test
  void aProblemReadsAsOneLine() {
    assertEquals(
        "Unknown template [content/a.md:3:11]: there is no “x” (did you mean y?)",
        Problem.at("content/a.md", 3, 11, "Unknown template", "there is no “x”")
            .withHint("did you mean y?")
            .withExcerpt("3 | template: x")
            .toString());
    assertEquals(
        "Broken front matter [a.md:3]: it does not end",
        Problem.at("a.md", 3, 0, "Broken front matter", "it does not end").toString());
    assertEquals(
        "Unreadable [a.md]: permission denied",
        Problem.in("a.md", "Unreadable", "permission denied").toString());
    assertEquals("Disk full: no room", Problem.of("Disk full", "no room").toString());
  }

  @Test
  void noPlaceIsBeforeTheFirst() {
    assertThrows(IllegalArgumentException.class, () -> Problem.at("a", -1, 0, "t", "d"));
    assertThrows(IllegalArgumentException.class, () -> Problem.at("a", 1, -1, "t", "d"));
  }

  @Test
  void tooManyChangesAreNotNamed() {
    List<OutputPath> paths =
        IntStream.rangeClosed(0, Changes.MOST).mapToObj(i -> OutputPath.of("p" + i)).toList();
    assertEquals(Optional.empty(), Changes.of(new Difference(List.of(), paths)));
    List<OutputPath> fewer = paths.subList(1, paths.size());
    assertEquals(
        Optional.of(new Changes(List.of(), fewer)), Changes.of(new Difference(List.of(), fewer)));
  }
}
