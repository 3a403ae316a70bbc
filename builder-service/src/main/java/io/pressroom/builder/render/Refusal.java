package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.plan.Output;
import io.pressroom.message.Problem;

/** An output cannot be made, and the author is told why. It ends the work on that one output. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of a problem that is a fault of ours. */
  static final String FAULT = "Fault of Pressroom";

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

  /** The content brings a mistake of ours to light, and this one output suffers from it. */
  static Refusal fault(Output output, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] stack = root.getStackTrace();
    String detail =
        "It cannot make %s (%s%s)"
            .formatted(output.path().value(), root, stack.length == 0 ? "" : " at " + stack[0]);
    Problem problem =
        output instanceof Output.PageOutput(var _, ContentPath page)
            ? Problem.in(page.value(), FAULT, detail)
            : Problem.of(FAULT, detail);
    return because(problem.withHint("simplify what it is made from, and tell its developers"));
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
