package io.pressroom.builder.render;

import io.pressroom.builder.content.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What of Markdown is not in every dialect. CommonMark with GitHub's tables, strikethrough and task
 * lists, footnotes and image attributes there are always.
 */
enum Feature {
  /** {@code https://example.com} in the text becomes a link. */
  BARE_LINKS,
  /** {@code ## Title {#id .class key=value}} sets the heading's attributes. */
  HEADING_ATTRIBUTES,
  /** Elements have the attributes that a good page needs: {@link PageAttributes}. */
  PAGE_ATTRIBUTES,
  /** An image alone in its paragraph is a figure: {@link Figures}. */
  FIGURES,
  /** {@code ![caption|300](a.png)} says how large an image is: {@link ImageSizes}. */
  IMAGE_SIZES,
  /** Text between the tags of HTML blocks is Markdown: {@link HtmlTagLines}. */
  MARKDOWN_IN_HTML,
  /** A list has to have a blank line before it: {@link ListsAfterBlankLine}. */
  LISTS_AFTER_BLANK_LINE,
  /** Quotes and dashes are typographic: {@link SmartPunctuation}. */
  SMART_PUNCTUATION;

  /** What a site that says nothing gets. */
  static final Set<Feature> USUAL =
      Collections.unmodifiableSet(EnumSet.of(BARE_LINKS, HEADING_ATTRIBUTES, PAGE_ATTRIBUTES));

  static Set<Feature> of(Settings.Markdown settings) {
    EnumSet<Feature> features = EnumSet.copyOf(USUAL);
    add(features, FIGURES, settings.figures());
    add(features, IMAGE_SIZES, settings.imageSizes());
    add(features, MARKDOWN_IN_HTML, settings.markdownInHtml());
    add(features, LISTS_AFTER_BLANK_LINE, settings.listsAfterBlankLine());
    add(features, SMART_PUNCTUATION, settings.smartPunctuation());
    return features;
  }

  private static void add(Set<Feature> features, Feature feature, boolean wanted) {
    if (wanted) {
      features.add(feature);
    }
  }
}
