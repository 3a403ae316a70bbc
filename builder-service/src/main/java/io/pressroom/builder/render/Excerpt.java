package io.pressroom.builder.render;

/** What lists show of a page's text. */
record Excerpt(String summary, boolean more, int wordCount) {

  /** Of a page whose text cannot be had. */
  static final Excerpt NONE = new Excerpt("", false, 0);

  static Excerpt of(Rendition text) {
    return new Excerpt(text.summary(), text.more(), text.wordCount());
  }
}
