package io.pressroom.builder.render;

import io.pressroom.builder.content.Settings;
import io.pressroom.builder.content.Settings.Markdown.Option;
import io.pressroom.builder.render.Rendition.Outline;
import io.pressroom.builder.render.Rendition.TextLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.image.attributes.ImageAttributesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Reads a page's Markdown, once, into a {@link Rendition}. Equal texts give equal renditions. Safe
 * for use by many threads.
 */
final class Markdown {

  /**
   * Block quotes and lists nested deeper than this are refused: nobody writes them, and each level
   * costs stack.
   */
  static final int MAX_NESTING = 100;

  private static final int MOST_TITLES = 1_000;
  private static final int LONGEST_KEPT_TITLE = 200;

  private static final Pattern MORE = Pattern.compile("\\s*<!--\\s*more\\s*-->\\s*");

  private final Set<Option> options;
  private final Parser parser;
  private final HtmlRenderer renderer;
  private final HtmlRenderer summaryRenderer;
  private final HtmlRenderer titleRenderer;

  /** Those of sections are on every page, and those of pages come and go. */
  private final Map<String, Title> titles = new ConcurrentHashMap<>();

  /** The dialect that a site has chosen. */
  Markdown(Settings.Markdown dialect, AlertTitles alertTitles) {
    this(dialect.options(), alertTitles, List.of(new PageAttributes()));
  }

  /**
   * A dialect of nothing but the specification, tables, strikethrough, task lists, attributes of
   * images and these options. Elements have no attributes that the specification does not have.
   */
  Markdown(Set<Option> options) {
    this(options, AlertTitles.ENGLISH, List.of());
  }

  private Markdown(Set<Option> options, AlertTitles alertTitles, List<Extension> more) {
    this.options = options;
    List<Extension> extensions = new ArrayList<>();
    extensions.add(TablesExtension.create());
    extensions.add(StrikethroughExtension.create());
    extensions.add(TaskListItemsExtension.create());
    extensions.add(ImageAttributesExtension.create());
    extensions.addAll(more);
    if (options.contains(Option.HEADING_ATTRIBUTES)) {
      extensions.add(new HeadingAttributes()); // the first of those that look at the whole text
    }
    extensions.add(new FencedCode(options.contains(Option.HIGHLIGHTING)));
    for (Option option : options) {
      extension(option, alertTitles).ifPresent(extensions::add);
    }
    Parser.Builder builder = Parser.builder().extensions(extensions);
    if (options.contains(Option.FOOTNOTES)) {
      // Written by us, so it is not among the extensions that renderers get.
      builder.extensions(List.of(FootnotesExtension.builder().inlineFootnotes(true).build()));
    }
    this.parser =
        builder
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            // More than we accept, so that text which is cut off there is noticed below.
            .maxOpenBlockParsers(MAX_NESTING + 2)
            .maxInlineNesting(MAX_NESTING)
            .build();
    this.summaryRenderer = renderer(extensions).build();
    this.titleRenderer = renderer(extensions).omitSingleParagraphP(true).build();
    this.renderer =
        renderer(extensions)
            .nodeRendererFactory(Footnotes::new)
            .attributeProviderFactory(context -> HeadingMark::putAttributes)
            .build();
  }

  private static HtmlRenderer.Builder renderer(List<Extension> extensions) {
    return HtmlRenderer.builder().percentEncodeUrls(true).extensions(extensions);
  }

  private static Optional<Extension> extension(Option option, AlertTitles alertTitles) {
    return switch (option) {
      case ALERTS -> Optional.of(new Alerts(alertTitles));
      case BARE_LINKS -> Optional.of(new BareLinks());
      case DEFINITION_LISTS -> Optional.of(new DefinitionLists());
      case FIGURES -> Optional.of(new Figures());
      case IMAGE_SIZES -> Optional.of(new ImageSizes());
      case LISTS_AFTER_BLANK_LINE -> Optional.of(new ListsAfterBlankLine());
      case MARKDOWN_IN_HTML -> Optional.of(new HtmlTagLines());
      case SMART_PUNCTUATION -> Optional.of(new SmartPunctuation());
      case TAG_FILTER -> Optional.of(new TagFilter());
      case FOOTNOTES, HEADING_ATTRIBUTES, HEADING_IDS, HIGHLIGHTING, SUMMARY_MARK ->
          Optional.empty();
    };
  }

