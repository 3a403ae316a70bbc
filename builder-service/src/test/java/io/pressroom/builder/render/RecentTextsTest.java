package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecentTextsTest {

  private static final int ROOM = 100;
  private final Markdown markdown = new Markdown(Set.of());

  /** Against a model: a list of all texts that were put or found, the last one last. */
  @Property(tries = 300)
  void keepsAsManyOfThoseAskedForLastAsHaveRoom(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 899) Integer> steps) {
    RecentTexts recent = new RecentTexts(ROOM);
    Map<ContentPath, Rendition> model = new LinkedHashMap<>(16, 0.75f, true);
    for (int step : steps) {
      ContentPath page = ContentPath.of("content/" + step % 10 + ".md");
      if (step % 3 == 0) {
        Optional<Rendition> expected = Optional.ofNullable(model.get(page));
        assertEquals(expected, recent.get(page, origin(page.value())));
        continue;
      }
      Rendition text = text(step / 10);
      recent.put(page, origin(page.value()), text);
      model.remove(page);
      model.put(page, text);
      while (model.values().stream().mapToInt(it -> it.html().length()).sum() > ROOM) {
        model.remove(model.keySet().iterator().next());
      }
    }
    recent.retain(Set.of(ContentPath.of("content/3.md")));
    model.forEach(
        (page, text) ->
            assertEquals(
                page.value().equals("content/3.md") ? Optional.of(text) : Optional.empty(),
                recent.get(page, origin(page.value()))));
  }

  @Property(tries = 1)
  void aTextThatWasMadeFromSomethingElseIsNotFound() {
    RecentTexts recent = new RecentTexts(ROOM);
    ContentPath page = ContentPath.of("content/a.md");
    Rendition text = text(5);
    recent.put(page, origin("one"), text);
    assertEquals(Optional.empty(), recent.get(page, origin("two")));
    assertSame(text, recent.get(page, origin("one")).orElseThrow());
  }

  private Texts.Origin origin(String bytes) {
    return new Texts.Origin(
        Digest.of(bytes.getBytes(StandardCharsets.UTF_8)), markdown, "/a/", false);
  }

  private static Rendition text(int length) {
    return new Rendition("x".repeat(length), "", false, List.of(), "", 0, List.of(), List.of());
  }
}
