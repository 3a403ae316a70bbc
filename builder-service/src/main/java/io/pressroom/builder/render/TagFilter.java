package io.pressroom.builder.render;

import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Shows tags that change how everything after them is read, instead of writing them: GitHub
 * Flavored Markdown, section 6.11. It is no protection from a hostile author, who has attributes
 * such as {@code onclick} left.
 */
final class TagFilter implements HtmlRenderer.HtmlRendererExtension {
  private static final Pattern FILTERED =
      Pattern.compile(
          "<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:[\\s/>]|$))",
          Pattern.CASE_INSENSITIVE);

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(Writer::new);
  }

  private record Writer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(HtmlBlock.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      if (node instanceof HtmlBlock block) {
        html.line();
        html.raw(FILTERED.matcher(block.getLiteral()).replaceAll("&lt;"));
        html.line();
      } else {
        html.raw(FILTERED.matcher(((HtmlInline) node).getLiteral()).replaceAll("&lt;"));
      }
    }
  }
}
