package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares a site with what was built last. Does no input or output. */
public final class Planner {

  /** Of several reasons, the one nearest to the author is told. */
  private static final Comparator<Key> TOLD_FIRST =
      Comparator.comparingInt(Planner::distance).thenComparing(Key::toString);

  /** So many different pages are enough to meet most of what a site's pages use. */
  private static final int REHEARSED = 8;

  private final BuildRecord last;
  private final Site site;
  private final Map<Key, Fingerprint> changed = new HashMap<>();
  private final Map<OutputPath, Step> steps = new TreeMap<>();
  private final Set<OutputPath> drop = new TreeSet<>();
  private final Map<OutputPath, ContentPath> held = new TreeMap<>();

  private Planner(BuildRecord last, Site site) {
    this.last = last;
    this.site = site;
  }

  /**
   * What is to be done so that the release is that site.
   *
   * @param last the record that the site was made with
   */
  public static Plan plan(BuildRecord last, Site site) {
    return new Planner(last, site).plan();
  }

  /**
   * What a save of a page does: a page and a list of pages are made. For a rehearsal, whose outputs
   * nobody keeps, so only of those that went well: one that was stopped takes seconds.
   *
   * @param number which page, from 0; after the last one comes the first
   */
  public static Plan rehearsal(BuildRecord last, Site site, int number) {
    List<Step> render = new ArrayList<>();
    for (Class<? extends Output> kind : List.of(Output.PageOutput.class, Output.ListOutput.class)) {
      List<Output> some =
          site.outputs().values().stream()
              .filter(kind::isInstance)
              .filter(output -> wentWell(last, output))
              .limit(REHEARSED)
              .toList();
      if (!some.isEmpty()) {
        render.add(new Step(some.get(number % some.size()), new Reason.New()));
      }
    }
    return rehearsal(last, site, render);
  }

  /**
   * What a save of a template does to pages, to some of them. As {@link #rehearsal}.
   *
   * @param number which of them, from 0
   * @return nothing to do after the last ones
   */
  public static Plan rehearsalOfTemplates(BuildRecord last, Site site, int number) {
    return rehearsal(
        last,
        site,
        site.outputs().values().stream()
            .filter(Output.PageOutput.class::isInstance)
            .skip((long) number * REHEARSED)
            .limit(REHEARSED)
            .filter(output -> wentWell(last, output))
            .<Step>map(output -> new Step(output, new Reason.New()))
            .toList());
  }

  private static Plan rehearsal(BuildRecord last, Site site, List<Step> render) {
    return new Plan(site, last, render, List.of(), List.of(), List.of(), 0, Map.of(), List.of());
  }

  private static boolean wentWell(BuildRecord last, Output output) {
    return last.output(output.path()).filter(it -> !it.outdated()).isPresent();
  }

  private Plan plan() {
    if (site.hasBrokenSettings()) {
      return new Plan(
          site,
          last,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          last.size(),
          Map.of(),
          site.problems());
    }
    boolean otherProgram = !last.program().equals(site.theme().program());
    Optional<Set<Key>> candidates =
        otherProgram ? Optional.empty() : last.site().flatMap(site::mayDiffer);
    findChanged(candidates);
    retry();
    readersOf(changed.keySet()).forEach((path, key) -> add(path, reason(key)));
    if (candidates.isEmpty()) {
      compareOutputs(otherProgram);
    }
    drop.addAll(last.retained());
    drop.removeAll(site.outputs().keySet());
    hold();

    List<Step> render = new ArrayList<>();
    List<Step> copy = new ArrayList<>();
    for (Step step : steps.values()) {
      (step.output().copied() ? copy : render).add(step);
    }
    return new Plan(
        site,
        last,
        List.copyOf(render),
        List.copyOf(copy),
        List.copyOf(drop),
        held.entrySet().stream()
            .map(each -> new Plan.Held(site.outputs().get(each.getKey()), each.getValue()))
            .toList(),
        site.outputs().size() - steps.size(),
        changed,
        site.problems());
  }

  private Reason reason(Key key) {
    if (last.answers().get(key).fingerprint().equals(Fingerprint.ABSENT)) {
      return new Reason.Came(key);
    }
    return changed.get(key).equals(Fingerprint.ABSENT)
        ? new Reason.Gone(key)
        : new Reason.Changed(key);
  }

