package io.pressroom.builder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pressroom.builder.content.HostileContent;
import io.pressroom.builder.render.HostileSite;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever an author's files hold, the builder makes something of it or tells what is wrong. Here
 * with the inputs that are kept beside this test, and a few that are cut and joined from them; with
 * millions that a fuzzer finds by {@code ./mvnw -Pfuzz test}, which begins with the same ones.
 */
class HostileInputProperties {
  /** For one input, on a busy machine: a template is stopped after far less. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final List<Target> TARGETS =
      List.of(
          target("PageFuzzTest", HostileContent::page),
          target("SettingsFuzzTest", HostileContent::settings),
          target("DataFuzzTest", HostileContent::data),
          target("SteeringFuzzTest", HostileContent::steering),
          target("MarkdownFuzzTest", HostileSite::markdown),
          target("TemplateFuzzTest", HostileSite::template),
          target("SiteFuzzTest", HostileSite::site));

  /**
   * What is given bytes.
   *
   * @param seeds the inputs that are kept, each byte as the character of that number
   */
  private record Target(String fuzzTest, List<String> seeds, Eating eating) {
    private void eats(String input) {
      assertTimeoutPreemptively(LIMIT, () -> eating.eat(input.getBytes(ISO_8859_1)));
    }

    @Override
    public String toString() {
      return fuzzTest;
    }
  }

  private interface Eating {
    void eat(byte[] input) throws Exception;
  }

  private static Target target(String fuzzTest, Eating eating) {
    try {
      Path folder =
          Path.of(HostileInputProperties.class.getResource(fuzzTest + "Inputs/eat").toURI());
      List<String> seeds = new ArrayList<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          seeds.add(Files.readString(file, ISO_8859_1));
        }
      }
      return new Target(fuzzTest, List.copyOf(seeds), eating);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One edit of a careless or hostile author. */
  private record Edit(int at, int length, String instead) {
    private String of(String text) {
      int from = text.isEmpty() ? 0 : at % text.length();
      int to = Math.min(text.length(), from + length);
      return text.substring(0, from) + instead + text.substring(to);
    }
  }

  @Provide
  Arbitrary<Target> targets() {
    return Arbitraries.of(TARGETS);
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<String> bytes = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(4);
    Arbitrary<String> pieces =
        targets()
            .flatMap(target -> Arbitraries.of(target.seeds))
            .flatMap(
                seed ->
                    Combinators.combine(
                            Arbitraries.integers().between(0, seed.length() - 1),
                            Arbitraries.integers().between(1, 40))
                        .as(
                            (from, length) ->
                                seed.substring(from, Math.min(seed.length(), from + length))));
    return Combinators.combine(
            Arbitraries.integers().between(0, 5000),
            Arbitraries.integers().between(0, 20),
            Arbitraries.oneOf(bytes, pieces))
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Example
  void whatWasKept() {
    for (Target target : TARGETS) {
      assertFalse(target.seeds.isEmpty(), target::toString);
      target.seeds.forEach(target::eats);
    }
  }

  @Property(tries = 400)
  void whatIsLikeIt(
      @ForAll("targets") Target target, @ForAll int seed, @ForAll("edits") List<Edit> edits) {
    String input = target.seeds.get(Math.floorMod(seed, target.seeds.size()));
    for (Edit edit : edits) {
      input = edit.of(input);
    }
    target.eats(input);
  }
}
