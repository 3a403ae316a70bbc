package io.pressroom.builder.command;

import io.pressroom.builder.plan.Missing;
import io.pressroom.builder.plan.Output;
import io.pressroom.builder.plan.Site;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows every link within the site, in all that was made: also those of templates and of HTML in
 * pages. Links in the texts of pages the build follows itself and tells of with their line; they
 * are not told again, wherever the text is shown.
 */
final class DeadLinks {

  private static final String INDEX = "index.html";

  private final WholeSite made;
  private final ScannedPages pages;
  private final Site site;
  private final URI base;
  private final Missing missing;
  private final Map<OutputPath, Digest> files = new HashMap<>();
  private final Set<String> deadInTexts = new HashSet<>();

  private DeadLinks(WholeSite made, ScannedPages pages) {
    this.made = made;
    this.pages = pages;
    this.site = made.plan().site();
    this.base = site.snapshot().settings().baseUrl();
    this.missing = site.missing();
    made.outcome().dead().values().forEach(deadInTexts::addAll);
    made.entries().forEach(entry -> files.put(entry.path(), entry.digest()));
  }

  static List<Problem> of(WholeSite made, ScannedPages pages) {
    return new DeadLinks(made, pages).find();
  }

  /**
   * One problem for each dead link, however many pages have it: most of those are in a template.
   */
  private List<Problem> find() {
    Map<String, Set<OutputPath>> dead = new TreeMap<>();
    for (Entry entry : made.entries()) {
      URI page = base.resolve(address(entry.path()));
      for (String link : pages.links(entry.digest())) {
        if (!leadsSomewhere(page, link) && !isKnown(entry.path(), page, link)) {
          dead.computeIfAbsent(link, _ -> new TreeSet<>(Comparator.naturalOrder()))
              .add(entry.path());
        }
      }
    }
    List<Problem> problems = new ArrayList<>();
    dead.forEach((link, on) -> problems.add(problem(link, List.copyOf(on))));
    return problems;
  }

  private boolean leadsSomewhere(URI page, String link) {
    URI target;
    try {
      target = page.resolve(new URI(link));
    } catch (URISyntaxException e) {
      return link.contains(":"); // another scheme has other rules
    }
    if (!base.getScheme().equals(target.getScheme())
        || !base.getRawAuthority().equals(target.getRawAuthority())) {
      return true;
    }
    String path = target.getPath().isEmpty() ? "/" : target.getPath();
    if (!path.startsWith(base.getPath())) {
      return false;
    }
    String inSite = path.substring(base.getPath().length());
    for (String candidate : List.of(inSite, inSite + INDEX, inSite + "/" + INDEX)) {
      Digest file = file(candidate);
      if (file != null) {
        return hasPart(file, target.getFragment());
      }
    }
    return false;
  }

  private Digest file(String path) {
    try {
      return files.get(OutputPath.of(path));
    } catch (IllegalArgumentException e) {
      return null; // a folder, or a path that no file can have
    }
  }

  private boolean hasPart(Digest file, String part) {
    return part == null
        || part.isEmpty()
        || part.equalsIgnoreCase("top")
        || pages.anchors(file).contains(part);
  }

  /**
   * Whether the build knows it of the text of a page: of that whose output has the link, or of any
   * where the output is another one, which may show that text. Or whether only that is at fault
   * which should be there.
   */
  private boolean isKnown(OutputPath path, URI from, String link) {
    URI target;
    try {
      target = from.resolve(new URI(link));
    } catch (URISyntaxException e) {
      return false;
    }
    Set<String> dead =
        site.outputs().get(path) instanceof Output.PageOutput(var _, var page)
            ? made.outcome().dead().getOrDefault(page, Set.of())
            : deadInTexts;
    return missing.has(target.getRawPath())
        || dead.contains(target.getRawPath())
        || dead.contains(target.getRawPath() + "#" + target.getFragment());
  }

  private Problem problem(String link, List<OutputPath> on) {
    String place =
        site.outputs().get(on.getFirst()) instanceof Output.PageOutput(var _, var page)
            ? page.value()
            : on.getFirst().value();
    String others =
        on.size() == 1 ? "" : ", as on %,d more, so perhaps in a template".formatted(on.size() - 1);
    Problem problem =
        Problem.in(place, "Dead link", "'%s' leads to nothing%s".formatted(link, others));
    return site.nearest(link)
        .filter(near -> !near.equals(link))
        .map(near -> problem.withHint("did you mean " + near + "?"))
        .orElse(problem);
  }

  private static String address(OutputPath path) {
    String value = path.value();
    String address =
        value.endsWith(INDEX) ? value.substring(0, value.length() - INDEX.length()) : value;
    try {
      return new URI(null, null, "./" + address, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
