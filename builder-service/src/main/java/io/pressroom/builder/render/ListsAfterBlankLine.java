package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Lists as the first Markdown and pandoc have them: a line that begins like a list item goes on
 * with the paragraph above it, unless a blank line is between them. Lists inside list items need
 * none. A list with more than a line of text in an item stays a list.
 */
final class ListsAfterBlankLine implements Parser.ParserExtension {

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(ListsAfterBlankLine::join);
          return document;
        });
  }

  private static void join(ListBlock list) {
    Paragraph paragraph = (Paragraph) list.getPrevious();
    int number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String marker =
          switch (list) {
            case OrderedList ordered -> number++ + ordered.getMarkerDelimiter();
            case BulletList bullets -> bullets.getMarker();
            default -> throw new IllegalStateException("a list of another kind: " + list);
          };
      paragraph.appendChild(new SoftLineBreak());
      paragraph.appendChild(new Text(marker + " "));
      Node text = item.getFirstChild();
      while (text.getFirstChild() != null) {
        paragraph.appendChild(text.getFirstChild());
      }
    }
    list.unlink();
  }

  private static final class Finder extends AbstractVisitor {
    private final List<ListBlock> found = new ArrayList<>();

    @Override
    public void visit(BulletList list) {
      look(list);
    }

    @Override
    public void visit(OrderedList list) {
      look(list);
    }

    private void look(ListBlock list) {
      if (list.getPrevious() instanceof Paragraph paragraph
          && !(list.getParent() instanceof ListItem)
          && isRightBelow(list, paragraph)
          && isPlain(list)) {
        found.add(list);
      } else {
        visitChildren(list);
      }
    }

    /** The parser does not always know where a paragraph is: then the list stays a list. */
    private static boolean isRightBelow(ListBlock list, Paragraph paragraph) {
      List<SourceSpan> above = paragraph.getSourceSpans();
      List<SourceSpan> below = list.getSourceSpans();
      return !above.isEmpty()
          && !below.isEmpty()
          && above.getLast().getLineIndex() + 1 == below.getFirst().getLineIndex();
    }

    private static boolean isPlain(ListBlock list) {
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        Node text = item.getFirstChild();
        if (!(text instanceof Paragraph) || text.getNext() != null) {
          return false;
        }
      }
      return list.isTight();
    }
  }
}
