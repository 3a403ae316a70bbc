package io.pressroom.builder.render;

import io.pressroom.builder.plan.ListId;
import io.pressroom.builder.plan.PageFacts;
import io.pressroom.builder.plan.Section;
import io.pressroom.builder.plan.TrackedSite;
import io.pressroom.message.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The site, as templates see it. */
final class SiteView implements View {
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*|//.*|#.*");
  private static final List<String> NAMES =
      List.of(
          "title",
          "description",
          "author",
          "language",
          "direction",
          "baseUrl",
          "basePath",
          "params",
          "menu",
          "sections",
          "section",
          "pages",
          "posts",
          "taxonomies",
          "data",
          "generator",
          "asset",
          "hasAsset");

  private final Rendering rendering;
  private final TrackedSite site;
  private List<View> sections;

  SiteView(Rendering rendering) {
    this.rendering = rendering;
    this.site = rendering.site();
  }

  @Override
  public Object get(String name) {
    return switch (name) {
      case "title" -> site.title();
      case "description" -> orNull(site.description());
      case "author" -> orNull(site.author());
      case "language" -> site.language();
      case "direction" -> Direction.of(site.language());
      case "baseUrl" -> site.baseUrl().toString();
      case "basePath" -> site.basePath();
      case "params" -> site.params();
      case "menu" -> menu();
      case "sections" -> sections();
      case "pages" -> views(site.pages());
      case "posts" -> views(site.pages().stream().filter(p -> p.date().isPresent()).toList());
      case "taxonomies" -> taxonomies();
      case "data" -> new DataView(site);
      case "generator" -> "Pressroom";
      default -> UNKNOWN;
    };
  }

  @Override
  public Object call(String name, Object argument) {
    String text = String.valueOf(argument);
    return switch (name) {
      case "asset" -> site.asset(text).orElseThrow(() -> noAsset(text));
      case "hasAsset" -> site.asset(text).isPresent();
      case "section" -> section(text);
      default -> UNKNOWN;
    };
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  List<View> views(List<PageFacts> pages) {
    List<View> views = new ArrayList<>(pages.size());
    for (PageFacts page : pages) {
      views.add(new PageView(rendering, page));
    }
    return views;
  }

  private List<View> menu() {
    return site.menu().stream()
        .<View>map(item -> Fields.of("title", item.title()).and("url", address(item.url())))
        .toList();
  }

  /** A leading slash means the base path too. */
  private String address(String url) {
    return ABSOLUTE.matcher(url).matches()
        ? url
        : site.basePath() + (url.startsWith("/") ? url.substring(1) : url);
  }

  private List<View> sections() {
    if (sections == null) {
      sections = site.sections().stream().map(this::view).toList();
    }
    return sections;
  }

  private View section(String name) {
    return site.sections().stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .map(this::view)
        .orElse(null);
  }

  private View view(Section section) {
    return named(section.name(), rendering.title(section.title(), section.titleForm()))
        .and("url", section.url())
        .and("pages", later(() -> members(section.name())));
  }

  private List<View> members(String section) {
    return views(site.members(new ListId.InSection(section)));
  }

  private List<View> taxonomies() {
    return site.taxonomies().stream()
        .<View>map(
            taxonomy ->
                named(taxonomy.name(), rendering.title(taxonomy.title(), taxonomy.titleForm()))
                    .and("url", taxonomy.url())
                    .and("terms", later(() -> terms(taxonomy.name()))))
        .toList();
  }

  List<View> terms(String taxonomy) {
    return site.terms(taxonomy).stream()
        .<View>map(
            term ->
                Fields.of("taxonomy", taxonomy)
                    .and("name", term.name())
                    .and("url", term.url())
                    .and("count", term.count()))
        .toList();
  }

  private static Fields named(String name, Title title) {
    return Fields.of("name", name)
        .and("title", PageView.title(title))
        .and("titleText", title.text());
  }

  private static Supplier<Object> later(Supplier<Object> value) {
    return value;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Refusal noAsset(String name) {
    return Refusal.because(
        Problem.of("Unknown asset", "there is no asset '" + name + "'")
            .withHint("put it into assets/, or ask site.hasAsset('" + name + "') first"));
  }

  /** The data files: {@code site.data.team}, and {@code site.data.get('a/team')} in a folder. */
  private record DataView(TrackedSite site) implements View {
    @Override
    public Object get(String name) {
      Refusal.ifAny(site.unreadableData(name));
      Optional<Object> value = site.data(name).map(data -> data.value());
      return value.orElse(UNKNOWN);
    }

    @Override
    public Object call(String name, Object argument) {
      return name.equals("get") ? get(String.valueOf(argument)) : UNKNOWN;
    }

    @Override
    public List<String> names() {
      return List.copyOf(site.dataNames());
    }
  }
}
