package io.pressroom.builder.render;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;

/**
 * {@code ## Title {#id .class key=value}}. Has to come before all that changes text: what is in the
 * braces is none.
 */
final class HeadingAttributes implements Parser.ParserExtension {

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          document.accept(new Marker());
          return document;
        });
  }

  private static final class Marker extends AbstractVisitor {
    @Override
    public void visit(Heading heading) {
      heading.appendChild(HeadingMark.takeFrom(heading));
    }

    @Override
    public void visit(Paragraph paragraph) {
      // No heading is in one.
    }
  }
}
