package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who gets which path of the release. What the author wrote comes before what Pressroom adds; of
 * two of the author's, a page comes before a file, and then the first by its path. Everybody who
 * goes without is named, all at once.
 */
final class Claims {

  private record Claim(Output output, String source) {}

  private static final Comparator<Claim> PAGES_FIRST =
      Comparator.<Claim, Boolean>comparing(claim -> !(claim.output() instanceof Output.PageOutput))
          .thenComparing(Claim::source);

  private final Map<OutputPath, Claim> granted = new HashMap<>();

  /** Those who claim what another one has, by path, until the problems are made. */
  private final Map<OutputPath, List<Claim>> rivals = new HashMap<>();

  private final Set<OutputPath> authors = new HashSet<>();

  /** All folders of what is granted. */
  private final Set<String> folders = new HashSet<>();

  /** Claims a place for a page or file of the author. */
  void author(Output output, String source) {
    Claim claim = new Claim(output, source);
    Claim other = granted.putIfAbsent(output.path(), claim);
    if (other != null) {
      rivals.computeIfAbsent(output.path(), path -> new ArrayList<>()).add(claim);
    }
  }

  /** Decides between the author's pages and files. */
  List<Problem> settleAuthors() {
    List<Problem> problems = new ArrayList<>();
    rivals.forEach(
        (path, others) -> {
          List<Claim> all = new ArrayList<>(others);
          all.add(granted.get(path));
          all.sort(PAGES_FIRST);
          granted.put(path, all.getFirst());
          problems.add(shared(path, all));
        });
    rivals.clear();
    granted.keySet().forEach(this::addFolders);
    for (Claim claim : List.copyOf(granted.values())) {
      if (folders.contains(claim.output().path().value())) {
        granted.remove(claim.output().path());
        problems.add(fileAndFolder(claim));
      }
    }
    authors.addAll(granted.keySet());
    return problems;
  }

  /**
   * Claims a place for something that Pressroom adds. A file of the author's there stays.
   *
   * @param front the author's page there that it takes in
   */
  void added(Output output, String source, Optional<ContentPath> front) {
    Claim claim = new Claim(output, source);
    Claim other = granted.get(output.path());
    if (other == null
        || (front.isPresent()
            && other.output() instanceof Output.PageOutput page
            && page.page().equals(front.get()))) {
      granted.put(output.path(), claim);
    } else if (!isFile(other)) {
      rivals.computeIfAbsent(output.path(), path -> new ArrayList<>()).add(claim);
    }
  }

  /** An {@code index.html} of the author's own is meant to be what is seen at that address. */
  private static boolean isFile(Claim claim) {
    return claim.output() instanceof Output.FileOutput;
  }

  /** Claims a place for what every site has, unless anything else is there. */
  void spare(Output output) {
    granted.putIfAbsent(
        output.path(), new Claim(output, "the " + output.path() + " of every site"));
  }

  /** Decides about the rest. */
  List<Problem> settleRest() {
    List<Problem> problems = new ArrayList<>();
    rivals.forEach(
        (path, others) -> {
          List<Claim> all = new ArrayList<>(others);
          all.addFirst(granted.get(path));
          problems.add(shared(path, all));
        });
    for (OutputPath path : granted.keySet()) {
      if (!authors.contains(path)) {
        addFolders(path);
      }
    }
    for (Claim claim : List.copyOf(granted.values())) {
      if (folders.contains(claim.output().path().value())) {
        makeRoom(claim);
        problems.add(fileAndFolder(claim));
      }
    }
    return problems;
  }

  /** What is granted, in no order. */
  List<Output> granted() {
    return granted.values().stream().map(Claim::output).toList();
  }

  /** What is granted, by path. */
  Map<OutputPath, Output> outputs() {
    List<OutputPath> paths = new ArrayList<>(granted.keySet());
    paths.sort(null);
    Map<OutputPath, Output> outputs = LinkedHashMap.newLinkedHashMap(paths.size());
    for (OutputPath path : paths) {
      outputs.put(path, granted.get(path).output());
    }
    return outputs;
  }

  private void addFolders(OutputPath path) {
    String folder = path.value();
    int slash = folder.lastIndexOf('/');
    while (slash > 0) {
      folder = folder.substring(0, slash);
      if (!folders.add(folder)) {
        return;
      }
      slash = folder.lastIndexOf('/');
    }
  }

  /** A file of the author stays, and what Pressroom would add in a folder of that name goes. */
  private void makeRoom(Claim file) {
    OutputPath path = file.output().path();
    if (authors.contains(path)) {
      granted
          .keySet()
          .removeIf(other -> other.value().startsWith(path + "/") && !authors.contains(other));
    } else {
      granted.remove(path);
    }
  }

  private static Problem shared(OutputPath path, List<Claim> claims) {
    List<String> sources = claims.stream().map(Claim::source).toList();
    return Problem.of(
            "One address claimed by " + sources.size(),
            path + " is where " + String.join(" and ", sources) + " would lie")
        .withHint(sources.getFirst() + " is published there; give the others other addresses");
  }

  private static Problem fileAndFolder(Claim file) {
    return Problem.of(
            "One address for a file and a folder",
            file.output().path()
                + ", from "
                + file.source()
                + ", would be a file, and other files lie in a folder of that name")
        .withHint("give it another address");
  }
}
