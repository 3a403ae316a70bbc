package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import java.util.Optional;

/** A file is not what it should be. The author is told; it is no failure of ours. */
final class BadContentException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int EXCERPT = 160;

  private final String title;
  private final transient Spot spot;
  private final String detail;
  private final String hint;

  BadContentException(String title, Spot spot, String detail, String hint) {
    super(detail, null, false, false); // nobody reads the stack of bad content
    this.title = title;
    this.spot = spot;
    this.detail = detail;
    this.hint = hint;
  }

  BadContentException(String title, Spot spot, String detail) {
    this(title, spot, detail, null);
  }

  BadContentException(String title, String detail) {
    this(title, Spot.UNKNOWN, detail, null);
  }

  Problem problem(ContentPath path) {
    return new Problem(
        title,
        Optional.of(path.value()),
        spot.line(),
        spot.column(),
        detail,
        Optional.ofNullable(hint),
        Optional.empty());
  }

  /**
   * @param text of the file, for the excerpt
   */
  Problem problem(ContentPath path, String text) {
    Problem problem = problem(path);
    return text.lines()
        .skip(Math.max(0, spot.line() - 1))
        .limit(spot.line() > 0 ? 1 : 0)
        .map(line -> line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line)
        .findFirst()
        .map(problem::withExcerpt)
        .orElse(problem);
  }
}
