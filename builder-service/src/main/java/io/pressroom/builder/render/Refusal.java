package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Fault;
import io.pressroom.builder.plan.Output;
import io.pressroom.message.Problem;
import io.quarkus.qute.TemplateNode.Origin;
import java.util.Optional;

/** An output cannot be made, and the author is told why. It ends the work on that one output. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private enum Blame {
    CONTENT,
    ENDLESS,
    WORLD
  }

  private final transient Problem problem;
  private final Blame blame;
  private final transient Optional<Origin> origin;

  private Refusal(Problem problem, Blame blame, Optional<Origin> origin) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
    this.blame = blame;
    this.origin = origin;
  }

  private Refusal(Problem problem, Blame blame) {
    this(problem, blame, Optional.empty());
  }

  /** This one, of which it is known where in a template the refused thing was asked for. */
  Refusal askedAt(Origin place) {
    return new Refusal(problem, blame, Optional.of(place));
  }

  /** This one, told in these words. */
  Refusal told(Problem otherwise) {
    return new Refusal(otherwise, blame, origin);
  }

  /** Where in a template that was asked for; empty where that is not known, or of no use. */
  Optional<Origin> origin() {
    return problem.file().isEmpty() ? origin : Optional.empty();
  }

  /** The content is at fault: nothing changes until the author does something. */
  static Refusal because(Problem problem) {
    return new Refusal(problem, Blame.CONTENT);
  }

  /**
   * Refuses what uses something in which a problem was found.
   *
   * @throws Refusal where there is one
   */
  static void ifAny(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw because(problem.get());
    }
  }

  /** The content is at fault too, and it took long to find out: its template was stopped. */
  static Refusal stopped(Problem problem) {
    return new Refusal(problem, Blame.ENDLESS);
  }

  /**
   * What is at fault may be gone by the next build, such as a file that cannot be read just now.
   */
  static Refusal forNow(Problem problem) {
    return new Refusal(problem, Blame.WORLD);
  }

  /** The content brings a fault of ours to light, and this one output suffers from it. */
  static Refusal fault(Output output, Throwable failure) {
    Optional<ContentPath> page =
        output instanceof Output.PageOutput(var _, ContentPath path)
            ? Optional.of(path)
            : Optional.empty();
    return because(Fault.in(page, output.path().value() + " cannot be made", failure));
  }

  Problem problem() {
    return problem;
  }

  boolean isForNow() {
    return blame == Blame.WORLD;
  }

  boolean isOfStoppedTemplate() {
    return blame == Blame.ENDLESS;
  }
}
