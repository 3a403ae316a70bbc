package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.Settings.Markdown.Option;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each option of the dialect by itself: its examples lie in a file of its name, in the form of
 * CommonMark's specification. Those that are marked {@code off} are read without the option.
 */
class MarkdownOptionsTest {

  private static List<Example> examples(Option option) {
    URL file = MarkdownOptionsTest.class.getResource("/markdown/" + option.key() + ".txt");
    assertNotNull(file, option.key());
    return ExampleReader.readExamples(file);
  }

  @TestFactory
  Stream<DynamicTest> rendersItsExamples() {
    return Arrays.stream(Option.values())
        .flatMap(
            option ->
                examples(option).stream()
                    .map(
                        example ->
                            DynamicTest.dynamicTest(
                                option.key() + ": " + example.getSource(),
                                () -> assertRendered(option, example))));
  }

  private static void assertRendered(Option option, Example example)
      throws UnrenderableTextException {
    EnumSet<Option> options =
        example.getInfo().equals("off") ? EnumSet.noneOf(Option.class) : EnumSet.of(option);
    Rendition rendition =
        new Markdown(options).read(example.getSource(), false, Destinations.AS_WRITTEN);
    assertEquals(
        example.getHtml(),
        option == Option.SUMMARY_MARK ? rendition.summary() : rendition.html(),
        example::getSource);
  }

  @TestFactory
  Stream<DynamicTest> isShownOnAndOffAndWrittenDown() throws IOException {
    String manual = Files.readString(Path.of("../docs/site-format.md"));
    String guide = Files.readString(Path.of("../example-site/content/guide/markdown.md"));
    return Arrays.stream(Option.values())
        .map(
            option ->
                DynamicTest.dynamicTest(
                    option.key(),
                    () -> {
                      List<Example> examples = examples(option);
                      long off = examples.stream().filter(e -> e.getInfo().equals("off")).count();
                      assertTrue(off > 0 && off < examples.size(), "on and off");
                      String row = "| `" + option.key() + "` | `" + option.byDefault() + "` |";
                      assertTrue(manual.contains(row), row);
                      assertTrue(guide.contains("`" + option.key()), "in the guide");
                    }));
  }
}
