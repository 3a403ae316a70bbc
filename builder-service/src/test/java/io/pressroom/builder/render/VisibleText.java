package io.pressroom.builder.render;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader sees of HTML, with white space folded. */
final class VisibleText {
  private static final Pattern UNSEEN =
      Pattern.compile("<(script|style|noscript)\\b.*?</\\1>|<!--.*?-->", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9-]*)[^>]*>");
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark",
          "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var");

  private VisibleText() {}

  static String of(String html) {
    Matcher tag = TAG.matcher(UNSEEN.matcher(html).replaceAll(""));
    String text = tag.replaceAll(t -> INLINE.contains(t.group(1)) ? "" : " ");
    return Html.unescape(text).replaceAll("(?U)\\s+", " ").strip();
  }
}
