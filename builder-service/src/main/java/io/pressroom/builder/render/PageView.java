package io.pressroom.builder.render;

import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.PageLink;
import io.quarkus.qute.RawString;
import java.util.List;
import java.util.Optional;

/** A page of the content, as templates see it. */
final class PageView implements View {
  /** Words that are read in a minute. */
  private static final int READING_SPEED = 220;

  static final List<String> NAMES =
      List.of(
          "kind",
          "title",
          "titleHtml",
          "titleText",
          "description",
          "url",
          "permalink",
          "date",
          "updated",
          "terms",
          "section",
          "content",
          "summary",
          "more",
          "toc",
          "wordCount",
          "readingTime",
          "params",
          "previous",
          "next",
          "aliases");

  private final Rendering rendering;
  private final PageFacts page;

  PageView(Rendering rendering, PageFacts page) {
    this.rendering = rendering;
    this.page = page;
  }

  @Override
  public Object get(String name) {
    return switch (name) {
      case "kind" -> "page";
      case "title" -> title(title());
      case "titleHtml" -> title().html();
      case "titleText" -> title().text();
      case "description" -> View.orNull(page.description());
      case "url" -> page.url();
      case "permalink" -> rendering.absolute(page.url());
      case "date" -> rendering.date(page.date());
      case "updated" -> rendering.date(page.updated());
      case "terms" ->
          page.terms().stream()
              .map(
                  term ->
                      Fields.of("taxonomy", term.taxonomy())
                          .and("name", term.name())
                          .and("url", term.url()))
              .toList();
      case "section" -> page.section();
      case "content" -> content();
      case "summary" -> rendering.excerpt(page).summary();
      case "more" -> rendering.excerpt(page).more();
      case "toc" -> rendering.text(page).map(text -> outline(text.outline())).orElse(List.of());
      case "wordCount" -> rendering.excerpt(page).wordCount();
      case "readingTime" ->
          Math.max(1, Math.ceilDiv(rendering.excerpt(page).wordCount(), READING_SPEED));
      case "params" -> page.params();
      case "previous" -> neighbour(rendering.site().neighbours(page.path()).previous());
      case "next" -> neighbour(rendering.site().neighbours(page.path()).next());
      case "aliases" -> page.aliases();
      default -> UNKNOWN;
    };
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  /** Text is escaped where it is shown, HTML is not. */
  static Object title(Title title) {
    return title.html().equals(Html.escape(title.text()))
        ? title.text()
        : new RawString(title.html());
  }

  private Title title() {
    return rendering.title(page.title(), page.titleForm());
  }

  /** The text, or of a page that cannot be read now what is left of it. */
  private String content() {
    return rendering
        .text(page)
        .map(Rendition::html)
        .orElseGet(() -> rendering.excerpt(page).summary());
  }

  private View neighbour(Optional<PageLink> neighbour) {
    if (neighbour.isEmpty()) {
      return null;
    }
    PageLink link = neighbour.get();
    Title title = rendering.title(link.title(), link.titleForm());
    return Fields.of("title", title(title))
        .and("titleText", title.text())
        .and("titleHtml", title.html())
        .and("url", link.url());
  }

  private static List<View> outline(List<Rendition.Outline> headings) {
    return headings.stream()
        .<View>map(
            heading ->
                Fields.of("level", heading.level())
                    .and("id", heading.id())
                    .and("title", heading.title())
                    .and("children", outline(heading.children())))
        .toList();
  }
}
