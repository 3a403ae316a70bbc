package io.pressroom.builder.render;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.TrackedSite;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the links of one page's text lead. A relative link may be meant as a path of the content
 * folder, as an editor shows it, or as an address, as a browser sees it. A file of the content that
 * has just this path comes first, then what is published at this address, then a page or folder of
 * the content that is named without its ending, or with {@code .html} in place of it.
 */
final class Links implements Destinations {
  /** A relative path, and what follows it. */
  private static final Pattern PATH_AND_REST = Pattern.compile("([^/#?][^#?]*)((?s).*)");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final String CONTENT = "content/";
  private static final String HTML = ".html";
  private static final List<String> PAGE_ENDINGS =
      List.of(".md", "/index.md", "/_index.md", "/README.md");

  private final TrackedSite site;
  private final PageFacts page;
  private final Map<String, Target> known = new HashMap<>();

  Links(TrackedSite site, PageFacts page) {
    this.site = site;
    this.page = page;
  }

  /**
   * What a link leads to.
   *
   * @param destination what the HTML points at
   * @param kind what is known of it
   * @param address of what is published there, without query and fragment; empty for others
   * @param fragment the part of it that is pointed at, percent-decoded; empty where there is none
   */
  record Target(String destination, Kind kind, String address, String fragment) {
    enum Kind {
      /** Not on this site. */
      ELSEWHERE,
      /** On this very page. */
      HERE,
      /** Published. */
      FOUND,
      /** On this site, where nothing is. */
      DEAD
    }
  }

  @Override
  public String resolve(String written) {
    return target(written).destination();
  }

  @Override
  public String fromElsewhere(String destination) {
    return destination.startsWith("#") ? page.url() + destination : destination;
  }

  /**
   * A relative link in HTML is an address, as a browser sees it, and only where nothing is there a
   * path of the content folder.
   */
  @Override
  public Optional<String> fromHtml(String written) {
    Matcher parts = PATH_AND_REST.matcher(written.strip());
    if (!parts.matches() || SCHEME.matcher(parts.group(1)).matches()) {
      return Optional.empty();
    }
    String path = parts.group(1);
    String address = resolve(page.url(), path);
    return (site.isPublished(address)
            ? Optional.of(address)
            : contentAt(inContent(path)).or(() -> named(inContent(path))))
        .map(found -> found + parts.group(2));
  }

  Target target(String written) {
    return known.computeIfAbsent(written, this::find);
  }

  private Target find(String written) {
    int hash = written.indexOf('#');
    String fragment = hash < 0 ? "" : decode(written.substring(hash + 1));
    String withoutFragment = hash < 0 ? written : written.substring(0, hash);
    int question = withoutFragment.indexOf('?');
    String path = question < 0 ? withoutFragment : withoutFragment.substring(0, question);
    String rest = written.substring(path.length());
    if (SCHEME.matcher(path).matches() || path.startsWith("//")) {
      return absolute(written, path, fragment);
    }
    if (path.isEmpty()) {
      return new Target(written, Target.Kind.HERE, page.url(), fragment);
    }
    Optional<String> address = path.startsWith("/") ? fromRoot(path) : fromPage(path);
    return address
        .map(found -> new Target(found + rest, Target.Kind.FOUND, found, fragment))
        .orElseGet(() -> dead(path, rest));
  }

  /** An address with this site's own scheme and host is looked at as well. */
  private Target absolute(String written, String path, String fragment) {
    if (path.startsWith("http")) {
      String base = site.baseUrl().toString();
      if (path.startsWith(base)) {
        String address = site.basePath() + path.substring(base.length());
        return new Target(
            written,
            site.isPublished(address) ? Target.Kind.FOUND : Target.Kind.DEAD,
            address,
            fragment);
      }
    }
    return new Target(written, Target.Kind.ELSEWHERE, "", "");
  }

  /** A file of pages is named by its path in the content, as its author means it. */
  private Target dead(String path, String rest) {
    String address =
        path.startsWith("/")
            ? path
            : isPage(path) ? site.addressAsFile(inContent(path)) : resolve(page.url(), path);
    return new Target(address + rest, Target.Kind.DEAD, address, "");
  }

  private Optional<String> fromRoot(String path) {
    Optional<String> file =
        isPage(path) ? contentAt(root() + decode(path.substring(1))) : Optional.empty();
    if (file.isPresent()) {
      return file;
    }
    if (site.isPublished(path)) {
      return Optional.of(path);
    }
    // A site that is moved below another path keeps its links.
    String below = site.basePath() + path.substring(1);
    return site.isPublished(below) ? Optional.of(below) : Optional.empty();
  }

  private Optional<String> fromPage(String path) {
    String inContent = inContent(path);
    Optional<String> file = contentAt(inContent);
    if (file.isPresent()) {
      return file;
    }
    String address = resolve(page.url(), path);
    if (!isPage(path) && site.isPublished(address)) {
      return Optional.of(address);
    }
    return named(inContent);
  }

  /** A page or folder of the content that is named without its ending, or as what is made of it. */
  private Optional<String> named(String inContent) {
    String bare =
        inContent.endsWith("/") ? inContent.substring(0, inContent.length() - 1) : inContent;
    for (String ending : PAGE_ENDINGS) {
      Optional<String> named = contentAt(bare.isEmpty() ? ending.substring(1) : bare + ending);
      if (named.isPresent()) {
        return named;
      }
    }
    return bare.endsWith(HTML)
        ? contentAt(bare.substring(0, bare.length() - HTML.length()) + ".md")
        : Optional.empty();
  }

  private String inContent(String path) {
    String folder = page.path().folder();
    return resolve(folder.isEmpty() ? "" : folder + "/", decode(path));
  }

  private Optional<String> contentAt(String path) {
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
      return Optional.empty();
    }
    return site.address(ContentPath.of(path));
  }

  private static boolean isPage(String path) {
    return path.endsWith(".md") || path.endsWith(".markdown");
  }

  private String root() {
    return page.path().value().startsWith(CONTENT) ? CONTENT : "";
  }

  /** A relative path seen from the last slash of another. Steps above the root stay there. */
  static String resolve(String base, String relative) {
    String joined = base.substring(0, base.lastIndexOf('/') + 1) + relative;
    Deque<String> names = new ArrayDeque<>();
    String[] parts = joined.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      switch (parts[i]) {
        case "." -> {
          if (last) {
            names.addLast("");
          }
        }
        case ".." -> {
          if (!names.isEmpty() && !names.getLast().isEmpty()) {
            names.removeLast();
          }
          if (last) {
            names.addLast("");
          }
        }
        default -> names.addLast(parts[i]);
      }
    }
    return String.join("/", names);
  }

  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that begins no code stands for itself.
      return text;
    }
  }
}
