package io.pressroom.rules;

import io.pressroom.message.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file of rules, and what is wrong with them. */
final class Lines {

  /** No more of a file is read. */
  private static final int MOST_BYTES = 1 << 20;

  /** After so many problems the author has enough to do. */
  private static final int MOST_PROBLEMS = 100;

  private static final int LONGEST = 2_000;

  private final String file;
  private final String title;
  private final List<String> lines;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param title of what is wrong with a line
   */
  Lines(String file, String title, byte[] bytes) {
    this.file = file;
    this.title = title;
    String text =
        new String(bytes, 0, Math.min(bytes.length, MOST_BYTES), StandardCharsets.UTF_8)
            .replaceFirst("^\uFEFF", "");
    this.lines = text.lines().toList();
    if (bytes.length > MOST_BYTES) {
      problem(lines.size(), "no more than 1 MiB is read, and here that ends", "");
    }
  }

  List<String> all() {
    return lines;
  }

  /** Whether a line says something: it is not blank, not a comment, and not too long. */
  boolean counts(int number) {
    String line = lines.get(number - 1);
    if (line.isBlank() || line.strip().startsWith("#")) {
      return false;
    }
    if (line.length() > LONGEST) {
      problem(number, "the line has more than %,d characters".formatted(LONGEST), "");
      return false;
    }
    return true;
  }

  /**
   * @param number from 1
   */
  void problem(int number, String detail, String hint) {
    if (problems.size() < MOST_PROBLEMS) {
      Problem problem = Problem.at(file, number, 0, title, detail);
      problems.add(hint.isEmpty() ? problem : problem.withHint(hint));
    }
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
