package io.pressroom.builder.render;

import io.pressroom.builder.render.DefinitionLists.Definition;
import io.pressroom.builder.render.DefinitionLists.DefinitionList;
import io.pressroom.builder.render.DefinitionLists.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Alerts, as on GitHub: a block quote whose first line is {@code [!NOTE]}, {@code [!TIP]}, {@code
 * [!IMPORTANT]}, {@code [!WARNING]} or {@code [!CAUTION]} and nothing else, and which has a text
 * below it. The class names are GitHub's.
 */
final class Alerts implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  private static final Pattern MARK =
      Pattern.compile("\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)]", Pattern.CASE_INSENSITIVE);

  private final AlertTitles titles;

  Alerts(AlertTitles titles) {
    this.titles = titles;
  }

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(Alerts::replace);
          return document;
        });
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(context -> new Writer(context, titles));
  }

  private static void replace(BlockQuote quote) {
    Node first = first(quote);
    Alert alert = new Alert(kind(quote));
    alert.setSourceSpans(quote.getSourceSpans());
    first.getFirstChild().unlink();
    if (first.getFirstChild() == null) {
      first.unlink();
    } else {
      first.getFirstChild().unlink();
    }
    while (quote.getFirstChild() != null) {
      alert.appendChild(quote.getFirstChild());
    }
    quote.insertBefore(alert);
    quote.unlink();
  }

  /** What the first line is in. It is taken for a term where a definition list is below it. */
  private static Node first(BlockQuote quote) {
    Node first = quote.getFirstChild();
    return first instanceof DefinitionList ? first.getFirstChild() : first;
  }

  /** The kind in lower case, null if the quote is no alert. */
  private static String kind(BlockQuote quote) {
    Node first = first(quote);
    if (!(first instanceof Paragraph || first instanceof Term)
        || !(first.getFirstChild() instanceof Text text)) {
      return null;
    }
    Matcher mark = MARK.matcher(text.getLiteral().strip());
    Node next = text.getNext();
    boolean alone =
        next == null
            ? first.getNext() != null && !(first.getNext() instanceof Definition)
            : next instanceof SoftLineBreak || next instanceof HardLineBreak;
    return alone && mark.matches() ? mark.group(1).toLowerCase(Locale.ROOT) : null;
  }

  /** A block quote that is an alert. */
  static final class Alert extends CustomBlock {
    private final String kind;

    Alert(String kind) {
      this.kind = kind;
    }
  }

  private static final class Finder extends AbstractVisitor {
    private final List<BlockQuote> found = new ArrayList<>();

    @Override
    public void visit(BlockQuote quote) {
      if (kind(quote) != null) {
        found.add(quote);
      }
      visitChildren(quote);
    }
  }

  private record Writer(HtmlNodeRendererContext context, AlertTitles titles)
      implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Alert.class);
    }

    @Override
    public void render(Node node) {
      String kind = ((Alert) node).kind;
      HtmlWriter html = context.getWriter();
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("class", "markdown-alert markdown-alert-" + kind);
      attributes.put("role", "note");
      html.line();
      html.tag("div", context.extendAttributes(node, "div", attributes));
      html.line();
      html.tag("p", Map.of("class", "markdown-alert-title"));
      html.text(titles.byKind().get(kind));
      html.tag("/p");
      html.line();
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.tag("/div");
      html.line();
    }
  }
}
