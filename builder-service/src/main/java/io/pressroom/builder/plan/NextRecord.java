package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The record of the build that is running. Threads that render tell it what came of each {@link
 * Step}; {@link #finish} makes the whole of it. What is told after a build was given up is lost,
 * and the last record still stands.
 */
public final class NextRecord {

  private final Plan plan;
  private final Map<OutputPath, OutputRecord> results = new ConcurrentHashMap<>();
  private final Map<ContentPath, String> extracts = new ConcurrentHashMap<>();
  private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

  NextRecord(Plan plan) {
    this.plan = plan;
  }

  /** A step has succeeded. */
  public void made(Step step, Entry entry, TrackedSite read) {
    made(step, entry, read, Optional.empty());
  }

  /**
   * A step has succeeded.
   *
   * @param extract what other outputs show of the page that this is the output of, or that is its
   *     front; {@link TrackedSite#lastExtract} gives it back while the page cannot be read
   */
  public void made(Step step, Entry entry, TrackedSite read, Optional<String> extract) {
    if (!entry.path().equals(step.output().path())) {
      throw new IllegalArgumentException(entry.path() + " is not what was to be made: " + step);
    }
    Set<Key> reads = sharedReads(step, read.reads());
    results.put(
        entry.path(),
        new OutputRecord(
            step.output(),
            Optional.of(entry),
            reads,
            read.assetsRead(),
            Optional.empty(),
            false,
            Optional.empty()));
    extract.ifPresent(
        text ->
            plan.site().model().ownPage(step.output()).ifPresent(page -> extracts.put(page, text)));
  }

  /**
   * What was read, and where that is the same as last time the same set. Has the answers at hand
   * that no build has asked for before, as the threads can share the work.
   */
  private Set<Key> sharedReads(Step step, Set<Key> reads) {
    Set<Key> before =
        plan.last().output(step.output().path()).map(OutputRecord::reads).orElse(Set.of());
    if (reads.equals(before)) {
      return before;
    }
    for (Key key : reads) {
      if (plan.last().answers().get(key) == null && !answers.containsKey(key)) {
        answers.put(key, Answer.of(key, plan.site().fingerprint(key)));
      }
    }
    return reads;
  }

  /**
   * A step has failed because of the content. The last good bytes stay, and it is tried again when
   * something that it read has changed.
   */
  public void failed(Step step, Problem problem, TrackedSite read) {
    failed(step, problem, read.reads(), false);
  }

  /**
   * A step has failed because of the world, a full disk or a file that has just changed. The last
   * good bytes stay, and it is tried again by the next build.
   */
  public void failedForNow(Step step, Problem problem) {
    failed(step, problem, Set.of(), true);
  }

  private void failed(Step step, Problem problem, Set<Key> reads, boolean forNow) {
    Optional<OutputRecord> before = plan.last().output(step.output().path());
    results.put(
        step.output().path(),
        new OutputRecord(
            step.output(),
            before.flatMap(OutputRecord::entry),
            reads,
            before.map(OutputRecord::assets).orElse(List.of()),
            Optional.of(problem),
            forNow,
            Optional.empty()));
  }

  /**
   * Makes the record.
   *
   * @throws IllegalStateException where a step of the plan has neither succeeded nor failed
   */
  public Outcome finish() {
    return Finisher.finish(plan, results, answers, extracts);
  }
}
