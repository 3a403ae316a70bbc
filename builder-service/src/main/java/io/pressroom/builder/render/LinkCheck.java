package io.pressroom.builder.render;

import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Output;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.Step;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds links that lead to nothing. Whether a page is there is asked when the page with the link is
 * rendered, and kept with it; whether that page has the part that is pointed at can change with any
 * edit of it, and is looked at after each build, from what the pages left in the record. So are the
 * nearest addresses, which are another matter after every page that comes or goes.
 *
 * <p>A build that leaves all addresses as they were costs what was rendered, and the pages that
 * point at parts of that.
 */
final class LinkCheck {
  private static final String INDEX = "index.html";

  /** What the pages left that have links worth a look. */
  private final Map<OutputPath, Extract> sources = new HashMap<>();

  /** The outputs of which parts are pointed at, each with those that do. */
  private final Map<OutputPath, Set<OutputPath>> pointing = new HashMap<>();

  /** What is wrong with each of the sources, in the order of their paths. */
  private final Map<OutputPath, List<Problem>> found = new TreeMap<>();

  private BuildRecord checked;

  /** The same object as long as every address is where it was. */
  private Map<OutputPath, Output> outputs;

  /** Problems with links, after a build, in the order of the pages. */
  List<Problem> check(Plan plan, BuildRecord record) {
    new Look(plan.site(), record).at(plan);
    checked = record;
    outputs = plan.site().outputs();
    return found.values().stream().flatMap(List::stream).toList();
  }

  /** Browsers take {@code #top} to the top of any page. */
  static boolean has(Collection<String> ids, String part) {
    return part.equalsIgnoreCase("top") || ids.contains(part);
  }

  /** One look at one record. */
  private final class Look {
    private final Site site;
    private final BuildRecord record;
    private final Map<OutputPath, Set<String>> ids = new HashMap<>();
    private final Map<String, Optional<String>> nearest = new HashMap<>();

    Look(Site site, BuildRecord record) {
      this.site = site;
      this.record = record;
    }

    @SuppressWarnings("ReferenceEquality")
    void at(Plan plan) {
      if (checked == null || checked != plan.last() || outputs != site.outputs()) {
        sources.clear();
        pointing.clear();
        found.clear();
        site.outputs().keySet().forEach(this::take);
        sources.forEach(this::judge);
        return;
      }
      Set<OutputPath> again = new HashSet<>();
      for (Step step : plan.render()) {
        OutputPath path = step.output().path();
        forget(path);
        take(path);
        again.add(path);
        again.addAll(pointing.getOrDefault(path, Set.of()));
      }
      for (OutputPath path : again) {
        Extract source = sources.get(path);
        if (source != null) {
          judge(path, source);
        }
      }
    }

    private void forget(OutputPath path) {
      Extract before = sources.remove(path);
      found.remove(path);
      if (before != null) {
        for (Extract.Link link : before.links()) {
          target(link).map(pointing::get).ifPresent(those -> those.remove(path));
        }
      }
    }

    private void take(OutputPath path) {
      Optional<Extract> extract =
          record.extract(path).map(Extract::decode).filter(it -> !it.links().isEmpty());
      if (extract.isPresent()) {
        sources.put(path, extract.get());
        for (Extract.Link link : extract.get().links()) {
          target(link)
              .ifPresent(at -> pointing.computeIfAbsent(at, _ -> new HashSet<>()).add(path));
        }
      }
    }

    private void judge(OutputPath path, Extract source) {
      List<Problem> problems = new ArrayList<>();
      for (Extract.Link link : source.links()) {
        problem(source, link).ifPresent(problems::add);
      }
      if (problems.isEmpty()) {
        found.remove(path);
      } else {
        found.put(path, problems);
      }
    }

    private Optional<Problem> problem(Extract source, Extract.Link link) {
      if (link.kind() != Extract.Link.Kind.PART) {
        Problem problem =
            at(
                source,
                link,
                link.kind() == Extract.Link.Kind.IMAGE ? "Dead image" : "Dead link",
                "leads to nothing: " + link.address() + " is not published");
        return Optional.of(
            nearest
                .computeIfAbsent(link.address(), site::nearest)
                .map(near -> problem.withHint("did you mean " + near + "?"))
                .orElse(problem));
      }
      Set<String> there = target(link).map(this::ids).orElse(null);
      if (there == null || has(there, link.fragment())) {
        return Optional.empty();
      }
      Problem problem =
          at(
              source,
              link,
              "Dead link",
              "leads to a part that its page does not have: #" + link.fragment());
      return Optional.of(
          Near.nearest(link.fragment(), there)
              .map(near -> problem.withHint("did you mean #" + near + "?"))
              .orElse(problem));
    }

    private static Problem at(Extract source, Extract.Link link, String title, String detail) {
      return Problem.at(
          source.page().value(),
          link.line(),
          link.column(),
          title,
          "'" + link.written() + "' " + detail);
    }

    /** What can be pointed at there; null where that is not known, as of files. */
    private Set<String> ids(OutputPath path) {
      if (!ids.containsKey(path)) {
        ids.put(path, record.extract(path).map(text -> Extract.decode(text).ids()).orElse(null));
      }
      return ids.get(path);
    }

    /** The output of which a link points at a part. */
    private Optional<OutputPath> target(Extract.Link link) {
      if (link.kind() != Extract.Link.Kind.PART) {
        return Optional.empty();
      }
      String base = site.snapshot().settings().baseUrl().getPath();
      if (!link.address().startsWith(base)) {
        return Optional.empty();
      }
      String path = Links.decode(link.address().substring(base.length()));
      String index = path.isEmpty() || path.endsWith("/") ? path + INDEX : path + "/" + INDEX;
      return Stream.of(path, index)
          .filter(candidate -> !candidate.isEmpty() && !candidate.endsWith("/"))
          .map(OutputPath::of)
          .filter(site.outputs()::containsKey)
          .findFirst();
    }
  }
}
