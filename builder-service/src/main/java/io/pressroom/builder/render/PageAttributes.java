package io.pressroom.builder.render;

import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Attributes that Markdown's specifications do not have and good pages do:
 *
 * <ul>
 *   <li>{@code <pre tabindex="0">}, because a block that scrolls sideways must be reached with the
 *       keyboard (WCAG 2.2, success criterion 2.1.1), which not every browser sees to by itself;
 *   <li>{@code class="align-right"} in cells of a table, for {@code align="right"}, which HTML has
 *       given up.
 * </ul>
 */
final class PageAttributes implements HtmlRenderer.HtmlRendererExtension, AttributeProvider {

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.attributeProviderFactory(context -> this);
  }

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (tag.equals("pre")) {
      attributes.put("tabindex", "0");
    } else if (node instanceof TableCell) {
      String align = attributes.remove("align");
      if (align != null) {
        attributes.put("class", "align-" + align);
      }
    }
  }
}
