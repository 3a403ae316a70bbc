package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the record of a build from the last one and what came of the plan's steps. */
final class Finisher {

  private final Plan plan;
  private final Map<Key, Answer> found;
  private final PartedMap.Edit<OutputPath, OutputRecord> outputs;
  private final PartedMap.Edit<Key, Answer> answers;
  private final PartedMap.Edit<ContentPath, String> extracts;
  private final NavigableMap<OutputPath, OutputRecord> troubled;
  private final Set<OutputPath> retained = new TreeSet<>();
  private final List<Entry> changed = new ArrayList<>();
  private final List<OutputPath> removed = new ArrayList<>();

  private Finisher(Plan plan, Map<Key, Answer> found) {
    this.plan = plan;
    this.found = found;
    this.outputs = plan.last().outputs().edit();
    this.answers = plan.last().answers().edit();
    this.extracts = plan.last().extracts().edit();
    this.troubled = new TreeMap<>(plan.last().troubled());
  }

  /**
   * The record, and what is in it that is new.
   *
   * @param found answers that the last record does not have, some or all of them
   */
  static Outcome finish(
      Plan plan,
      Map<OutputPath, OutputRecord> results,
      Map<Key, Answer> found,
      Map<ContentPath, String> newExtracts) {
    return plan.site().hasBrokenSettings()
        ? unchanged(plan)
        : new Finisher(plan, found).finish(results, newExtracts);
  }

  private Outcome finish(
      Map<OutputPath, OutputRecord> results, Map<ContentPath, String> newExtracts) {
    plan.changed()
        .forEach((key, now) -> answers.put(key, plan.last().answers().get(key).with(now)));
    plan.render().forEach(step -> put(result(step, results)));
    plan.copy().forEach(step -> put(result(step, results)));
    newExtracts.forEach(extracts::put);
    dropExtracts();
    plan.held().forEach(this::hold);
    drop();

    BuildRecord record =
        new BuildRecord(
            plan.site().theme().program(),
            Optional.of(plan.site()),
            plan.site().content(),
            outputs.done(),
            answers.done(),
            extracts.done(),
            Collections.unmodifiableNavigableMap(troubled),
            Collections.unmodifiableSet(retained));
    changed.sort(Comparator.comparing(Entry::path));
    List<Problem> problems = new ArrayList<>(plan.problems());
    problems.addAll(record.problems());
    return new Outcome(
        record,
        List.copyOf(changed),
        List.copyOf(removed),
        List.copyOf(problems),
        record.hidden().equals(plan.last().hidden()),
        Map.of());
  }

  private static Outcome unchanged(Plan plan) {
    List<Problem> problems = new ArrayList<>(plan.problems());
    problems.addAll(plan.last().problems());
    return new Outcome(plan.last(), List.of(), List.of(), List.copyOf(problems), true, Map.of());
  }

  private static OutputRecord result(Step step, Map<OutputPath, OutputRecord> results) {
    OutputRecord result = results.get(step.output().path());
    if (result == null) {
      throw new IllegalStateException("nothing has come of " + step);
    }
    return result;
  }

  private void put(OutputRecord record) {
    OutputPath path = record.output().path();
    OutputRecord before = outputs.get(path);
    OutputRecord shared =
        before != null && record.reads() == before.reads()
            ? record
            : record.withReads(read(record, before));
    outputs.put(path, shared);
    note(shared);
    Optional<Entry> old = before == null ? Optional.empty() : before.entry();
    if (record.entry().isPresent() && !record.entry().equals(old)) {
      changed.add(record.entry().get());
    }
  }

  /** Enters an output among the readers of what it has read, and returns that as all share it. */
  private Set<Key> read(OutputRecord record, OutputRecord before) {
    Set<Key> reads = new HashSet<>();
    for (Key key : record.reads()) {
      Answer answer = answers.get(key);
      if (answer == null) {
        answer = found.get(key);
      }
      if (answer == null) {
        answer = Answer.of(key, plan.site().fingerprint(key));
      }
      if (before == null || !before.reads().contains(key)) {
        answers.put(answer.key(), answer.withReader(record.output().path()));
      }
      reads.add(answer.key());
    }
    forget(before, record.reads());
    return reads;
  }

  /** Takes an output from the readers of what it reads no longer. */
  private void forget(OutputRecord before, Set<Key> now) {
    if (before == null) {
      return;
    }
    for (Key key : before.reads()) {
      if (!now.contains(key)) {
        Answer answer = answers.get(key).withoutReader(before.output().path());
        if (answer.unread()) {
          answers.remove(key);
        } else {
          answers.put(key, answer);
        }
      }
    }
  }

  /** Marks an output as one that stays as it is until a file is mended. */
  private void hold(Plan.Held held) {
    OutputPath path = held.output().path();
    OutputRecord before = outputs.get(path);
    OutputRecord record =
        before == null
            ? OutputRecord.neverMade(held.output(), held.by())
            : before.heldAs(held.output(), held.by());
    if (!record.equals(before)) {
      outputs.put(path, record);
      note(record);
    }
  }

  private void note(OutputRecord record) {
    if (record.outdated()) {
      troubled.put(record.output().path(), record);
    } else {
      troubled.remove(record.output().path());
    }
  }

  /** Takes out what was left by pages that are no more; there are none while the model stays. */
  private void dropExtracts() {
    Site site = plan.site();
    if (plan.last().site().filter(before -> before.hasModelOf(site)).isEmpty()) {
      plan.last()
          .extracts()
          .forEach(
              (page, extract) -> {
                if (site.content().page(page) == null) {
                  extracts.remove(page);
                }
              });
    }
  }

  private void drop() {
    plan.drop().forEach(troubled::remove);
    Set<OutputPath> needed = new HashSet<>();
    for (OutputRecord record : troubled.values()) {
      needed.addAll(record.assets());
    }
    for (OutputPath path : plan.drop()) {
      if (needed.contains(path)) {
        retained.add(path);
      } else {
        OutputRecord before = outputs.get(path);
        forget(before, Set.of());
        outputs.remove(path);
        if (before.entry().isPresent()) {
          removed.add(path);
        }
      }
    }
  }
}
