package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BudgetTest {

  /** As Ctrl-Z at a terminal does, or a machine that sleeps. */
  @Property(tries = 200)
  void aProcessThatWasStoppedForHoursStopsNoTemplate(
      @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 100_000) Integer> seconds) {
    AtomicLong now = new AtomicLong();
    Budget budget = new Budget("a/index.html", name -> {}, now::get);
    for (int stretch : seconds) {
      now.addAndGet(Duration.ofSeconds(stretch).toNanos());
      budget.lookAtClock();
    }
  }

  @Property(tries = 50)
  void aTemplateThatWorksForAMinuteIsStopped(@ForAll @IntRange(min = 1, max = 1000) int stretch) {
    AtomicLong now = new AtomicLong();
    Budget budget = new Budget("a/index.html", name -> {}, now::get);
    long step = Duration.ofMillis(stretch).toNanos();
    long minute = Duration.ofMinutes(1).toNanos();
    while (now.get() + step <= minute) {
      now.addAndGet(step);
      budget.lookAtClock();
    }
    now.addAndGet(step);
    Refusal refusal = assertThrows(Refusal.class, budget::lookAtClock);
    assertTrue(refusal.problem().toString().contains("60 s"), refusal.problem().toString());
  }
}
