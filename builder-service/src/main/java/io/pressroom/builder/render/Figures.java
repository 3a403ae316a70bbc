package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Image;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Figures: an image that is alone in a paragraph and has an alternative text becomes a figure, with
 * that text, links and emphasis kept, as its caption.
 */
final class Figures implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(Figures::replace);
          return document;
        });
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(Writer::new);
  }

  private static void replace(Paragraph paragraph) {
    Figure figure = new Figure();
    figure.setSourceSpans(paragraph.getSourceSpans());
    paragraph.insertBefore(figure);
    figure.appendChild(paragraph.getFirstChild());
    paragraph.unlink();
  }

  /** Its one child is the image. */
  static final class Figure extends CustomBlock {}

  private static final class Finder extends AbstractVisitor {
    private final List<Paragraph> found = new ArrayList<>();

    @Override
    public void visit(Paragraph paragraph) {
      if (paragraph.getFirstChild() instanceof Image image
          && image.getNext() == null
          && hasCaption(image)
          && !isInTightList(paragraph)) {
        found.add(paragraph);
      }
    }

    private static boolean hasCaption(Image image) {
      for (Node node = image.getFirstChild(); node != null; node = node.getNext()) {
        if (node.getFirstChild() != null || node instanceof Text || node instanceof Code) {
          return true;
        }
      }
      return false;
    }

    private static boolean isInTightList(Paragraph paragraph) {
      return paragraph.getParent() != null
          && paragraph.getParent().getParent() instanceof ListBlock list
          && list.isTight();
    }
  }

  private record Writer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Figure.class);
    }

    @Override
    public void render(Node figure) {
      HtmlWriter html = context.getWriter();
      Node image = figure.getFirstChild();
      html.line();
      html.tag("figure", context.extendAttributes(figure, "figure", Map.of()));
      html.line();
      context.render(image);
      html.line();
      html.tag("figcaption");
      for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.tag("/figcaption");
      html.line();
      html.tag("/figure");
      html.line();
    }
  }
}