  /**
   * Reads a page's text.
   *
   * @param text a page's Markdown, without front matter
   * @param withoutTitle whether the heading that it begins with is left out, because it is shown as
   *     the page's title
   * @param destinations where its links lead
   * @throws UnrenderableTextException if the text is nested too deeply, or has a table of more than
   *     a million cells
   */
  Rendition read(String text, boolean withoutTitle, Destinations destinations)
      throws UnrenderableTextException {
    try {
      return rendition(parser.parse(text), withoutTitle, destinations);
    } catch (StackOverflowError | RuntimeException e) {
      // The library's own limits, such as that of a table's cells, and its mistakes.
      throw new UnrenderableTextException(
          "Text cannot be rendered", 0, 0, String.valueOf(e.getMessage()), "simplify or split it");
    }
  }

  private Rendition rendition(Node document, boolean withoutTitle, Destinations destinations)
      throws UnrenderableTextException {
    if (withoutTitle) {
      Node first = document.getFirstChild();
      while (first instanceof HtmlBlock) { // a comment, or there would be no title after it
        first = first.getNext();
      }
      if (first instanceof Heading heading) {
        heading.unlink();
      }
    }
    Reading reading = new Reading(destinations);
    reading.walk(document);
    reading.nameHeadings();
    String html = renderer.render(document);
    boolean more = cutToSummary(document);
    List<TextLink> summaryLinks = reading.moveElsewhere(document);
    return new Rendition(
        html,
        summaryRenderer.render(document),
        more,
        reading.outline(),
        reading.plain.toString().strip(),
        Words.count(reading.plain),
        reading.links.values().stream().flatMap(List::stream).toList(),
        summaryLinks);
  }

  /** Reads one line of Markdown as a title. Links in it are left out, their text is not. */
  Title title(String line) {
    Title known = titles.get(line);
    if (known == null) {
      known = readTitle(line);
      if (titles.size() >= MOST_TITLES) {
        titles.clear();
      }
      if (line.length() <= LONGEST_KEPT_TITLE) {
        titles.put(line, known);
      }
    }
    return known;
  }

  private Title readTitle(String line) {
    Node document = parser.parse(line);
    Node paragraph = document.getFirstChild();
    if (!(paragraph instanceof Paragraph) || paragraph.getNext() != null) {
      return Title.ofText(line);
    }
    removeFootnotes(document);
    for (Node node : descendants(document)) {
      if (node instanceof Link) {
        while (node.getFirstChild() != null) {
          node.insertBefore(node.getFirstChild());
        }
        node.unlink();
      }
    }
    return new Title(titleRenderer.render(document), plainText(paragraph));
  }

  /** Leaves of the document what its summary shows, and says whether anything was left out. */
  private boolean cutToSummary(Node document) {
    Node more = options.contains(Option.SUMMARY_MARK) ? findMore(document) : null;
    boolean cut;
    if (more != null) {
      cut = unlinkFrom(more);
    } else {
      Node paragraph = document.getFirstChild();
      while (paragraph != null && !(paragraph instanceof Paragraph)) {
        paragraph = paragraph.getNext();
      }
      cut = false;
      for (Node node = document.getFirstChild(); node != null; ) {
        Node next = node.getNext();
        if (node != paragraph) {
          node.unlink();
          cut |= !(node instanceof FootnoteDefinition);
        }
        node = next;
      }
    }
    removeFootnotes(document);
    return cut;
  }

