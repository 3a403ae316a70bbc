package io.pressroom.builder.render;

import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.plan.Site;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to problems in the texts of pages the lines that they are in. Texts are not kept, so they
 * are read for it, once for each problem that was not there before.
 */
final class Excerpts {

  private static final int LONGEST = 160;

  /** The problems of the last build, each without its excerpt and with it. */
  private Map<Problem, Problem> known = Map.of();

  List<Problem> addTo(Collection<Problem> problems, Site site, Bodies bodies) {
    Map<Problem, Problem> now = new HashMap<>();
    Map<Page, Optional<List<String>>> texts = new HashMap<>();
    List<Problem> all = new ArrayList<>(problems.size());
    for (Problem problem : problems) {
      Page page = page(problem, site);
      if (page == null) {
        all.add(problem);
      } else {
        Problem before = known.get(problem);
        Problem with =
            before != null
                ? before
                : texts
                    .computeIfAbsent(page, it -> text(it, bodies))
                    .map(lines -> with(problem, lines, page))
                    .orElse(problem);
        now.put(problem, with);
        all.add(with);
      }
    }
    known = now;
    return List.copyOf(all);
  }

  /** The page whose text a problem without an excerpt is in, or null. */
  private static Page page(Problem problem, Site site) {
    return problem.excerpt().isPresent() || problem.line() == 0 || problem.file().isEmpty()
        ? null
        : site.snapshot().pages().get(ContentPath.of(problem.file().get()));
  }

  private static Optional<List<String>> text(Page page, Bodies bodies) {
    try {
      return Optional.of(bodies.body(page).lines().toList());
    } catch (IOException e) {
      return Optional.empty(); // the next build will say what has become of it
    }
  }

  private static Problem with(Problem problem, List<String> lines, Page page) {
    int index = problem.line() - page.bodyLine();
    if (index < 0 || index >= lines.size()) {
      return problem;
    }
    String line = lines.get(index);
    return problem.withExcerpt(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }
}