  private void findChanged(Optional<Set<Key>> candidates) {
    if (candidates.isPresent()) {
      for (Key key : candidates.get()) {
        Answer answer = last.answers().get(key);
        if (answer != null) {
          compare(answer);
        }
      }
    } else {
      last.answers().forEach((key, answer) -> compare(answer));
    }
  }

  private void compare(Answer answer) {
    Fingerprint now = site.fingerprint(answer.key());
    if (!now.equals(answer.fingerprint())) {
      changed.put(answer.key(), now);
    }
  }

  /** The outputs whose last attempts read one of the keys, each with the one to be told. */
  private Map<OutputPath, Key> readersOf(Set<Key> keys) {
    Map<OutputPath, Key> readers = new HashMap<>();
    boolean many = false;
    for (Key key : keys) {
      Answer answer = last.answers().get(key);
      many |= answer.many();
      for (OutputPath reader : answer.readers()) {
        readers.merge(reader, key, Planner::told);
      }
    }
    if (many) {
      last.outputs()
          .forEach(
              (path, output) -> {
                for (Key key : output.reads()) {
                  if (keys.contains(key)) {
                    readers.merge(path, key, Planner::told);
                  }
                }
              });
    }
    return readers;
  }

  /** Looks at every output, when the model is another one. */
  private void compareOutputs(boolean otherProgram) {
    site.outputs()
        .forEach(
            (path, output) -> {
              OutputRecord before = last.outputs().get(path);
              if (before == null) {
                steps.put(path, new Step(output, new Reason.New()));
              } else if (!before.output().equals(output)) {
                steps.put(path, new Step(output, new Reason.MadeFromElse(before.output())));
              } else if (otherProgram && !output.copied()) {
                steps.putIfAbsent(path, new Step(output, new Reason.OtherProgram()));
              }
            });
    last.outputs()
        .forEach(
            (path, output) -> {
              if (!site.outputs().containsKey(path)) {
                drop.add(path);
              }
            });
  }

  private void retry() {
    last.troubled()
        .forEach(
            (path, output) -> {
              if (output.again()) {
                add(
                    path,
                    output.heldBy().<Reason>map(Reason.Mended::new).orElseGet(Reason.Retried::new));
              }
            });
  }

  private void add(OutputPath path, Reason reason) {
    Output output = site.outputs().get(path);
    if (output != null) {
      steps.putIfAbsent(path, new Step(output, reason));
    }
  }

  /** Takes out what cannot be made now because of files that cannot be read. */
  private void hold() {
    for (ContentPath page : site.content().stalePages().keySet()) {
      PageFacts facts = site.model().pages().get(page);
      if (facts != null) {
        hold(facts.output(), page);
      }
    }
    for (ContentPath file : site.content().staleFiles().keySet()) {
      OutputPath path = site.model().fileAt(file);
      if (path != null) {
        hold(path, file);
      }
    }
    for (ContentPath failed : site.snapshot().failed().keySet()) {
      if (failed.value().startsWith("templates") || failed.value().startsWith("data")) {
        readersOf(keysBelow(failed)).keySet().forEach(path -> hold(path, failed));
      }
    }
  }

  private void hold(OutputPath path, ContentPath by) {
    if (site.outputs().containsKey(path)) {
      steps.remove(path);
      held.putIfAbsent(path, by);
    }
  }

  /** What is asked of a file of templates or data, or of all that are in a folder of that path. */
  private Set<Key> keysBelow(ContentPath failed) {
    Set<Key> keys = new HashSet<>();
    last.answers()
        .forEach(
            (key, answer) -> {
              boolean asks =
                  switch (key) {
                    case Key.TemplateText(String name) ->
                        ("templates/" + name + "/").startsWith(failed + "/");
                    case Key.DataValue(String name) ->
                        Site.isData(name, failed) && site.unreadableData(name).isPresent();
                    default -> false;
                  };
              if (asks) {
                keys.add(key);
              }
            });
    return keys;
  }

  private static Key told(Key a, Key b) {
    return TOLD_FIRST.compare(a, b) <= 0 ? a : b;
  }

  private static int distance(Key key) {
    return switch (key) {
      case Key.Body body -> 0;
      case Key.FileBytes bytes -> 0;
      case Key.ThemeBytes bytes -> 0;
      case Key.TemplateText template -> 1;
      case Key.DataValue data -> 2;
      case Key.Setting setting -> 3;
      case Key.Card card -> 4;
      case Key.Part part -> 5;
      default -> 6;
    };
  }
}