  /** The mark as a block of its own, or inside a paragraph of the top level. */
  private static Node findMore(Node document) {
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      if (block instanceof HtmlBlock html && MORE.matcher(html.getLiteral()).matches()) {
        return block;
      }
      if (block instanceof Paragraph) {
        for (Node node = block.getFirstChild(); node != null; node = node.getNext()) {
          if (node instanceof HtmlInline html && MORE.matcher(html.getLiteral()).matches()) {
            return node;
          }
        }
      }
    }
    return null;
  }

  private static boolean unlinkFrom(Node mark) {
    Node parent = mark.getParent();
    boolean cut = false;
    if (!(mark instanceof Block)) {
      cut |= unlinkAfter(parent);
    }
    cut |= unlinkAfter(mark);
    mark.unlink();
    if (!(mark instanceof Block) && parent.getFirstChild() == null) {
      parent.unlink();
    }
    return cut;
  }

  private static boolean unlinkAfter(Node node) {
    boolean any = false;
    while (node.getNext() != null) {
      any |= !(node.getNext() instanceof FootnoteDefinition);
      node.getNext().unlink();
    }
    return any;
  }

  private static void removeFootnotes(Node root) {
    for (Node node : descendants(root)) {
      if (node instanceof FootnoteReference
          || node instanceof InlineFootnote
          || node instanceof FootnoteDefinition) {
        node.unlink();
      }
    }
  }

  private static List<Node> descendants(Node root) {
    return descendants(root, _ -> true);
  }

  /** The nodes below a node, in the order of the text; those below some of them are left out. */
  static List<Node> descendants(Node root, Predicate<Node> entered) {
    List<Node> nodes = new ArrayList<>();
    Node node = root;
    while (true) {
      if (node.getFirstChild() != null && (node == root || entered.test(node))) {
        node = node.getFirstChild();
      } else {
        while (node != root && node.getNext() == null) {
          node = node.getParent();
        }
        if (node == root) {
          return nodes;
        }
        node = node.getNext();
      }
      nodes.add(node);
    }
  }

  /** What one walk over the tree notes. Links are resolved on the way. */
  private final class Reading {
    private final Destinations destinations;
    private final StringBuilder plain = new StringBuilder();
    private final Map<Node, List<TextLink>> links = new LinkedHashMap<>();
    private final List<Heading> headings = new ArrayList<>();
    private final List<Outline> flat = new ArrayList<>();

    private Reading(Destinations destinations) {
      this.destinations = destinations;
    }

    /** Not recursive: this is where too deep a nesting is found. */
    private void walk(Node root) throws UnrenderableTextException {
      Node node = root;
      int depth = 0;
      while (true) {
        enter(node);
        if (node.getFirstChild() != null) {
          node = node.getFirstChild();
          if (++depth > (node instanceof Block ? MAX_NESTING : 3 * MAX_NESTING)) {
            throw tooDeep(node);
          }
          continue;
        }
        while (node != root && node.getNext() == null) {
          leave(node);
          node = node.getParent();
          depth--;
        }
        leave(node);
        if (node == root) {
          return;
        }
        node = node.getNext();
      }
    }

    private void enter(Node node) {
      switch (node) {
        case Text text -> plain.append(text.getLiteral());
        case Code code -> plain.append(code.getLiteral());
        case SoftLineBreak _ -> plain.append(' ');
        case HardLineBreak _ -> plain.append('\n');
        case FencedCodeBlock code -> plain.append(code.getLiteral());
        case IndentedCodeBlock code -> plain.append(code.getLiteral());
        case Heading heading -> headings.add(heading);
        case HtmlBlock html -> html.setLiteral(resolve(html, html.getLiteral()));
        case HtmlInline html -> html.setLiteral(resolve(html, html.getLiteral()));
        case Link link -> {
          String written = link.getDestination();
          link.setDestination(destinations.resolve(written));
          note(link, written, link.getDestination(), TextLink.Kind.LINK);
        }
        case Image image -> {
          String written = image.getDestination();
          image.setDestination(destinations.resolve(written));
          note(image, written, image.getDestination(), TextLink.Kind.IMAGE);
        }
        default -> {}
      }
    }

    private void leave(Node node) {
      if (node instanceof TableCell && node.getNext() != null) {
        plain.append('\t');
      } else if ((node instanceof Block || node instanceof TableRow) && !endsLine()) {
        plain.append('\n');
      }
    }

    private boolean endsLine() {
      return plain.isEmpty() || plain.charAt(plain.length() - 1) == '\n';
    }

    private String resolve(Node node, String html) {
      return new HtmlLinks(
              written -> {
                String destination = destinations.fromHtml(written).orElse(written);
                note(node, written, destination, TextLink.Kind.HTML);
                return destination;
              })
          .resolve(html);
    }

    private void note(Node node, String written, String destination, TextLink.Kind kind) {
      int line = 0;
      int column = 0;
      if (!node.getSourceSpans().isEmpty()) {
        SourceSpan span = node.getSourceSpans().getFirst();
        line = span.getLineIndex() + 1;
        column = span.getColumnIndex() + 1;
      }
      links
          .computeIfAbsent(node, _ -> new ArrayList<>())
          .add(new TextLink(written, destination, line, column, kind));
    }

    /** Makes the links of what is left of the document right for other pages. */
    private List<TextLink> moveElsewhere(Node document) {
      List<TextLink> moved = new ArrayList<>();
      for (Node node : descendants(document)) {
        moved.addAll(links.getOrDefault(node, List.of()));
        if (node instanceof Link anchor) {
          anchor.setDestination(destinations.fromElsewhere(anchor.getDestination()));
        }
      }
      return moved;
    }

    private UnrenderableTextException tooDeep(Node node) {
      int line = 0;
      for (Node at = node; line == 0 && at != null; at = at.getParent()) {
        if (!at.getSourceSpans().isEmpty()) {
          line = at.getSourceSpans().getFirst().getLineIndex() + 1;
        }
      }
      return new UnrenderableTextException(
          "Nested too deeply",
          line,
          0,
          "block quotes, lists or links are nested more than " + MAX_NESTING + " levels deep",
          "take out some levels");
    }

    private void nameHeadings() {
      HeadingIds ids = new HeadingIds();
      List<HeadingMark> marks = new ArrayList<>();
      for (Heading heading : headings) {
        HeadingMark mark =
            heading.getLastChild() instanceof HeadingMark taken ? taken : HeadingMark.none();
        if (mark.id() != null) {
          ids.reserve(mark.id());
        }
        marks.add(mark);
      }
      for (int i = 0; i < marks.size(); i++) {
        Heading heading = headings.get(i);
        HeadingMark mark = marks.get(i);
        String title = plainText(heading);
        if (mark.id() == null && options.contains(Option.HEADING_IDS)) {
          mark.setId(ids.next(title));
        }
        if (mark.id() != null && !title.isEmpty()) {
          flat.add(new Outline(heading.getLevel(), mark.id(), title, new ArrayList<>()));
        }
        heading.appendChild(mark);
      }
    }

    private List<Outline> outline() {
      List<Outline> top = new ArrayList<>();
      Deque<Outline> open = new ArrayDeque<>();
      for (Outline heading : flat) {
        while (!open.isEmpty() && open.peek().level() >= heading.level()) {
          open.pop();
        }
        (open.isEmpty() ? top : open.peek().children()).add(heading);
        open.push(heading);
      }
      return top;
    }
  }

  /** Text of a node's inline children, without footnotes. */
  private static String plainText(Node parent) {
    StringBuilder text = new StringBuilder();
    for (Node node : descendants(parent, node -> !(node instanceof InlineFootnote))) {
      switch (node) {
        case Text t -> text.append(t.getLiteral());
        case Code c -> text.append(c.getLiteral());
        case SoftLineBreak _, HardLineBreak _ -> text.append(' ');
        default -> {}
      }
    }
    return text.toString().strip();
  }
}
