package io.pressroom.builder.render;

import java.util.Map;
import java.util.TreeMap;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The attributes of the heading whose last child it is. It is not shown itself. */
final class HeadingMark extends CustomNode {
  // Sorted, because their order is seen in the HTML.
  private final Map<String, String> attributes;

  private HeadingMark(Map<String, String> attributes) {
    this.attributes = new TreeMap<>(attributes);
  }

  static HeadingMark none() {
    return new HeadingMark(Map.of());
  }

  /** Cuts {@code {#id .class key=value}} off the heading's end. */
  static HeadingMark takeFrom(Heading heading) {
    if (!(heading.getLastChild() instanceof Text last)) {
      return none();
    }
    String text = last.getLiteral().stripTrailing();
    int open = text.lastIndexOf('{');
    if (open < 0 || !text.endsWith("}")) {
      return none();
    }
    Map<String, String> attributes = Attributes.parse(text.substring(open + 1, text.length() - 1));
    if (!attributes.isEmpty()) {
      String rest = text.substring(0, open).stripTrailing();
      if (rest.isEmpty()) {
        last.unlink();
      } else {
        last.setLiteral(rest);
      }
    }
    return new HeadingMark(attributes);
  }

  /** Null where it has none. */
  String id() {
    return attributes.get("id");
  }

  void setId(String id) {
    attributes.put("id", id);
  }

  static void putAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading && node.getLastChild() instanceof HeadingMark mark) {
      attributes.putAll(mark.attributes);
    }
  }
}
