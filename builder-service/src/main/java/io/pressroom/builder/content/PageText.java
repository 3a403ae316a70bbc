package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page file, taken apart: front matter, then the body.
 *
 * <pre>
 * ---            +++            {
 * title: Hello   title = "…"      "title": "Hello"
 * ---            +++            }
 * Body           Body           Body
 * </pre>
 *
 * <p>The first line decides. YAML may also end with {@code ...}. A first line {@code ---} that
 * nothing follows that looks like a key is a thematic break of a page without front matter, unless
 * text follows at once and the end, too: that is meant for front matter. A first line with a brace
 * that begins no JSON is text as well.
 *
 * @param bodyLine the line at which the body begins, from 1
 * @param heading the text of the heading of level one that the body begins with; comments before it
 *     do not count
 */
record PageText(Mapping frontMatter, int bodyLine, Optional<String> heading) {
  private static final int LARGEST_FRONT_MATTER = 1 << 20;

  // Lines end with LF, CR LF or CR, as in Markdown: to Java's \R, $ and the dot there are more
  // ends.
  private static final String LINE_START = "(?:^|(?<=[\\n\\r]))";
  private static final String LINE_END = "(?=[\\n\\r]|\\z)";

  private static final Pattern YAML_START = Pattern.compile("---[ \\t]*(?:\\r\\n|\\r|\\n)");
  private static final Pattern YAML_END =
      Pattern.compile(LINE_START + "(?:---|\\.\\.\\.)[ \\t]*" + LINE_END);
  private static final Pattern KEY = Pattern.compile("(?s)[\"']?[\\p{L}_][^:]*:(?:[ \\t].*)?");
  private static final Pattern TOML_START = Pattern.compile("\\+\\+\\+[ \\t]*(?:\\r\\n|\\r|\\n)");
  private static final Pattern TOML_END =
      Pattern.compile(LINE_START + "\\+\\+\\+[ \\t]*" + LINE_END);
  private static final Pattern JSON_START =
      Pattern.compile("\\{\\s*(?:\"|\\}\\s*(?:[\\n\\r]|\\z))");

  private static final Pattern COMMENT = Pattern.compile(" {0,3}<!--");
  private static final Pattern ATX =
      Pattern.compile("(?s) {0,3}#[ \\t]+(.*?)(?:[ \\t]+#+)?[ \\t]*");
  private static final Pattern SETEXT = Pattern.compile(" {0,3}=+[ \\t]*");
  private static final Pattern PARAGRAPH = Pattern.compile("(?s) {0,3}([^\\s>#*+|<-].*?)[ \\t]*");

  /** Whether a text begins with front matter in YAML or TOML, whatever is in that. */
  static boolean hasFrontMatter(String text) {
    return isFenced(text, YAML_START, YAML_END) || isFenced(text, TOML_START, TOML_END);
  }

  private static boolean isFenced(String text, Pattern start, Pattern end) {
    Matcher first = start.matcher(text).region(text.startsWith("\uFEFF") ? 1 : 0, text.length());
    return first.lookingAt() && end.matcher(text).region(first.end(), text.length()).find();
  }

  static PageText of(String text) throws BadContentException {
    Matcher yaml = YAML_START.matcher(text);
    if (yaml.lookingAt()) {
      Matcher end = YAML_END.matcher(text).region(yaml.end(), text.length());
      boolean closed = end.find();
      String first = firstWritten(text, yaml.end());
      if (KEY.matcher(first).matches() || (closed && text.startsWith(first, yaml.end()))) {
        return fenced(Notation.YAML, text, yaml.end(), closed ? end : null);
      }
      return of(Mapping.EMPTY, text, 0);
    }
    Matcher toml = TOML_START.matcher(text);
    if (toml.lookingAt()) {
      Matcher end = TOML_END.matcher(text).region(toml.end(), text.length());
      return fenced(Notation.TOML, text, toml.end(), end.find() ? end : null);
    }
    if (JSON_START.matcher(text).lookingAt()) {
      JsonNotation.Leading leading = JsonNotation.parseLeading(text);
      int lineEnd = lineEnd(text, leading.end());
      if (!text.substring(leading.end(), lineEnd).isBlank()) {
        throw new BadContentException(
            Notation.JSON.brokenTitle(),
            Spot.at(text, leading.end()),
            "There is text after the closing brace",
            "begin the page on the next line");
      }
      return of(leading.value(), text, lineEnd);
    }
    return of(Mapping.EMPTY, text, 0);
  }

  private static PageText fenced(Notation notation, String text, int start, Matcher end)
      throws BadContentException {
    if (end == null) {
      throw new BadContentException(
          "Front matter without end",
          new Spot(1, 1),
          "No line %s closes the front matter".formatted(text.substring(0, 3)),
          "put %s on a line of its own after it".formatted(text.substring(0, 3)));
    }
    if (end.start() - start > LARGEST_FRONT_MATTER) {
      throw new BadContentException(
          "Front matter too large",
          new Spot(1, 1),
          "It has more than " + LARGEST_FRONT_MATTER + " characters");
    }
    return of(notation.parse(text.substring(start, end.start()), 2), text, end.end());
  }

  /**
   * @param end where the line ends that closes the front matter
   */
  private static PageText of(Node value, String text, int end) throws BadContentException {
    Mapping frontMatter =
        switch (value) {
          case Mapping mapping -> mapping;
          case Scalar(Object nothing, _, _) when nothing == null -> Mapping.EMPTY;
          default ->
              throw new BadContentException(
                  "Broken front matter",
                  value.spot(),
                  "There should be lines 'key: value', and this is " + value.kind());
        };
    int body = end == 0 ? 0 : nextLine(text, end);
    int bodyLine = Spot.at(text, body).line();
    // A file that ends with its front matter has its empty body after the last line.
    boolean unended = end > 0 && body == end;
    return new PageText(frontMatter, unended ? bodyLine + 1 : bodyLine, heading(text, body));
  }

  private static Optional<String> heading(String text, int body) {
    int start = afterComments(text, firstWrittenAt(text, body));
    int end = lineEnd(text, start);
    Matcher atx = ATX.matcher(text).region(start, end);
    if (atx.matches()) {
      return Optional.of(atx.group(1)).filter(heading -> !heading.isBlank());
    }
    int under = nextLine(text, end);
    if (SETEXT.matcher(text).region(under, lineEnd(text, under)).matches()) {
      Matcher paragraph = PARAGRAPH.matcher(text).region(start, end);
      return paragraph.matches() ? Optional.of(paragraph.group(1)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Where that is written which follows the comments at this place, each on lines of its own. */
  private static int afterComments(String text, int from) {
    int start = from;
    for (Matcher comment = COMMENT.matcher(text);
        comment.region(start, text.length()).lookingAt(); ) {
      int close = text.indexOf("-->", comment.end() - 2); // <!--> is one, too
      if (close < 0 || !text.substring(close + 3, lineEnd(text, close)).isBlank()) {
        break;
      }
      start = firstWrittenAt(text, lineEnd(text, close));
    }
    return start;
  }

  /** The first line from there on that is not blank. */
  private static String firstWritten(String text, int from) {
    int start = firstWrittenAt(text, from);
    return text.substring(start, lineEnd(text, start));
  }

  private static int firstWrittenAt(String text, int from) {
    int start = from;
    for (int at = from; at < text.length() && Character.isWhitespace(text.charAt(at)); at++) {
      if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        start = at + 1;
      }
    }
    return start;
  }

  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static int nextLine(String text, int lineEnd) {
    return text.startsWith("\r\n", lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length());
  }
}
