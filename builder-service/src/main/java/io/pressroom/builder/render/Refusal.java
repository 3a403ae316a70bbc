package io.pressroom.builder.render;

import io.pressroom.message.Problem;

/** An output cannot be made, and the author is told why. It ends the work on that one output. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private enum Fault {
    CONTENT,
    ENDLESS,
    WORLD
  }

  private final transient Problem problem;
  private final Fault fault;

  private Refusal(Problem problem, Fault fault) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
    this.fault = fault;
  }

  /** The content is at fault: nothing changes until the author does something. */
  static Refusal because(Problem problem) {
    return new Refusal(problem, Fault.CONTENT);
  }

  /** The content is at fault too, and it took long to find out: its template was stopped. */
  static Refusal stopped(Problem problem) {
    return new Refusal(problem, Fault.ENDLESS);
  }

  /**
   * What is at fault may be gone by the next build, such as a file that cannot be read just now.
   */
  static Refusal forNow(Problem problem) {
    return new Refusal(problem, Fault.WORLD);
  }

  Problem problem() {
    return problem;
  }

  boolean isForNow() {
    return fault == Fault.WORLD;
  }

  boolean isOfStoppedTemplate() {
    return fault == Fault.ENDLESS;
  }
}
