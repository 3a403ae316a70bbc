package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.Step;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds links that lead to nothing. Whether a page is there is asked when the page with the link is
 * rendered, and kept with it; whether that page has the part that is pointed at can change with any
 * edit of it, and is looked at after each build, from what the pages left in the record.
 */
final class LinkCheck {
  private static final String INDEX = "index.html";

  /** What the pages left that point at parts of others. */
  private final Map<OutputPath, Extract> sources = new TreeMap<>();

  private BuildRecord checked;

  static Problem dead(
      Site site, ContentPath page, int line, Rendition.TextLink link, Links.Target target) {
    String what = link.image() ? "image" : "link";
    Problem problem =
        Problem.at(
            page.value(),
            line,
            link.column(),
            "Dead " + what,
            "'" + link.written() + "' leads to nothing: " + target.address() + " is not published");
    return site.nearest(target.address())
        .map(near -> problem.withHint("did you mean " + near + "?"))
        .orElse(problem);
  }

  static Problem deadPart(
      ContentPath page, int line, int column, String written, String part, Set<String> ids) {
    Problem problem =
        Problem.at(
            page.value(),
            line,
            column,
            "Dead link",
            "'" + written + "' leads to a part that its page does not have: #" + part);
    return Near.nearest(part, ids)
        .map(near -> problem.withHint("did you mean #" + near + "?"))
        .orElse(problem);
  }

  /** Browsers take {@code #top} to the top of any page. */
  static boolean has(Collection<String> ids, String part) {
    return part.equalsIgnoreCase("top") || ids.contains(part);
  }

  /** Problems with links into other pages, after a build, in the order of the pages. */
  List<Problem> check(Plan plan, BuildRecord record) {
    if (checked == null || checked != plan.last()) {
      sources.clear();
      plan.site().outputs().keySet().forEach(path -> look(path, record));
    } else {
      for (Step step : plan.render()) {
        look(step.output().path(), record);
      }
      plan.drop().forEach(sources::remove);
    }
    checked = record;
    return sources.isEmpty() ? List.of() : problems(plan.site(), record);
  }

  private void look(OutputPath path, BuildRecord record) {
    sources.remove(path);
    record
        .extract(path)
        .map(Extract::decode)
        .filter(extract -> !extract.parts().isEmpty())
        .ifPresent(extract -> sources.put(path, extract));
  }

  private List<Problem> problems(Site site, BuildRecord record) {
    Map<OutputPath, Optional<Set<String>>> ids = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Extract source : sources.values()) {
      for (Extract.PartLink link : source.parts()) {
        Optional<OutputPath> target = output(site, link.address());
        if (target.isEmpty()) {
          continue;
        }
        Optional<Set<String>> there =
            ids.computeIfAbsent(
                target.get(), path -> record.extract(path).map(text -> Extract.decode(text).ids()));
        if (there.isPresent() && !has(there.get(), link.fragment())) {
          problems.add(
              deadPart(
                  source.page(),
                  link.line(),
                  link.column(),
                  link.written(),
                  link.fragment(),
                  there.get()));
        }
      }
    }
    return problems;
  }

  private static Optional<OutputPath> output(Site site, String address) {
    String base = site.snapshot().settings().baseUrl().getPath();
    if (!address.startsWith(base)) {
      return Optional.empty();
    }
    String path = Links.decode(address.substring(base.length()));
    String index = path.isEmpty() || path.endsWith("/") ? path + INDEX : path + "/" + INDEX;
    return Stream.of(path, index)
        .filter(candidate -> !candidate.isEmpty() && !candidate.endsWith("/"))
        .map(OutputPath::of)
        .filter(site.outputs()::containsKey)
        .findFirst();
  }
}
