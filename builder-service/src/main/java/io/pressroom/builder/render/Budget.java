package io.pressroom.builder.render;

import io.pressroom.message.Problem;
import io.quarkus.qute.TemplateNode.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How much work the templates of one output may do before they are stopped. It also notes what
 * template code asks of its surroundings: which templates are used, the last loop or inclusion that
 * was begun, and the last name that nothing has.
 */
final class Budget {

  /** Turns of loops, and inclusions. */
  static final int MAX_STEPS = 5_000_000;

  /**
   * Inclusions within inclusions. They end long before the stack does: where it ends while a class
   * is initialized, that class can never be used again.
   */
  static final int MAX_DEPTH = 200;

  /** Characters of one output. */
  static final int MAX_LENGTH = 100_000_000;

  private static final long MAX_NANOS = Duration.ofSeconds(60).toNanos();

  /**
   * More than lies between two looks at the clock, unless the process was stopped for a while, or
   * the machine slept: no template is to blame for that.
   */
  private static final long LONGEST_STRETCH = Duration.ofSeconds(1).toNanos();

  /** The budget of the output that this thread renders. */
  private static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

  private final String output;
  private final Consumer<String> usedTemplates;
  private final LongSupplier clock;
  private long lastLook;
  private long spent;
  private int steps;
  private int depth;
  private Origin place;

  /** What ended the work; Qute still goes on with the loops around the one in which that was. */
  private Refusal end;

  private View missedIn;
  private String missed;

  /**
   * Opens a budget.
   *
   * @param output the path of the output, for the message
   * @param usedTemplates is told the name of every template that is included
   */
  Budget(String output, Consumer<String> usedTemplates) {
    this(output, usedTemplates, System::nanoTime);
  }

  /** One whose time is told by that, in nanoseconds. */
  Budget(String output, Consumer<String> usedTemplates, LongSupplier clock) {
    this.output = output;
    this.usedTemplates = usedTemplates;
    this.clock = clock;
    this.lastLook = clock.getAsLong();
  }

  static Budget current() {
    return CURRENT.get();
  }

  /** Does work whose templates spend from this budget. */
  <T> T during(ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** An inclusion begins; {@link #leave} has to follow. */
  void enter(String template, Origin inclusion) {
    depth++;
    usedTemplates.accept(template);
    step(inclusion);
    if (depth > MAX_DEPTH) {
      throw ended(
          Refusal.stopped(Problem.of("Template stopped", "it includes itself without an end")));
    }
  }

  /** An inclusion ends, in whatever way. */
  void leave() {
    depth--;
  }

  /** Counts one turn of a loop, or an inclusion. */
  void step(Origin section) {
    if (end != null) {
      throw end;
    }
    place = section;
    if (++steps > MAX_STEPS) {
      throw tooManyTurns(section);
    }
    lookAtClock();
  }

  Refusal tooManyTurns(Origin loop) {
    place = loop;
    return exceeded("loops more than " + MAX_STEPS + " times");
  }

  void lookAtClock() {
    long now = clock.getAsLong();
    spent += Math.min(now - lastLook, LONGEST_STRETCH);
    lastLook = now;
    if (spent > MAX_NANOS) {
      throw exceeded("takes longer than " + Duration.ofNanos(MAX_NANOS).toSeconds() + " s");
    }
  }

  void written(int length) {
    if (length > MAX_LENGTH) {
      throw exceeded("writes more than " + MAX_LENGTH + " characters");
    }
  }

  /** The loop or inclusion that was begun last; empty where there was none. */
  Optional<Origin> place() {
    return Optional.ofNullable(place);
  }

  void missed(View view, String name) {
    missedIn = view;
    missed = name;
  }

  /** The view that was last asked for that name and does not have it; null if there is none. */
  View missedIn(String name) {
    return name.equals(missed) ? missedIn : null;
  }

  private Refusal exceeded(String what) {
    return ended(
        Refusal.stopped(
            Problem.of("Template stopped", "the template of " + output + " " + what)
                .withHint("look for a loop that never ends")));
  }

  private Refusal ended(Refusal refusal) {
    if (end == null) {
      end = place().map(refusal::askedAt).orElse(refusal);
    }
    return end;
  }
}
