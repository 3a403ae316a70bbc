package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodePartsTest {
  /** What means something in many languages, whole and in halves. */
  private static final List<String> WORDS =
      List.of(
          ("/* */ // # -- <!-- --> \" ' ` \"\"\" ''' \\ $ ${ } < > </ /> <?php ?> <script> </script>"
                  + " <style> </style> <% %> [ ] ( ) { {{ }} {% %} @ &amp; & = : ; , . | =begin"
                  + " =end <<EOF EOF if return class int select 0x1F 1e9 12. x größe 简体 \uD83D\uDE00"
                  + " \u0000 r\" %q( qw( \\begin{verbatim} [[ ]] --[[ R\"( @\" $\" /regex/ ! ~ ^ 'a'"
                  + " \t \n \n\n")
              .split(" ", -1));

  static List<String> languages() {
    return CodeParts.languages();
  }

  private static String code(Random random, int words) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < words; i++) {
      code.append(WORDS.get(random.nextInt(WORDS.size())));
      if (random.nextInt(3) == 0) {
        code.append(' ');
      }
    }
    return code.toString();
  }

  private static String joined(List<CodeParts.Part> parts) {
    return parts.stream().map(CodeParts.Part::text).collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void keepsTheTextToTheCharacterAndEnds(String language) {
    Random random = new Random(language.hashCode());
    int understood = 0;
    for (int i = 0; i < 100; i++) {
      String code = code(random, 1 + random.nextInt(80));
      Optional<List<CodeParts.Part>> parts =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10), () -> CodeParts.of(language, code), () -> code);
      if (parts.isPresent()) {
        understood++;
        assertEquals(code, joined(parts.get()));
        for (CodeParts.Part part : parts.get()) {
          assertTrue(
              part.kind().isEmpty() || CodeParts.KINDS.contains(part.kind()), part::toString);
        }
      }
    }
    assertTrue(understood > 0, language);
  }

  /** Also when many threads do it at once, and whatever was looked at before. */
  @Test
  void equalCodeHasEqualParts() throws Exception {
    Random random = new Random(1);
    List<String> codes = Stream.generate(() -> code(random, 40)).limit(20).toList();
    List<List<Optional<List<CodeParts.Part>>>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<Optional<List<CodeParts.Part>>>>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean backwards = i % 2 == 1;
        running.add(threads.submit(() -> partsOfAll(codes, backwards)));
      }
      for (Future<List<Optional<List<CodeParts.Part>>>> one : running) {
        all.add(one.get());
      }
    }
    all.forEach(one -> assertEquals(all.getFirst(), one));
  }

  private static List<Optional<List<CodeParts.Part>>> partsOfAll(
      List<String> codes, boolean backwards) {
    List<Optional<List<CodeParts.Part>>> parts = new ArrayList<>();
    List<String> languages = CodeParts.languages();
    int count = languages.size() * codes.size();
    for (int i = 0; i < count; i++) {
      int at = backwards ? count - 1 - i : i;
      parts.add(CodeParts.of(languages.get(at / codes.size()), codes.get(at % codes.size())));
    }
    return backwards ? parts.reversed() : parts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go         | func f() int { return 1 } // c  | k:func kt:int k:return m:1 c:// c
          yaml       | key: "v" # c                    | s:"v" c:# c
          bash       | for x in $y; do echo "z"; done  | k:for
          rust       | fn f() -> i32 { 1 }             | k:fn
          typescript | const x: string = 'a';          | k:const
          c          | #include <a.h>                  | cp:#include
          dockerfile | FROM scratch                    | k:FROM
          """)
  void marksWhatMatters(String language, String code, String wanted) {
    String made =
        CodeParts.of(language, code).orElseThrow().stream()
            .filter(part -> !part.kind().isEmpty())
            .map(part -> part.kind() + ":" + part.text())
            .collect(Collectors.joining(" "));
    assertTrue(made.contains(wanted), made);
  }

  @Test
  void leavesWhatItDoesNotKnowAndWhatIsTooLong() {
    assertTrue(CodeParts.of("klingon", "return").isEmpty());
    assertTrue(CodeParts.of("", "return").isEmpty());
    assertTrue(CodeParts.of("json", "[" + "1,".repeat(100_000) + "1]").isEmpty());
    assertTrue(CodeParts.of("java", "return\n".repeat(100_000)).isEmpty());
    assertTrue(CodeParts.of("JAVA", "return\n".repeat(10_000)).isPresent());
  }
}
