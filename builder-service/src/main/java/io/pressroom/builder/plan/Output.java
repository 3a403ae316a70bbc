package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.OutputPath;

/** One file of a release and what it is made from. */
public sealed interface Output {

  /** Where it lies in the release. */
  OutputPath path();

  /** A page of the content. */
  record PageOutput(OutputPath path, ContentPath page) implements Output {}

  /**
   * One part of a list of pages.
   *
   * @param number counts from 1
   */
  record ListOutput(OutputPath path, ListId list, int number) implements Output {}

  /** The overview of a taxonomy's terms. */
  record TermsOutput(OutputPath path, String taxonomy) implements Output {}

  /** The Atom feed. */
  record FeedOutput(OutputPath path) implements Output {}

  /** {@code sitemap.xml}. */
  record SitemapOutput(OutputPath path) implements Output {}

  /** {@code robots.txt}. */
  record RobotsOutput(OutputPath path) implements Output {}

  /** {@code 404.html}, what a server shows where nothing is. */
  record NotFoundOutput(OutputPath path) implements Output {}

  /** An old address of a page, which leads to the present one. */
  record RedirectOutput(OutputPath path, ContentPath page) implements Output {}

  /** A file of the site that is copied as it is. */
  record FileOutput(OutputPath path, ContentPath file) implements Output {}

  /** An asset that the theme brings, copied as it is. */
  record ThemeFileOutput(OutputPath path, String name) implements Output {}

  /** Whether the output is a copy of a file's bytes, so that nothing is rendered for it. */
  default boolean copied() {
    return this instanceof FileOutput || this instanceof ThemeFileOutput;
  }
}
