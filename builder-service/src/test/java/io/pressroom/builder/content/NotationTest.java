package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Problem;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotationTest {
  private static final ContentPath FILE = ContentPath.of("data/a");

  private static Object plain(Notation notation, String text) throws BadContentException {
    return notation.parse(text, 1).plain();
  }

  private static Problem problem(Notation notation, String text) {
    return Assertions.<BadContentException>assertThrows(
            BadContentException.class, () -> notation.parse(text, 1))
        .problem(FILE);
  }

  private static String at(Problem problem) {
    return problem.line() + ":" + problem.column();
  }

  @Test
  void theThreeSayTheSame() throws BadContentException {
    Object expected =
        Map.of(
            "text",
            "a: b",
            "whole",
            7L,
            "large",
            new BigInteger("123456789012345678901234567890"),
            "real",
            1.5,
            "truth",
            true,
            "list",
            List.of(1L, "two"),
            "map",
            Map.of("deep", "er"));
    assertEquals(
        expected,
        plain(
            Notation.YAML,
            """
            text: "a: b"
            whole: 7
            large: 123456789012345678901234567890
            real: 1.5
            truth: true
            list: [1, two]
            map: {deep: er}
            """));
    assertEquals(
        expected,
        plain(
            Notation.JSON,
            """
            {"text": "a: b", "whole": 7, "large": 123456789012345678901234567890, "real": 1.5,
             "truth": true, "list": [1, "two"], "map": {"deep": "er"}}
            """));
    Object toml =
        plain(
            Notation.TOML,
            """
            text = "a: b"
            whole = 7
            real = 1.5
            truth = true
            list = [1, "two"]
            [map]
            deep = "er"
            """);
    assertEquals(Map.of("deep", "er"), ((Map<?, ?>) toml).get("map"));
    assertEquals(List.of(1L, "two"), ((Map<?, ?>) toml).get("list"));
    assertEquals(7L, ((Map<?, ?>) toml).get("whole"));
  }

  @Test
  void tomlKeepsTheOrderOfTheFile() throws BadContentException {
    Object toml = plain(Notation.TOML, "z = 1\nm = 2\na = 3\n[b]\nx = 1\n[a2]\ny = 2\n");
    assertEquals("[z, m, a, b, a2]", ((Map<?, ?>) toml).keySet().toString());
  }

  @Test
  void tomlDatesAreText() throws BadContentException {
    assertEquals(
        Map.of("a", "1979-05-27T07:32Z", "b", "1979-05-27"),
        plain(Notation.TOML, "a = 1979-05-27T07:32:00Z\nb = 1979-05-27\n"));
  }

  @ParameterizedTest
  @EnumSource(names = {"YAML", "JSON"})
  void nothingIsNothing(Notation notation) throws BadContentException {
    assertEquals(Map.of(), plain(notation, ""));
    assertEquals(
        Map.of("list", List.of(1L)), plain(notation, "{\"list\": [1, null], \"none\": null}"));
  }

  @Test
  void namesLineAndColumn() {
    assertEquals("2:11", at(problem(Notation.YAML, "a: b\ntitle: Foo: bar\n")));
    assertEquals("3:4", at(problem(Notation.YAML, "a: b\nc: d\n  e: f\n")));
    assertEquals("2:1", at(problem(Notation.YAML, "a: b\na: c\n")));
    assertEquals("1:4", at(problem(Notation.YAML, "a: *b\n")));
    assertEquals("2:5", at(problem(Notation.TOML, "a = 1\nb = \n")));
    assertEquals("2:1", at(problem(Notation.TOML, "a = 1\na = 2\n")));
    assertEquals("2:5", at(problem(Notation.JSON, "{\"a\": 1,\n\"b\" 2}")));
    assertEquals("1:13", at(problem(Notation.JSON, "{\"a\": 1, \"a\": 2}")));
    assertEquals("1:3", at(problem(Notation.JSON, "1 2")));
  }

  @Test
  void saysWhereThatBeginsWhichHasNoEnd() {
    assertEquals(
        "Broken YAML [data/a:2:8]: while scanning a quoted scalar, found unexpected end of stream"
            + " (what is opened here has to be closed)",
        problem(Notation.YAML, "a: 1\ntitle: \"A heron\nb: 2\nc: 3\n").toString());
    assertEquals("1:4", at(problem(Notation.YAML, "a: 'A heron\nb: 2\n")));
    assertEquals("2:6", at(problem(Notation.YAML, "- x: 1\n- x: [1\n\n\n")));
    assertEquals("1:4", at(problem(Notation.YAML, "a: [\n\n")));
    assertEquals("1:4", at(problem(Notation.YAML, "a: {b: c\n")));
  }

  @Test
  void saysHowToMendWhatIsMostOftenWrong() {
    assertEquals(
        "Broken YAML [data/a:1:11]: mapping values are not allowed here"
            + " (a value that holds ': ' has to be in quotes)",
        problem(Notation.YAML, "title: Foo: bar\n").toString());
    assertTrue(problem(Notation.YAML, "a:\n\t- b\n").hint().orElseThrow().contains("tabs"));
    assertTrue(problem(Notation.YAML, "title: @foo\n").hint().orElseThrow().contains("quotes"));
  }

  @Test
  void yamlMergesAndReuses() throws BadContentException {
    assertEquals(
        Map.of("base", Map.of("a", 1L, "b", 2L), "more", Map.of("a", 3L, "b", 2L)),
        plain(Notation.YAML, "base: &base {a: 1, b: 2}\nmore:\n  <<: *base\n  a: 3\n"));
  }

  @Test
  void yamlWordsAndNumbers() throws BadContentException {
    assertEquals(
        Map.of("a", "yes", "b", 15L, "c", "007x", "d", 8L, "e", "1", "f", "~"),
        plain(Notation.YAML, "a: yes\nb: 0xF\nc: 007x\nd: 0o10\ne: !!str 1\nf: '~'\ng: ~\nh:\n"));
  }

  @Test
  void aTagThatNobodyKnowsChangesNothing() throws BadContentException {
    assertEquals(
        Map.of("a", "1", "b", "~", "c", "x", "d", "2"),
        plain(Notation.YAML, "a: !mine 1\nb: !%20 ~\nc: !a%07 x\nd: !<%20> 2\n"));
  }

  @Test
  void aYamlBombIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    Problem problem =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> problem(Notation.YAML, bomb.toString()));
    assertTrue(problem.detail().contains("values"), problem.toString());
  }

  @Test
  void aChainOfAliasesIsRefusedByItsDepth() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 100; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertTrue(problem(Notation.YAML, chain.toString()).detail().contains("nested"));
  }

  @Test
  void anAliasOfItselfIsRefused() {
    assertTrue(problem(Notation.YAML, "a: &a [*a]\n").detail().contains("before"));
  }

  @ParameterizedTest
  @EnumSource(names = {"YAML", "JSON", "TOML"})
  void deepNestingIsRefused(Notation notation) {
    String start = notation == Notation.TOML ? "a = " : "";
    for (int depth : List.of(100, 10_000)) {
      String text = start + "[".repeat(depth) + "]".repeat(depth);
      String detail = problem(notation, text).detail();
      assertTrue(detail.contains("nest") || detail.contains("depth"), detail);
    }
  }

  @Test
  void onlyOneDocumentIsRead() {
    assertEquals("2:1", at(problem(Notation.YAML, "a: 1\n---\nb: 2\n")));
  }

  @Test
  void charactersThatYamlForbidsAreNamed() {
    assertEquals("2:4", at(problem(Notation.YAML, "a: 1\nb: \u0007\n")));
  }

  @Test
  void aKeyHasToBeText() {
    assertThrows(BadContentException.class, () -> plain(Notation.YAML, "? [a]\n: b\n"));
  }

  @Test
  void aNumberOfAMillionDigitsIsText() throws BadContentException {
    String digits = "9".repeat(1_000_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertEquals(Map.of("a", digits), plain(Notation.YAML, "a: " + digits)));
  }
}
