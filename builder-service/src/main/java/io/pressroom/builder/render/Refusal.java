package io.pressroom.builder.render;

import io.pressroom.message.Problem;

/** An output cannot be made, and the author is told why. It ends the work on that one output. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final boolean forNow;

  private Refusal(Problem problem, boolean forNow) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
    this.forNow = forNow;
  }

  /** The content is at fault: nothing changes until the author does something. */
  static Refusal because(Problem problem) {
    return new Refusal(problem, false);
  }

  /** The world is at fault, a file that cannot be read just now: the next build may go well. */
  static Refusal forNow(Problem problem) {
    return new Refusal(problem, true);
  }

  Problem problem() {
    return problem;
  }

  boolean isForNow() {
    return forNow;
  }
}
