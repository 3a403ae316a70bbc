package io.pressroom.builder.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links and anchors of an HTML document. Reads tags and their attributes alone, as <a
 * href="https://html.spec.whatwg.org/#tokenization">HTML's tokenization</a> begins: comments, and
 * the text of scripts and styles, have none. Costs as much as the document is long, whatever is in
 * it.
 *
 * @param links the values of {@code href} and {@code src}, in order
 * @param anchors the values of {@code id}, and of {@code name}, which old pages use in its place
 */
record HtmlScan(List<String> links, Set<String> anchors) {

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|quot|apos|lt|gt));");

  static HtmlScan of(String html) {
    Scanner scanner = new Scanner(html);
    scanner.scan();
    return new HtmlScan(List.copyOf(scanner.links), Set.copyOf(scanner.anchors));
  }

  private static final class Scanner {
    private final String html;
    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    private int at;

    Scanner(String html) {
      this.html = html;
    }

    void scan() {
      while ((at = html.indexOf('<', at)) >= 0) {
        if (html.startsWith("<!--", at)) {
          skipPast("-->");
        } else if (at + 1 < html.length() && isLetter(html.charAt(at + 1))) {
          at++;
          tag();
        } else {
          at++;
        }
      }
    }

    private void tag() {
      String name = word();
      while (at < html.length() && html.charAt(at) != '>') {
        if (endsWord(html.charAt(at)) || html.charAt(at) == '"' || html.charAt(at) == '\'') {
          at++;
        } else {
          attribute();
        }
      }
      if (name.equals("script") || name.equals("style")) {
        skipPast("</" + name);
      }
    }

    private void attribute() {
      String name = word();
      skipSpace();
      if (at == html.length() || html.charAt(at) != '=') {
        return;
      }
      at++;
      skipSpace();
      String value = decode(value());
      switch (name) {
        case "href", "src" -> links.add(value.strip());
        case "id", "name" -> anchors.add(value);
        default -> {}
      }
    }

    private String value() {
      if (at == html.length()) {
        return "";
      }
      char quote = html.charAt(at);
      int start = at;
      if (quote == '"' || quote == '\'') {
        int end = html.indexOf(quote, at + 1);
        at = end < 0 ? html.length() : end + 1;
        return html.substring(start + 1, end < 0 ? at : end);
      }
      while (at < html.length() && html.charAt(at) != '>' && !isSpace(html.charAt(at))) {
        at++;
      }
      return html.substring(start, at);
    }

    private String word() {
      int start = at;
      while (at < html.length() && !endsWord(html.charAt(at))) {
        at++;
      }
      return html.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private void skipSpace() {
      while (at < html.length() && isSpace(html.charAt(at))) {
        at++;
      }
    }

    /** Goes behind the next such text, in whatever case, or to the end. */
    private void skipPast(String text) {
      while (at < html.length() && !html.regionMatches(true, at, text, 0, text.length())) {
        at++;
      }
      at = Math.min(at + text.length(), html.length());
    }

    private static boolean endsWord(char c) {
      return isSpace(c) || c == '/' || c == '>' || c == '=';
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isLetter(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
  }

  private static String decode(String value) {
    return value.indexOf('&') < 0
        ? value
        : REFERENCE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(character(found)));
  }

  private static String character(MatchResult reference) {
    if (reference.group(1) != null) {
      return text(Integer.parseInt(reference.group(1)));
    }
    if (reference.group(2) != null) {
      return text(Integer.parseInt(reference.group(2), 16));
    }
    return switch (reference.group(3)) {
      case "amp" -> "&";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "lt" -> "<";
      default -> ">";
    };
  }

  private static String text(int codePoint) {
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "\uFFFD";
  }
}
