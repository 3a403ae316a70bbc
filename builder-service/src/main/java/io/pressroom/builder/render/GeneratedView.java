package io.pressroom.builder.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page that Pressroom adds, such as a list, as templates see it. A page of the content may stand
 * at its address; then that is seen, but for what the list knows better.
 */
final class GeneratedView implements View {
  private final Rendering rendering;
  private final String kind;
  private final Title title;
  private final String url;
  private final Optional<PageView> front;
  private final Fields own;

  /**
   * A generated page.
   *
   * @param title for where no page of the content has one
   * @param url root-relative
   * @param own what else it has
   */
  GeneratedView(
      Rendering rendering,
      String kind,
      Title title,
      String url,
      Optional<PageView> front,
      Fields own) {
    this.rendering = rendering;
    this.kind = kind;
    this.title = title;
    this.url = url;
    this.front = front;
    this.own = own;
  }

  @Override
  public Object get(String name) {
    Object special = own.get(name);
    if (special != UNKNOWN) {
      return special;
    }
    return switch (name) {
      case "kind" -> kind;
      case "url" -> url;
      case "permalink" -> rendering.absolute(url);
      default -> front.map(page -> page.get(name)).orElseGet(() -> alone(name));
    };
  }

  /** What there is without a page of the content. */
  private Object alone(String name) {
    return switch (name) {
      case "title" -> PageView.title(title);
      case "titleHtml" -> title.html();
      case "titleText" -> title.text();
      case "section", "content", "summary" -> "";
      case "terms", "toc", "aliases" -> List.of();
      case "params" -> Map.of();
      case "more" -> false;
      case "wordCount", "readingTime" -> 0;
      case "description", "date", "updated", "previous", "next" -> null;
      default -> UNKNOWN;
    };
  }

  @Override
  public List<String> names() {
    return PageView.NAMES;
  }
}
