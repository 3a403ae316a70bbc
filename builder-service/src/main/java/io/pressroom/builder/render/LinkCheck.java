package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Nearest;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Missing;
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
 * nearest addresses, which are another matter after every page that comes or goes. A link to what
 * could not be made is dead and is not told: what is wrong is told of that.
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
  private final Map<OutputPath, Found> found = new TreeMap<>();

  private BuildRecord checked;

  /** The same object as long as every address is where it was. */
  private Map<OutputPath, Output> outputs;

  private Missing missing;

  /**
   * Links that lead to nothing.
   *
   * @param problems those to be told, in the order of the pages
   * @param addresses where any of them lead, as {@link io.pressroom.builder.plan.Outcome} has them
   */
  record Dead(List<Problem> problems, Map<ContentPath, Set<String>> addresses) {}

  /** What is wrong with the links of one page. */
  private record Found(ContentPath page, List<Problem> problems, Set<String> addresses) {}

  /** Looks at the links after a build. */
  Dead check(Plan plan, BuildRecord record) {
    Missing now = plan.site().missing();
    new Look(plan.site(), record, now).at(plan);
    checked = record;
    outputs = plan.site().outputs();
    missing = now;
    Map<ContentPath, Set<String>> addresses = new HashMap<>();
    for (Found each : found.values()) {
      addresses.computeIfAbsent(each.page(), _ -> new HashSet<>()).addAll(each.addresses());
    }
    return new Dead(
        found.values().stream().flatMap(each -> each.problems().stream()).toList(), addresses);
  }

  /** Browsers take {@code #top} to the top of any page. */
  static boolean has(Collection<String> ids, String part) {
    return part.equalsIgnoreCase("top") || ids.contains(part);
  }

  /** One look at one record. */
  private final class Look {
    private final Site site;
    private final BuildRecord record;
    private final Missing now;
    private final Map<OutputPath, Set<String>> ids = new HashMap<>();
    private final Map<String, Optional<String>> nearest = new HashMap<>();

    Look(Site site, BuildRecord record, Missing now) {
      this.site = site;
      this.record = record;
      this.now = now;
    }

    @SuppressWarnings("ReferenceEquality")
    void at(Plan plan) {
      if (checked == null
          || checked != plan.last()
          || outputs != site.outputs()
          || !missing.equals(now)) {
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
      Set<String> addresses = new HashSet<>();
      for (Extract.Link link : source.links()) {
        if (link.kind() != Extract.Link.Kind.PART) {
          addresses.add(link.address());
          if (!now.has(link.address())) {
            problems.add(toNothing(source, link));
          }
        } else {
          Set<String> there = target(link).map(this::ids).orElse(null);
          if (there != null && !has(there, link.fragment())) {
            addresses.add(link.address() + "#" + link.fragment());
            problems.add(toNoPart(source, link, there));
          }
        }
      }
      if (addresses.isEmpty()) {
        found.remove(path);
      } else {
        found.put(path, new Found(source.page(), problems, addresses));
      }
    }

    private Problem toNothing(Extract source, Extract.Link link) {
      Problem problem =
          at(
              source,
              link,
              link.kind() == Extract.Link.Kind.IMAGE ? "Dead image" : "Dead link",
              "leads to nothing: " + link.address() + " is not published");
      return nearest
          .computeIfAbsent(link.address(), site::nearest)
          .map(near -> problem.withHint("did you mean " + near + "?"))
          .orElse(problem);
    }

    private static Problem toNoPart(Extract source, Extract.Link link, Set<String> there) {
      Problem problem =
          at(
              source,
              link,
              "Dead link",
              "leads to a part that its page does not have: #" + link.fragment());
      return Nearest.to(link.fragment(), there)
          .map(near -> problem.withHint("did you mean #" + near + "?"))
          .orElse(problem);
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
      String base = site.snapshot().settings().baseUrl().getRawPath();
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
