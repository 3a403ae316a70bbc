package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.image.attributes.ImageAttributes;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Image sizes as note-taking programs write them, in the alternative text: {@code ![A
 * hat|300](a.png)}, {@code ![A hat|300x200](a.png)}, and, before the text, {@code ![|300| A
 * hat](a.png)}.
 */
final class ImageSizes implements Parser.ParserExtension {
  private static final Pattern BEFORE = Pattern.compile("^\\|(\\d{1,5})(?:x(\\d{1,5}))?\\|\\s*");
  private static final Pattern AFTER = Pattern.compile("\\s*\\|(\\d{1,5})(?:x(\\d{1,5}))?$");

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(ImageSizes::takeSize);
          return document;
        });
  }

  private static void takeSize(Image image) {
    if (!takeSize(image, image.getFirstChild(), BEFORE)) {
      takeSize(image, image.getLastChild(), AFTER);
    }
  }

  private static boolean takeSize(Image image, Node node, Pattern pattern) {
    if (!(node instanceof Text text)) {
      return false;
    }
    Matcher size = pattern.matcher(text.getLiteral());
    if (!size.find()) {
      return false;
    }
    String rest = size.replaceFirst("");
    if (rest.isEmpty()) {
      text.unlink();
    } else {
      text.setLiteral(rest);
    }
    image.appendChild(
        new ImageAttributes(
            size.group(2) == null
                ? Map.of("width", size.group(1))
                : new TreeMap<>(Map.of("width", size.group(1), "height", size.group(2)))));
    return true;
  }

  private static final class Finder extends AbstractVisitor {
    private final List<Image> found = new ArrayList<>();

    @Override
    public void visit(Image image) {
      found.add(image);
      visitChildren(image);
    }
  }
}
