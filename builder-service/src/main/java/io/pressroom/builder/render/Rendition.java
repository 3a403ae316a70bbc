package io.pressroom.builder.render;

import java.util.List;

/**
 * All that one parse of a page's Markdown gave.
 *
 * @param html the whole text
 * @param summary its beginning: what stands above {@code <!--more-->}, else the first paragraph;
 *     without heading ids and footnotes, because it is shown on pages of others
 * @param more whether the text goes on after the summary
 * @param outline the headings, nested by level
 * @param plainText what a reader sees, one block a line
 * @param wordCount words of the plain text; in scripts without spaces every ideograph is one
 * @param links destinations in the order of the text
 * @param summaryLinks those that are in the summary too
 */
record Rendition(
    String html,
    String summary,
    boolean more,
    List<Outline> outline,
    String plainText,
    int wordCount,
    List<TextLink> links,
    List<TextLink> summaryLinks) {

  Rendition {
    outline = List.copyOf(outline);
    links = List.copyOf(links);
    summaryLinks = List.copyOf(summaryLinks);
  }

  /** A heading with the headings below it. {@code title} is plain text. */
  record Outline(int level, String id, String title, List<Outline> children) {}

  /**
   * A place of the text that points somewhere.
   *
   * @param written the destination as the author wrote it
   * @param destination what the HTML points at
   * @param line line in the text, from 1
   * @param column column in that line, from 1
   */
  record TextLink(String written, String destination, int line, int column, Kind kind) {
    enum Kind {
      /** A link of Markdown. */
      LINK,
      /** An image of Markdown. */
      IMAGE,
      /** In HTML; line and column are those of the HTML. */
      HTML
    }
  }
}
