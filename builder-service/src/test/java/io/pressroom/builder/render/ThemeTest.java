package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the default theme promises, read off its files. */
final class ThemeTest {

  /** WCAG 2.2, success criterion 1.4.3, level AA. */
  private static final double READABLE = 4.5;

  /** Colours that nothing is written in. */
  private static final Set<String> NO_TEXT =
      Set.of("paper", "code-paper", "rule", "accent-rule", "mark", "focus");

  private static final Pattern NAMESPACE = Pattern.compile("xmlns=\"[^\"]*\"");
  private static final Pattern ADDRESS = Pattern.compile("//\\w");
  private static final Pattern NOT_OF_OURS =
      Pattern.compile("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:");
  private static final Pattern WORD_USED = Pattern.compile("\\{word-([a-z-]+)\\}");
  private static final Pattern WORD_GIVEN =
      Pattern.compile(
          "word-([a-z-]+)=\\(site\\.params\\.words\\.([a-z-]+) \\?: (?:'[^']+'|site\\.direction)\\)");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern EXPRESSION = Pattern.compile("\\{[^}]*\\}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+):\\s*#([0-9a-f]{6});");

  @TestFactory
  Stream<DynamicTest> aTemplateHasNeitherScriptNorStyleNorAnAddressOfAnyoneElse() {
    Map<String, String> templates = files("templates");
    assertTrue(templates.containsKey("partials/head.html"), templates.keySet()::toString);
    return templates.entrySet().stream()
        .map(
            template ->
                DynamicTest.dynamicTest(
                    template.getKey(),
                    () -> {
                      String text = NAMESPACE.matcher(template.getValue()).replaceAll("");
                      assertFalse(NOT_OF_OURS.matcher(text).find());
                      assertFalse(ADDRESS.matcher(text).find());
                    }));
  }

  @Test
  void noHeadingGetsAnIdOfTheThemes() {
    for (String template : files("templates").values()) {
      for (MatchResult id : ID.matcher(template).results().toList()) {
        String ours = EXPRESSION.matcher(id.group(1)).replaceAll("x");
        assertNotEquals(ours, new HeadingIds().next(ours));
      }
    }
  }

  @Test
  void aStyleSheetAsksNobodyForAnything() {
    String style = files("assets").get("style.css");
    assertFalse(style.contains("url("));
    assertFalse(style.contains("@import"));
  }

  @Test
  void everyWordThatIsShownHasOnePlace() {
    Map<String, String> templates = files("templates");
    Set<String> used = new TreeSet<>();
    templates.values().forEach(text -> WORD_USED.matcher(text).results().forEach(add(used)));
    Set<String> given = new TreeSet<>();
    for (MatchResult word : WORD_GIVEN.matcher(templates.get("words.html")).results().toList()) {
      assertEquals(word.group(1), word.group(2), "its name in the settings");
      given.add(word.group(1));
    }
    assertEquals(given, used);
  }

  @TestFactory
  Stream<DynamicTest> textStandsOutFromWhatIsBehindIt() {
    String style = files("assets").get("style.css");
    String beginning = style.substring(0, style.indexOf("/* Ground */"));
    int dark = beginning.indexOf("prefers-color-scheme: dark");
    Map<String, String> light = colours(beginning.substring(0, dark));
    return Stream.of(
            Map.entry("light", light), Map.entry("dark", colours(beginning.substring(dark))))
        .flatMap(
            scheme ->
                scheme.getValue().keySet().stream()
                    .filter(colour -> !NO_TEXT.contains(colour))
                    .sorted()
                    .flatMap(
                        text ->
                            Stream.of("paper", "code-paper")
                                .map(
                                    behind ->
                                        DynamicTest.dynamicTest(
                                            scheme.getKey() + ": " + text + " on " + behind,
                                            () -> {
                                              Map<String, String> c = scheme.getValue();
                                              double contrast =
                                                  contrast(c.get(text), c.get(behind));
                                              assertTrue(contrast >= READABLE, "is " + contrast);
                                            }))));
  }

  @Test
  void onPaperNoColourIsThatOfTheDark() {
    String style = files("assets").get("style.css");
    Set<String> dark =
        new TreeSet<>(
            colours(
                    style.substring(
                        style.indexOf("prefers-color-scheme: dark"), style.indexOf("/* Ground */")))
                .keySet());
    assertTrue(dark.remove("focus") && dark.size() > 10, "nothing has the focus on paper");
    String paper = style.substring(style.indexOf("@media print"));
    dark.removeIf(colour -> paper.contains("--" + colour + ": "));
    assertEquals(Set.of(), dark);
  }

  @Test
  void everyPartOfCodeHasAColour() {
    String style = files("assets").get("style.css");
    for (String kind : CodeParts.KINDS) {
      assertTrue(
          Pattern.compile("pre [^{]*\\." + kind + "\\b[^{]*\\{").matcher(style).find(), kind);
    }
    assertTrue(CodeParts.KINDS.size() > 10);
  }

  private static Consumer<MatchResult> add(Set<String> words) {
    return match -> words.add(match.group(1));
  }

  private static Map<String, String> colours(String css) {
    Map<String, String> colours = new HashMap<>();
    COLOUR.matcher(css).results().forEach(c -> colours.put(c.group(1), c.group(2)));
    return colours;
  }

  /** WCAG 2.2, definition of "contrast ratio". */
  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String rgb) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(rgb.substring(2 * i, 2 * i + 2), 16) / 255.0;
      linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  /** Texts of the theme's files below a folder, by name. */
  private static Map<String, String> files(String folder) {
    try {
      Path root = Path.of(ThemeTest.class.getResource("/theme/" + folder + "/").toURI());
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .filter(Files::isRegularFile)
            .collect(
                Collectors.toMap(
                    file -> root.relativize(file).toString().replace('\\', '/'),
                    ThemeTest::text,
                    (a, b) -> a,
                    TreeMap::new));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
