package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes footnotes: numbered in the order in which the text refers to them, at the end of the text,
 * each with an arrow back to every place that refers to it. Notes that nobody refers to are left
 * out. The arrow stands right after the last word, so that it is never alone in a line.
 *
 * <p>The node type is the library's; the ids {@code fn1} and {@code fnref1} are pandoc's.
 */
final class Footnotes implements NodeRenderer {
  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Map<String, FootnoteDefinition> definitions = new HashMap<>();
  private final Map<Node, Note> notes = new LinkedHashMap<>();
  private final Map<Node, Reference> references = new HashMap<>();

  Footnotes(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  /** A note, by the node that has its text, with how often it is referred to. */
  private static final class Note {
    private final int number;
    private int references;

    private Note(int number) {
      this.number = number;
    }

    private String id() {
      return "fn" + number;
    }

    private String referenceId(int count) {
      return "fnref" + number + (count == 1 ? "" : "-" + count);
    }
  }

  /** One place in the text that refers to a note, the {@code count}-th that does. */
  private record Reference(Note note, int count) {}

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(FootnoteReference.class, InlineFootnote.class, FootnoteDefinition.class);
  }

  /** Everything is numbered first: a note may be referred to by a later one. */
  @Override
  public void beforeRoot(Node root) {
    List<Node> all = Markdown.descendants(root, _ -> true);
    for (Node node : all) {
      if (node instanceof FootnoteDefinition definition) {
        definitions.putIfAbsent(normal(definition.getLabel()), definition);
      }
    }
    if (definitions.isEmpty() && all.stream().noneMatch(InlineFootnote.class::isInstance)) {
      return;
    }
    List<Node> waiting = new ArrayList<>(List.of(root));
    for (int i = 0; i < waiting.size(); i++) {
      for (Node node : Markdown.descendants(waiting.get(i), Footnotes::isText)) {
        Node text = textOf(node);
        if (text != null) {
          if (!notes.containsKey(text)) {
            notes.put(text, new Note(notes.size() + 1));
            waiting.add(text);
          }
          Note note = notes.get(text);
          references.put(node, new Reference(note, ++note.references));
        }
      }
    }
  }

  /** What is inside a note is not part of the text around it. */
  private static boolean isText(Node node) {
    return !(node instanceof InlineFootnote || node instanceof FootnoteDefinition);
  }

  /** The node whose children are the note that a node refers to; null if it refers to none. */
  private Node textOf(Node node) {
    return switch (node) {
      case InlineFootnote note -> note;
      case FootnoteReference reference -> definitions.get(normal(reference.getLabel()));
      default -> null;
    };
  }

  private static String normal(String label) {
    return label.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  @Override
  public void render(Node node) {
    Reference reference = references.get(node);
    if (reference == null) {
      // A definition, which is shown at the end; or a reference in a definition that is not shown.
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("href", "#" + reference.note().id());
    attributes.put("id", reference.note().referenceId(reference.count()));
    attributes.put("role", "doc-noteref");
    html.tag("sup", Map.of("class", "footnote-ref"));
    html.tag("a", attributes);
    html.raw(Integer.toString(reference.note().number));
    html.tag("/a");
    html.tag("/sup");
  }

  @Override
  public void afterRoot(Node root) {
    if (notes.isEmpty()) {
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", "footnotes");
    attributes.put("role", "doc-endnotes");
    html.line();
    html.tag("section", attributes);
    html.line();
    html.tag("ol");
    html.line();
    notes.forEach(this::write);
    html.tag("/ol");
    html.line();
    html.tag("/section");
    html.line();
  }

  private void write(Node text, Note note) {
    html.tag("li", Map.of("id", note.id()));
    html.line();
    if (text instanceof InlineFootnote) {
      writeLast(text, note);
    } else {
      for (Node child = text.getFirstChild(); child != null; child = child.getNext()) {
        if (child instanceof Paragraph && child.getNext() == null) {
          writeLast(child, note);
        } else {
          context.render(child);
        }
      }
      if (!(text.getLastChild() instanceof Paragraph)) {
        html.line();
        writeArrows(note);
      }
    }
    html.line();
    html.tag("/li");
    html.line();
  }

  private void writeLast(Node paragraph, Note note) {
    html.line();
    html.tag("p");
    for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
    writeArrows(note);
    html.tag("/p");
  }

  private void writeArrows(Note note) {
    for (int count = 1; count <= note.references; count++) {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("href", "#" + note.referenceId(count));
      attributes.put("class", "footnote-backref");
      attributes.put("role", "doc-backlink");
      html.tag("a", attributes);
      html.raw("↩");
      html.tag("/a");
    }
  }
}
