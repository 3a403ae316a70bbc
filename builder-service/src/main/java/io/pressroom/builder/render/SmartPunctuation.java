package io.pressroom.builder.render;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Typographic punctuation: {@code "…"} and {@code '…'} become curly quotes, {@code --} an en dash,
 * {@code ---} an em dash and {@code ...} an ellipsis. Code, HTML and addresses that are shown as
 * they are, are left alone.
 */
final class SmartPunctuation implements Parser.ParserExtension {

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          document.accept(new Typesetter());
          return document;
        });
  }

  /** Goes through the text of one block after another and knows the character before. */
  private static final class Typesetter extends AbstractVisitor {
    private int before = ' ';

    @Override
    protected void visitChildren(Node parent) {
      if (parent instanceof Block || parent instanceof TableCell) {
        before = ' ';
      }
      super.visitChildren(parent);
    }

    @Override
    public void visit(Code code) {
      before = 'x';
    }

    /** An address as it is has to be one that can be copied. */
    @Override
    public void visit(Link link) {
      if (link.getFirstChild() instanceof Text text
          && text.getNext() == null
          && link.getDestination().endsWith(text.getLiteral())) {
        before = 'x';
      } else {
        super.visit(link);
      }
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      before = ' ';
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
      before = ' ';
    }

    @Override
    public void visit(Text text) {
      text.setLiteral(set(text.getLiteral()));
    }

    private String set(String text) {
      StringBuilder out = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); ) {
        int c = text.codePointAt(i);
        int next = i + Character.charCount(c) < text.length() ? text.codePointAt(i + 1) : 'x';
        if (text.startsWith("---", i)) {
          out.append('—');
          i += 3;
        } else if (text.startsWith("--", i)) {
          out.append('–');
          i += 2;
        } else if (text.startsWith("...", i)) {
          out.append('…');
          i += 3;
        } else {
          switch (c) {
            case '"' -> out.append(opens(next) ? '“' : '”');
            case '\'' -> out.append(opens(next) && !isDecade(text, i + 1) ? '‘' : '’');
            default -> out.appendCodePoint(c);
          }
          i += Character.charCount(c);
        }
        before = c;
      }
      return out.toString();
    }

    /** {@code 90s}, whose century is left out. */
    private static boolean isDecade(String text, int start) {
      return start + 2 < text.length()
          && Character.isDigit(text.charAt(start))
          && Character.isDigit(text.charAt(start + 1))
          && text.charAt(start + 2) == 's';
    }

    /** A quote opens after a space or an opening sign, and before no space. */
    private boolean opens(int next) {
      boolean free =
          Character.isWhitespace(before)
              || Character.isSpaceChar(before)
              || switch (Character.getType(before)) {
                case Character.START_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.DASH_PUNCTUATION ->
                    true;
                default -> before == '"' || before == '\'';
              };
      return free && !Character.isWhitespace(next);
    }
  }
}
