package io.pressroom.builder.render;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links, images and the like in HTML that stands in Markdown. What is relative there may be meant
 * as a path beside the file, as an editor shows it; and where a list shows the text, it is not
 * relative to that list.
 */
final class HtmlLinks {
  private static final Set<String> LINKS = Set.of("href", "src", "poster");
  private static final String CANDIDATES = "srcset";

  /** The beginning of a comment, or a start tag with its attributes. */
  private static final Pattern COMMENT_OR_TAG =
      Pattern.compile(
          "<!--|<([A-Za-z][A-Za-z0-9-]*+)(?=[\\s/>])((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>");

  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "([^\\s\"'<>/=]++)(\\s*+=\\s*+)(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'<>=`]++))");

  /** What stands first in each of the candidates of {@code srcset}. */
  private static final Pattern CANDIDATE = Pattern.compile("((?:^|,)\\s*+)([^\\s,]++)");

  private final UnaryOperator<String> destinations;

  /**
   * Links that lead where they are said to.
   *
   * @param destinations is given what is written, character references resolved, and says what is
   *     to stand there
   */
  HtmlLinks(UnaryOperator<String> destinations) {
    this.destinations = destinations;
  }

  /** Returns HTML with its links resolved; what is in scripts, styles and comments stays. */
  String resolve(String html) {
    StringBuilder resolved = new StringBuilder();
    int taken = 0;
    Matcher next = COMMENT_OR_TAG.matcher(html);
    for (int at = 0; at >= 0 && next.find(at); ) {
      String tag = next.group(1);
      if (tag == null) {
        at = html.indexOf("-->", next.start() + 2); // <!--> is one, too
      } else {
        resolved
            .append(html, taken, next.start(2))
            .append(ATTRIBUTE.matcher(next.group(2)).replaceAll(this::attribute));
        taken = next.end(2);
        at = afterContent(html, tag.toLowerCase(Locale.ROOT), next.end());
      }
    }
    return resolved.append(html, taken, html.length()).toString();
  }

  /** Where HTML goes on after a start tag; negative where it does not. */
  private static int afterContent(String html, String tag, int from) {
    if (!tag.equals("script") && !tag.equals("style")) {
      return from;
    }
    Matcher end = Pattern.compile("(?i)</" + tag).matcher(html);
    return end.find(from) ? end.start() : -1;
  }

  private String attribute(MatchResult attribute) {
    String name = attribute.group(1).toLowerCase(Locale.ROOT);
    String value = attribute.group();
    if (LINKS.contains(name) || name.equals(CANDIDATES)) {
      int written = attribute.group(3) != null ? 3 : attribute.group(4) != null ? 4 : 5;
      String before = Html.unescape(attribute.group(written));
      String after =
          name.equals(CANDIDATES)
              ? CANDIDATE
                  .matcher(before)
                  .replaceAll(
                      it -> Matcher.quoteReplacement(it.group(1) + destinations.apply(it.group(2))))
              : destinations.apply(before);
      if (!after.equals(before)) {
        value = attribute.group(1) + attribute.group(2) + '"' + Html.escape(after) + '"';
      }
    }
    return Matcher.quoteReplacement(value);
  }
}
