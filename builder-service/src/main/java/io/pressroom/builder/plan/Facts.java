package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.FrontMatter;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Settings.PermalinkWord;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Works out each page's {@link PageFacts} from its front matter, its place and the settings. */
final class Facts {

  /** What the facts of a page depend on besides the page. */
  record Rules(
      Addresses addresses,
      Map<String, String> permalinks,
      List<String> taxonomies,
      String siteTitle) {
    static Rules of(Settings settings) {
      return new Rules(
          Addresses.of(settings), settings.permalinks(), settings.taxonomies(), settings.title());
    }
  }

  private static final String CONTENT = "content/";

  /**
   * What came of a page.
   *
   * @param facts empty where it can have no address
   * @param problems with its address
   */
  record Of(Page page, Optional<PageFacts> facts, List<Problem> problems) {}

  private final Rules rules;
  private final List<Problem> problems = new ArrayList<>();

  private Facts(Rules rules) {
    this.rules = rules;
  }

  /** The folder of a file below the content folder; empty, or with a slash at the end. */
  static String folder(ContentPath path) {
    String below = below(path);
    return below.substring(0, below.lastIndexOf('/') + 1);
  }

  /** The path of a file below the content folder. */
  static String below(ContentPath path) {
    return below(path.value());
  }

  static String below(String path) {
    return path.startsWith(CONTENT) ? path.substring(CONTENT.length()) : path;
  }

  /** The folder that holds the page, less the slash. */
  private static String folderName(String folder) {
    return folder.substring(folder.lastIndexOf('/', folder.length() - 2) + 1, folder.length() - 1);
  }

  /** What is known of a page. */
  static Of of(Page page, Rules rules) {
    Facts work = new Facts(rules);
    Optional<PageFacts> facts;
    try {
      facts = Optional.of(work.facts(page, work.output(page)));
    } catch (IllegalArgumentException e) {
      facts = Optional.empty();
      work.problems.add(
          Problem.in(page.path().value(), "No address", e.getMessage())
              .withHint("give it a url in its front matter, or another file name"));
    }
    return new Of(page, facts, List.copyOf(work.problems));
  }

  private PageFacts facts(Page page, OutputPath output) {
    FrontMatter matter = page.frontMatter();
    String folder = folder(page.path());
    String title;
    PageFacts.TitleForm form;
    if (matter.title().filter(text -> !text.isBlank()).isPresent()
        && !matter.title().equals(page.heading())) {
      title = matter.title().get();
      form = PageFacts.TitleForm.AS_SETTINGS_SAY;
    } else if (page.heading().filter(text -> !text.isBlank()).isPresent()) {
      title = page.heading().get();
      form = PageFacts.TitleForm.MARKDOWN;
    } else {
      form = PageFacts.TitleForm.PLAIN;
      if (page.index() && folder.isEmpty()) {
        title = rules.siteTitle();
      } else {
        title = Slug.title(Page.withoutDate(page.index() ? folderName(folder) : page.stem()));
      }
    }
    List<TermRef> terms = new ArrayList<>();
    for (String taxonomy : rules.taxonomies()) {
      for (String name : matter.terms().getOrDefault(taxonomy, List.of())) {
        String slug = Slug.of(name);
        if (terms.stream().noneMatch(t -> t.taxonomy().equals(taxonomy) && t.slug().equals(slug))) {
          OutputPath list = OutputPath.of(Slug.of(taxonomy) + "/" + slug + "/" + Addresses.INDEX);
          terms.add(new TermRef(taxonomy, name, slug, rules.addresses().url(list)));
        }
      }
    }
    String url = rules.addresses().url(output);
    Encoder all = new Encoder();
    all.text(output.value())
        .text(url)
        .text(title)
        .text(form.name())
        .optional(matter.date(), all::time)
        .optional(matter.updated(), all::time)
        .optional(matter.description(), all::text)
        .all(
            terms,
            term -> all.text(term.taxonomy()).text(term.name()).text(term.slug()).text(term.url()))
        .text(page.section())
        .number(matter.weight())
        .all(matter.aliases(), all::text)
        .optional(matter.template(), all::text)
        .value(matter.params());
    return new PageFacts(
        page.path(),
        output,
        url,
        title,
        form,
        matter.date(),
        matter.updated(),
        matter.description(),
        List.copyOf(terms),
        page.section(),
        matter.weight(),
        matter.aliases(),
        matter.template(),
        matter.params(),
        all.fingerprint());
  }

  private OutputPath output(Page page) {
    FrontMatter matter = page.frontMatter();
    if (matter.url().isPresent()) {
      return Addresses.place(matter.url().get());
    }
    String folder = folder(page.path());
    boolean frontOfSection = page.index() && folder.indexOf('/') == folder.length() - 1;
    String pattern = rules.permalinks().get(page.section());
    if (pattern != null && !frontOfSection && !page.path().name().startsWith("_index.")) {
      Optional<String> address = expand(pattern, page, folder);
      if (address.isPresent()) {
        return Addresses.place(address.get(), Addresses.names(pattern.replaceAll(":[a-z]+", "x")));
      }
    }
    if (page.index()) {
      return OutputPath.of(
          (matter.slug().isPresent() && !folder.isEmpty()
                  ? parent(folder) + segment(matter.slug().get()) + "/"
                  : folder)
              + Addresses.INDEX);
    }
    if (folder.isEmpty() && page.stem().equals("404")) {
      return OutputPath.of("404.html");
    }
    String name = matter.slug().map(Facts::segment).orElse(page.stem());
    return OutputPath.of(folder + name + "/" + Addresses.INDEX);
  }

  private Optional<String> expand(String pattern, Page page, String folder) {
    FrontMatter matter = page.frontMatter();
    boolean bundle = page.index();
    String name = bundle ? folderName(folder) : page.stem();
    String path = bundle ? parent(folder) : folder;
    Matcher token = PermalinkWord.WRITTEN.matcher(pattern);
    StringBuilder address = new StringBuilder();
    while (token.find()) {
      PermalinkWord word = PermalinkWord.of(token.group(1));
      String value =
          switch (word) {
            case FILENAME -> name;
            case SLUG -> matter.slug().map(Facts::segment).orElseGet(() -> Page.withoutDate(name));
            case TITLE -> Slug.of(matter.title().or(page::heading).orElse(name));
            case SECTION -> page.section();
            case PATH -> path.isEmpty() ? "" : path.substring(0, path.length() - 1);
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> {
              if (matter.date().isEmpty()) {
                problems.add(
                    Problem.in(
                            page.path().value(),
                            "No date for the address",
                            "the pattern " + pattern + " needs a date, and the page has none")
                        .withHint("give it a date in its front matter"));
                yield null;
              }
              yield datePart(word, matter.date().get());
            }
          };
      if (value == null) {
        return Optional.empty();
      }
      token.appendReplacement(address, Matcher.quoteReplacement(value));
    }
    return Optional.of(token.appendTail(address).toString().replaceAll("/{2,}", "/"));
  }

  private static String datePart(PermalinkWord word, ZonedDateTime date) {
    int number =
        switch (word) {
          case YEAR -> date.getYear();
          case MONTH -> date.getMonthValue();
          case DAY -> date.getDayOfMonth();
          case HOUR -> date.getHour();
          case MINUTE -> date.getMinute();
          default -> date.getSecond();
        };
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, (word == PermalinkWord.YEAR ? 4 : 2) - digits.length())) + digits;
  }

  /** A slug is one segment, whatever it holds. */
  private static String segment(String slug) {
    return slug.replace('/', '-');
  }

  private static String parent(String folder) {
    return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
  }
}
