package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.builder.content.Settings.Markdown.Option;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that the specifications of CommonMark and of GitHub's Markdown have published. */
class MarkdownSpecificationTest {
  private static final Markdown STRICT = new Markdown(EnumSet.noneOf(Option.class));
  private static final Markdown GITHUB =
      new Markdown(EnumSet.of(Option.BARE_LINKS, Option.TAG_FILTER));
  private static final Pattern INPUT = Pattern.compile("<input ([^>]*?) ?/?>");

  static Stream<Example> commonMark() {
    return ExampleReader.readExamples(TestResources.getSpec()).stream();
  }

  @ParameterizedTest
  @MethodSource("commonMark")
  void rendersWhatCommonMarkSays(Example example) throws UnrenderableTextException {
    assertRendered(STRICT, example);
  }

  @Test
  void seesAllExamplesOfCommonMark() {
    assertEquals(652, commonMark().count());
  }

  private static List<Example> allOfGitHub() {
    return ExampleReader.readExamples(TestResources.getGfmSpec());
  }

  private static boolean isOfAnExtension(Example example) {
    return !example.getInfo().isEmpty();
  }

  /** GitHub's task lists are marked as disabled, because its own program has them elsewhere. */
  static Stream<Example> gitHubsExtensions() {
    return allOfGitHub().stream().filter(MarkdownSpecificationTest::isOfAnExtension);
  }

  @ParameterizedTest
  @MethodSource("gitHubsExtensions")
  void rendersWhatGitHubsExtensionsSay(Example example) throws UnrenderableTextException {
    assertRendered(GITHUB, example);
  }

  @Test
  void seesAllExamplesOfGitHubsExtensions() {
    assertEquals(
        Map.of("autolink", 11L, "disabled", 2L, "strikethrough", 2L, "table", 8L, "tagfilter", 1L),
        gitHubsExtensions()
            .collect(Collectors.groupingBy(Example::getInfo, Collectors.counting())));
  }

  /** GitHub's specification repeats that of CommonMark 0.29. */
  static Stream<Example> restOfGitHub() {
    Map<String, String> newer =
        commonMark().collect(Collectors.toMap(Example::getSource, Example::getHtml, (a, b) -> a));
    return allOfGitHub().stream()
        .filter(example -> !isOfAnExtension(example))
        .filter(e -> newer.getOrDefault(e.getSource(), e.getHtml()).equals(e.getHtml()));
  }

  @ParameterizedTest
  @MethodSource("restOfGitHub")
  void rendersTheRestOfWhatGitHubSays(Example example) throws UnrenderableTextException {
    assertRendered(STRICT, example);
  }

  /** In nine examples, all of strong inside strong, CommonMark itself now says something else. */
  @Test
  void leavesOutWhatCommonMarkHasChangedAndNothingElse() {
    assertEquals(9, allOfGitHub().size() - restOfGitHub().count() - gitHubsExtensions().count());
  }

  private static void assertRendered(Markdown dialect, Example example)
      throws UnrenderableTextException {
    String html = dialect.read(tabs(example.getSource()), false, Destinations.AS_WRITTEN).html();
    assertEquals(
        inputs(tabs(example.getHtml())),
        inputs(html),
        () -> example.getSection() + "\n" + example.getSource());
  }

  /** The order of a check box's attributes is nobody's matter. */
  private static String inputs(String html) {
    return INPUT
        .matcher(html)
        .replaceAll(
            input ->
                Arrays.stream(input.group(1).split(" ", -1))
                    .sorted()
                    .collect(Collectors.joining(" ", "<input ", ">")));
  }

  private static String tabs(String text) {
    return text.replace('→', '\t');
  }
}
