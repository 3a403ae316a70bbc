package io.pressroom.builder.fetch;

import io.pressroom.message.Problem;
import java.io.IOException;

/** Nothing could be fetched; what was fetched before is there still. No secret is in the text. */
final class NotFetchedException extends IOException {

  private static final long serialVersionUID = 1;

  private static final String TITLE = "Content not fetched";

  private final transient Problem problem;
  private final boolean refUnknown;

  private NotFetchedException(Problem problem, boolean refUnknown, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
    this.refUnknown = refUnknown;
  }

  static NotFetchedException because(String detail, String hint, Throwable cause) {
    return new NotFetchedException(Problem.of(TITLE, detail).withHint(hint), false, cause);
  }

  static NotFetchedException refUnknown(String detail, String hint) {
    return new NotFetchedException(Problem.of(TITLE, detail).withHint(hint), true, null);
  }

  Problem problem() {
    return problem;
  }

  /**
   * Whether the repository answered, and has no such branch, tag or commit: asking again is vain.
   */
  boolean isRefUnknown() {
    return refUnknown;
  }
}
