package io.pressroom.builder.render;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The little of HTML that has to be known where text becomes markup, and back. */
final class Html {
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#\\d{1,7}|#[xX]\\p{XDigit}{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");

  /** Knows all character references: they are the same in Markdown. */
  private static final Parser REFERENCES = Parser.builder().build();

  private Html() {}

  /** Returns inline HTML as a reader sees it: without tags, character references resolved. */
  static String text(String html) {
    return unescape(TAG.matcher(html).replaceAll(""));
  }

  static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(character(reference.group())));
  }

  private static String character(String reference) {
    Node paragraph = REFERENCES.parse(reference).getFirstChild();
    return paragraph != null && paragraph.getFirstChild() instanceof Text text
        ? text.getLiteral()
        : reference;
  }

  static String escape(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      String replacement =
          switch (text.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> null;
          };
      if (replacement != null && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (replacement != null) {
          out.append(replacement);
        } else {
          out.append(text.charAt(i));
        }
      }
    }
    return out == null ? text : out.toString();
  }

  /**
   * Returns the values of all {@code id} attributes, and of {@code name} attributes, which an
   * address may point into a page with. It reads well-formed HTML, as renderings are.
   */
  static Set<String> ids(String html) {
    Set<String> ids = new HashSet<>();
    collect(html, " id=", ids);
    collect(html, " name=", ids);
    return ids;
  }

  private static void collect(String html, String attribute, Set<String> into) {
    for (int at = html.indexOf(attribute); at >= 0; at = html.indexOf(attribute, at)) {
      at += attribute.length();
      if (at >= html.length()) {
        return;
      }
      char quote = html.charAt(at);
      int end;
      if (quote == '"' || quote == '\'') {
        at++;
        end = html.indexOf(quote, at);
      } else {
        end = at;
        while (end < html.length() && " \t\n>".indexOf(html.charAt(end)) < 0) {
          end++;
        }
      }
      if (end > at) {
        into.add(unescape(html.substring(at, end)));
      }
    }
  }
}
