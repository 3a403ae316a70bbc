package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Definition lists, as PHP Markdown Extra and pandoc have them:
 *
 * <pre>
 * Term
 * Another term
 * : Definition of both
 * : Another definition
 *
 *     that goes on
 * </pre>
 *
 * <p>Each line of the paragraph above the first colon is a term. With a blank line before its colon
 * a definition is a paragraph, without one it is just text.
 */
final class DefinitionLists implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {
  private static final int CODE_INDENT = 4;

  @Override
  public void extend(Parser.Builder parser) {
    parser.customBlockParserFactory(new Factory());
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(DefinitionLists::finish);
          return document;
        });
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(Writer::new);
  }

  /** Terms and definitions. While the text is parsed, a group of terms has a list of its own. */
  static final class DefinitionList extends CustomBlock {}

  static final class Term extends CustomBlock {}

  static final class Definition extends CustomBlock {
    private final boolean tight;

    Definition(boolean tight) {
      this.tight = tight;
    }
  }

  private static final class Finder extends AbstractVisitor {
    private final List<DefinitionList> found = new ArrayList<>();

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof DefinitionList list) {
        found.add(list);
      }
      visitChildren(block);
    }
  }

  /** Makes terms of a paragraph that stands before a blank line, and one list of neighbours. */
  private static void finish(DefinitionList list) {
    if (list.getFirstChild() instanceof Paragraph paragraph) {
      Term term = null;
      while (paragraph.getFirstChild() != null) {
        Node node = paragraph.getFirstChild();
        if (term == null || node instanceof SoftLineBreak) {
          term = new Term();
          term.setSourceSpans(paragraph.getSourceSpans());
          paragraph.insertBefore(term);
        }
        if (node instanceof SoftLineBreak) {
          node.unlink();
        } else {
          term.appendChild(node);
        }
      }
      paragraph.unlink();
    }
    if (list.getPrevious() instanceof DefinitionList before) {
      while (list.getFirstChild() != null) {
        before.appendChild(list.getFirstChild());
      }
      list.unlink();
    }
  }

  private static final class Factory extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      int colon = state.getNextNonSpaceIndex();
      CharSequence line = state.getLine().getContent();
      if (colon + 1 >= line.length()
          || line.charAt(colon) != ':'
          || state.getIndent() >= CODE_INDENT
          || !isSpace(line.charAt(colon + 1))) {
        return BlockStart.none();
      }
      int markColumn = state.getColumn() + state.getIndent();
      int contentColumn = contentColumn(line, colon, markColumn);
      if (contentColumn < 0) {
        return BlockStart.none();
      }
      int indent = contentColumn - state.getColumn();
      BlockParser around = matched.getMatchedBlockParser();
      if (around instanceof ListParser list) {
        return BlockStart.of(new DefinitionParser(new Definition(list.isRightBelow()), indent))
            .atColumn(contentColumn);
      }
      SourceLines terms = matched.getParagraphLines();
      if (!terms.isEmpty()) {
        return BlockStart.of(
                new ListParser(terms.getLines()),
                new DefinitionParser(new Definition(true), indent))
            .atColumn(contentColumn)
            .replaceParagraphLines(terms.getLines().size());
      }
      if (around.getBlock().getLastChild() instanceof Paragraph paragraph
          && isOneBlankLineAbove(paragraph, state.getLine())) {
        return BlockStart.of(
                new ListParser(paragraph), new DefinitionParser(new Definition(false), indent))
            .atColumn(contentColumn);
      }
      return BlockStart.none();
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t';
    }

    /** Where the text begins, at most four columns behind the colon; -1 if there is none. */
    private static int contentColumn(CharSequence line, int colon, int markColumn) {
      int column = markColumn + 1;
      for (int i = colon + 1; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == ' ') {
          column++;
        } else if (c == '\t') {
          column += CODE_INDENT - column % CODE_INDENT;
        } else {
          // What is indented further is code.
          return column - markColumn > CODE_INDENT + 1 ? markColumn + 2 : column;
        }
      }
      return -1;
    }

    private static boolean isOneBlankLineAbove(Paragraph paragraph, SourceLine line) {
      List<SourceSpan> spans = paragraph.getSourceSpans();
      return line.getSourceSpan() != null
          && !spans.isEmpty()
          && line.getSourceSpan().getLineIndex() - spans.getLast().getLineIndex() == 2;
    }
  }

  private static final class ListParser extends AbstractBlockParser {
    private final DefinitionList block = new DefinitionList();
    private final Map<Term, SourceLine> terms = new LinkedHashMap<>();
    private boolean blank;
    private boolean blankBefore;

    /** A list with a term in each of these lines. */
    ListParser(List<SourceLine> lines) {
      for (SourceLine line : lines) {
        Term term = new Term();
        if (line.getSourceSpan() != null) {
          term.setSourceSpans(List.of(line.getSourceSpan()));
        }
        terms.put(term, line);
        block.appendChild(term);
      }
    }

    /** A list with a term in each line of a paragraph, whose inlines are still to be parsed. */
    ListParser(Paragraph paragraph) {
      block.appendChild(paragraph);
    }

    private boolean isRightBelow() {
      return !blankBefore;
    }

    @Override
    public boolean isContainer() {
      return true;
    }

    @Override
    public boolean canContain(Block child) {
      return child instanceof Definition;
    }

    @Override
    public Block getBlock() {
      return block;
    }

    /** What begins no definition closes the list. */
    @Override
    public BlockContinue tryContinue(ParserState state) {
      blankBefore = blank;
      blank = state.isBlank();
      return BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
      terms.forEach(
          (term, line) -> {
            int end = line.getContent().length();
            while (end > 0 && Factory.isSpace(line.getContent().charAt(end - 1))) {
              end--;
            }
            inlineParser.parse(SourceLines.of(line.substring(0, end)), term);
          });
    }
  }

  private static final class DefinitionParser extends AbstractBlockParser {
    private final Definition block;
    private final int indent;

    private DefinitionParser(Definition block, int indent) {
      this.block = block;
      this.indent = indent;
    }

    @Override
    public boolean isContainer() {
      return true;
    }

    @Override
    public boolean canContain(Block child) {
      return true;
    }

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      if (state.isBlank()) {
        return BlockContinue.atIndex(state.getNextNonSpaceIndex());
      }
      return state.getIndent() >= indent
          ? BlockContinue.atColumn(state.getColumn() + indent)
          : BlockContinue.none();
    }
  }

  private record Writer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(DefinitionList.class, Term.class, Definition.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      html.line();
      String tag =
          switch (node) {
            case DefinitionList _ -> "dl";
            case Term _ -> "dt";
            default -> "dd";
          };
      html.tag(tag, context.extendAttributes(node, tag, Map.of()));
      if (node instanceof Definition definition) {
        renderChildren(definition, definition.tight);
      } else {
        if (node instanceof DefinitionList) {
          html.line();
        }
        renderChildren(node, false);
      }
      html.tag("/" + tag);
      html.line();
    }

    private void renderChildren(Node node, boolean tight) {
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        if (tight && child instanceof Paragraph) {
          for (Node inline = child.getFirstChild(); inline != null; inline = inline.getNext()) {
            context.render(inline);
          }
          if (child.getNext() != null) {
            context.getWriter().line();
          }
        } else {
          context.render(child);
        }
      }
    }
  }
}
