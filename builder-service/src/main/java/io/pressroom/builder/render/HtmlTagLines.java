package io.pressroom.builder.render;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
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
 * Markdown inside HTML blocks. CommonMark takes everything from a line that begins with a block tag
 * up to the next blank line as HTML; with this extension only the tags are, in two cases:
 *
 * <ul>
 *   <li>a line of nothing but block tags is HTML, and the next line is Markdown again;
 *   <li>in a line {@code <p class="a">text</p>} the text is inline Markdown.
 * </ul>
 *
 * <p>Content of {@code pre}, {@code script}, {@code style} and {@code textarea} is never touched.
 */
final class HtmlTagLines implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

  private static final int CODE_INDENT = 4;

  private static final String ATTRIBUTES = "(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+";
  private static final String TAG = "</?([A-Za-z][A-Za-z0-9-]*+)(?=[\\s/>])" + ATTRIBUTES + ">";
  private static final Pattern ONE_TAG = Pattern.compile(TAG);
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(<([A-Za-z][A-Za-z0-9-]*+)(?=[\\s>])"
              + ATTRIBUTES
              + ">)(.+)(</([A-Za-z][A-Za-z0-9-]*+)\\s*+>)\\s*");

  private static final Set<String> BLOCK_TAGS =
      Set.of(
          "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe legend li link main menu nav noscript ol optgroup option p param search section summary table tbody td tfoot th thead tr track ul video audio picture source object"
              .split(" "));

  @Override
  public void extend(Parser.Builder parser) {
    parser.customBlockParserFactory(new Factory());
  }

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(Writer::new);
  }

  /** One line that is an element with inline Markdown as its content. */
  static final class HtmlLine extends CustomBlock {}

  private static final class Factory extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence line = state.getLine().getContent();
      int start = state.getNextNonSpaceIndex();
      if (state.isBlank()) {
        return BlockStart.none();
      }
      BlockParser before = state.getActiveBlockParser();
      boolean indented = state.getIndent() >= CODE_INDENT;
      if (indented && (before instanceof TagsParser || before instanceof ElementParser)) {
        // Indented for the eye, below a tag: not code. No block begins here, the loop that asked
        // looks at the line again without its indentation.
        return BlockStart.of().atIndex(start);
      }
      if (line.charAt(start) != '<') {
        return BlockStart.none();
      }
      String text = line.subSequence(start, line.length()).toString();
      if (indented) {
        return before.getBlock() instanceof Paragraph && isTagsOnly(text)
            ? BlockStart.of(new TagsParser()).atIndex(start)
            : BlockStart.none();
      }
      if (isTagsOnly(text)) {
        return BlockStart.of(new TagsParser()).atIndex(state.getIndex());
      }
      Matcher element = ELEMENT.matcher(text);
      if (element.matches()
          && element.group(2).equalsIgnoreCase(element.group(5))
          && isBlockTag(element.group(2))) {
        return BlockStart.of(
                new ElementParser(
                    element.group(1), element.end(3) - element.start(3), element.group(4)))
            .atIndex(start + element.start(3));
      }
      return BlockStart.none();
    }

    private static boolean isTagsOnly(String text) {
      Matcher tag = ONE_TAG.matcher(text);
      int at = 0;
      while (at < text.length()) {
        if (Character.isWhitespace(text.charAt(at))) {
          at++;
        } else if (tag.find(at) && tag.start() == at && isBlockTag(tag.group(1))) {
          at = tag.end();
        } else {
          return false;
        }
      }
      return true;
    }

    private static boolean isBlockTag(String name) {
      return BLOCK_TAGS.contains(name.toLowerCase(Locale.ROOT));
    }
  }

  private static final class TagsParser extends AbstractBlockParser {
    private final HtmlBlock block = new HtmlBlock();

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return BlockContinue.none();
    }

    @Override
    public void addLine(SourceLine line) {
      block.setLiteral(line.getContent().toString());
    }
  }

  private static final class ElementParser extends AbstractBlockParser implements BlockParser {
    private final HtmlLine block = new HtmlLine();
    private final String opening;
    private final int length;
    private final String closing;
    private SourceLines content = SourceLines.empty();

    private ElementParser(String opening, int length, String closing) {
      this.opening = opening;
      this.length = length;
      this.closing = closing;
    }

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return BlockContinue.none();
    }

    @Override
    public void addLine(SourceLine line) {
      content = SourceLines.of(line.substring(0, length));
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
      block.appendChild(tag(opening));
      inlineParser.parse(content, block);
      block.appendChild(tag(closing));
    }

    private static HtmlInline tag(String literal) {
      HtmlInline tag = new HtmlInline();
      tag.setLiteral(literal);
      return tag;
    }
  }

  private record Writer(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(HtmlLine.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      html.line();
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      html.line();
    }
  }
}
