package io.pressroom.builder.render;

/**
 * Which Markdown a site is written in: CommonMark with GitHub's tables, strikethrough and task
 * lists, footnotes and image attributes always, and the rest by choice.
 *
 * @param figures an image alone in its paragraph becomes a figure, its alternative text the caption
 * @param markdownInHtml Markdown between HTML block tags is rendered, also without blank lines
 *     around it
 * @param headingAttributes {@code ## Title {#id .class key=value}} sets the heading's attributes
 * @param bareLinks {@code https://example.com} in the text becomes a link
 * @param pageAttributes elements have the attributes that a good page needs: {@link PageAttributes}
 */
record Dialect(
    boolean figures,
    boolean markdownInHtml,
    boolean headingAttributes,
    boolean bareLinks,
    boolean pageAttributes) {

  /** What a site that says nothing gets. */
  static final Dialect DEFAULT = new Dialect(false, false, true, true, true);
}
