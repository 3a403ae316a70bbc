package io.pressroom.builder.render;

/**
 * A title in its two forms.
 *
 * @param html inline HTML
 * @param text the same without tags and character references
 */
record Title(String html, String text) {

  static Title ofText(String text) {
    return new Title(Html.escape(text), text);
  }

  static Title ofHtml(String html) {
    return new Title(html, Html.text(html));
  }
}
