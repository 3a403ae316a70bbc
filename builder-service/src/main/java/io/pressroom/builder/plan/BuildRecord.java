package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the last release was made from: every output with the questions that its rendering asked,
 * and the answers that the site gave. Immutable; the next one shares what did not change.
 *
 * <p>One answer for each question is enough for all outputs: an output whose answers changed was
 * made again in the same build, and what could not be made again is marked so.
 */
public final class BuildRecord {

  private static final BuildRecord EMPTY =
      new BuildRecord(
          "",
          Optional.empty(),
          KnownContent.NONE,
          PartedMap.empty(),
          PartedMap.empty(),
          PartedMap.empty(),
          Collections.emptyNavigableMap(),
          Set.of());

  private final String program;
  private final Optional<Site> site;
  private final KnownContent content;
  private final PartedMap<OutputPath, OutputRecord> outputs;
  private final PartedMap<Key, Answer> answers;
  private final PartedMap<ContentPath, String> extracts;
  private final NavigableMap<OutputPath, OutputRecord> troubled;
  private final Set<OutputPath> retained;
  private final Set<ContentPath> hidden;

  BuildRecord(
      String program,
      Optional<Site> site,
      KnownContent content,
      PartedMap<OutputPath, OutputRecord> outputs,
      PartedMap<Key, Answer> answers,
      PartedMap<ContentPath, String> extracts,
      NavigableMap<OutputPath, OutputRecord> troubled,
      Set<OutputPath> retained) {
    this.program = program;
    this.site = site;
    this.content = content;
    this.outputs = outputs;
    this.answers = answers;
    this.extracts = extracts;
    this.troubled = troubled;
    this.retained = retained;
    Set<ContentPath> hidden = new HashSet<>();
    for (OutputRecord output : troubled.values()) {
      if (output.entry().isEmpty() && output.output() instanceof Output.PageOutput page) {
        hidden.add(page.page());
      }
    }
    this.hidden = Set.copyOf(hidden);
  }

  /** Whether each output is what the site says: none has failed, or waits for a file. */
  public boolean isSettled() {
    return troubled.isEmpty() && retained.isEmpty();
  }

  /** A record that was read from a file. */
  static BuildRecord loaded(
      String program,
      Map<ContentPath, Page> pages,
      Map<OutputPath, OutputRecord> outputs,
      Map<Key, Fingerprint> fingerprints,
      Map<ContentPath, String> extracts) {
    PartedMap.Edit<OutputPath, OutputRecord> all =
        PartedMap.<OutputPath, OutputRecord>empty().edit();
    PartedMap.Edit<Key, Answer> answers = PartedMap.<Key, Answer>empty().edit();
    PartedMap.Edit<ContentPath, String> kept = PartedMap.<ContentPath, String>empty().edit();
    NavigableMap<OutputPath, OutputRecord> troubled = new TreeMap<>();
    Map<ContentPath, Asset> files = new HashMap<>();
    outputs.forEach(
        (path, output) -> {
          all.put(path, output);
          if (output.output() instanceof Output.FileOutput file) {
            output.entry().ifPresent(entry -> files.put(file.file(), asset(file.file(), entry)));
          }
          if (output.outdated()) {
            troubled.put(path, output);
          }
          for (Key key : output.reads()) {
            Answer answer = answers.get(key);
            answers.put(
                key,
                (answer == null ? Answer.of(key, fingerprints.get(key)) : answer).withReader(path));
          }
        });
    extracts.forEach(kept::put);
    return new BuildRecord(
        program,
        Optional.empty(),
        KnownContent.of(Map.copyOf(pages), Map.copyOf(files)),
        all.done(),
        answers.done(),
        kept.done(),
        Collections.unmodifiableNavigableMap(troubled),
        Set.of());
  }

  private static Asset asset(ContentPath path, Entry entry) {
    Asset.Kind kind =
        path.value().startsWith("static/")
            ? Asset.Kind.STATIC
            : path.value().startsWith("assets/") ? Asset.Kind.THEME : Asset.Kind.COLOCATED;
    return new Asset(path, kind, entry.digest(), entry.size());
  }

  /** The record before the first build. */
  public static BuildRecord empty() {
    return EMPTY;
  }

  /** What the last build did for the output at that path. */
  public Optional<OutputRecord> output(OutputPath path) {
    return Optional.ofNullable(outputs.get(path));
  }

  /** Every file of the release, in no order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(outputs.size());
    outputs.forEach((path, output) -> output.entry().ifPresent(entries::add));
    return entries;
  }

  /** How many outputs there are. */
  public int size() {
    return outputs.size();
  }

  /** What was wrong with outputs, by path. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (OutputRecord output : troubled.values()) {
      output.failure().ifPresent(problems::add);
    }
    return problems;
  }

  String program() {
    return program;
  }

  /** The site that was built; empty after a start. */
  Optional<Site> site() {
    return site;
  }

  /** The pages and files that it was made from. */
  KnownContent content() {
    return content;
  }

  /**
   * What the page at that path, or the front of the list there, left for others, as {@link
   * NextRecord#made} was told.
   */
  public Optional<String> extract(OutputPath path) {
    return site.flatMap(built -> built.model().ownPage(path)).map(extracts::get);
  }

  PartedMap<OutputPath, OutputRecord> outputs() {
    return outputs;
  }

  PartedMap<Key, Answer> answers() {
    return answers;
  }

  PartedMap<ContentPath, String> extracts() {
    return extracts;
  }

  NavigableMap<OutputPath, OutputRecord> troubled() {
    return troubled;
  }

  /** Outputs that the site has no longer, but that others need which could not be made again. */
  Set<OutputPath> retained() {
    return retained;
  }

  /** Pages that could not be rendered yet, not even once: lists leave them out. */
  Set<ContentPath> hidden() {
    return hidden;
  }
}
