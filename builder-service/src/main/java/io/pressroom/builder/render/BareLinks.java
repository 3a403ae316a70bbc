package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Addresses in the text become links, as GitHub Flavored Markdown has it in section 6.9: {@code
 * www.example.org}, {@code https://example.org/path}, {@code ada@example.org}. As there, a host
 * with a scheme needs no dot, so that {@code http://localhost:8080/} is one.
 */
final class BareLinks implements Parser.ParserExtension {
  private static final List<String> SCHEMES = List.of("https://", "http://", "ftp://");
  private static final String WWW = "www.";
  private static final int MAX_DOMAIN = 1_000;

  @Override
  public void extend(Parser.Builder parser) {
    parser.postProcessor(
        document -> {
          Finder finder = new Finder();
          document.accept(finder);
          finder.found.forEach(BareLinks::replace);
          return document;
        });
  }

  private static final class Finder extends AbstractVisitor {
    private final List<Text> found = new ArrayList<>();

    @Override
    public void visit(Link link) {
      // No link is inside another.
    }

    @Override
    public void visit(Text text) {
      String literal = text.getLiteral();
      if (literal.indexOf('@') >= 0 || literal.contains("://") || contains(literal, WWW)) {
        found.add(text);
      }
    }

    private static boolean contains(String text, String lowerCase) {
      for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
        if (at >= 3 && text.regionMatches(true, at - 3, lowerCase, 0, 4)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * A link in a text.
   *
   * @param prefix what the destination has before the text
   */
  private record Found(int start, int end, String prefix) {}

  private static void replace(Text text) {
    String literal = text.getLiteral();
    int done = 0;
    for (int at = 0; at < literal.length(); ) {
      Found found = find(text, literal, at, done);
      if (found == null) {
        at++;
        continue;
      }
      if (found.start() > done) {
        text.insertBefore(part(text, done, found.start()));
      }
      Link link = new Link(found.prefix() + literal.substring(found.start(), found.end()), null);
      Text shown = part(text, found.start(), found.end());
      link.setSourceSpans(shown.getSourceSpans());
      link.appendChild(shown);
      text.insertBefore(link);
      done = found.end();
      at = done;
    }
    if (done == 0) {
      return;
    }
    if (done < literal.length()) {
      text.insertBefore(part(text, done, literal.length()));
    }
    text.unlink();
  }

  private static Text part(Text whole, int start, int end) {
    Text part = new Text(whole.getLiteral().substring(start, end));
    List<SourceSpan> spans = whole.getSourceSpans();
    if (spans.size() == 1 && spans.getFirst().getLength() == whole.getLiteral().length()) {
      part.addSourceSpan(spans.getFirst().subSpan(start, end));
    } else {
      // With an escape in it, the place of a part is not known.
      part.setSourceSpans(spans);
    }
    return part;
  }

  /** The link that is seen first at this character; null if there is none. */
  private static Found find(Text node, String text, int at, int done) {
    return switch (text.charAt(at)) {
      case 'w', 'W' -> www(node, text, at);
      case 'h', 'H', 'f', 'F' -> url(text, at);
      case '@' -> email(text, at, done);
      default -> null;
    };
  }

  private static Found www(Node node, String text, int at) {
    if (!text.regionMatches(true, at, WWW, 0, WWW.length()) || !mayBegin(node, text, at)) {
      return null;
    }
    int domain = endOfDomain(text, at, true);
    return domain < 0 ? null : new Found(at, endOfPath(text, at, domain), "http://");
  }

  private static boolean mayBegin(Node node, String text, int at) {
    if (at == 0) {
      Node before = node.getPrevious();
      return before == null || before instanceof SoftLineBreak || before instanceof HardLineBreak;
    }
    char before = text.charAt(at - 1);
    return Character.isWhitespace(before) || "*_~(".indexOf(before) >= 0;
  }

  private static Found url(String text, int at) {
    if (at > 0 && isWordCharacter(text.charAt(at - 1))) {
      return null;
    }
    for (String scheme : SCHEMES) {
      if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
        int domain = endOfDomain(text, at + scheme.length(), false);
        return domain < 0 ? null : new Found(at, endOfPath(text, at, domain), "");
      }
    }
    return null;
  }

  private static boolean isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * The end of a valid domain, -1 if there is none. A full stop at its end is the sentence's. One
   * that is too long for any name server is none, so that no text is looked at again and again.
   */
  private static int endOfDomain(String text, int start, boolean withDot) {
    int dots = 0;
    int underscores = 0;
    int underscoresBefore = 0;
    int limit = Math.min(text.length(), start + MAX_DOMAIN + 1);
    int at = start;
    while (at < limit) {
      int c = text.codePointAt(at);
      if (c == '.') {
        if (at == start || at + 1 >= text.length() || !isDomainPart(text.codePointAt(at + 1))) {
          break;
        }
        underscoresBefore = underscores;
        underscores = 0;
        dots++;
      } else if (!isDomainPart(c)) {
        break;
      } else if (c == '_') {
        underscores++;
      }
      at += Character.charCount(c);
    }
    boolean valid =
        at > start
            && at - start <= MAX_DOMAIN
            && underscores == 0
            && underscoresBefore == 0
            && (dots > 0 || !withDot);
    return valid ? at : -1;
  }

  private static boolean isDomainPart(int c) {
    return c == '-' || c == '_' || Character.isLetterOrDigit(c);
  }

  /** The end of all that follows the domain, without what is rather the sentence's. */
  private static int endOfPath(String text, int start, int domain) {
    int end = domain;
    int opened = 0;
    int closed = 0;
    int brackets = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i >= domain && (Character.isWhitespace(c) || c == '<')) {
        break;
      }
      brackets += c == '[' ? 1 : 0;
      if (c == ']' && --brackets < 0) {
        break; // it closes one that stands before the link
      }
      opened += c == '(' ? 1 : 0;
      closed += c == ')' ? 1 : 0;
      end = i + 1;
    }
    while (end > domain) {
      char last = text.charAt(end - 1);
      if (endsSentence(last)) {
        end--;
      } else if (last == ')' && closed > opened) {
        end--;
        closed--;
      } else if (last == ';') {
        int name = end - 1;
        while (name > domain && isWordCharacter(text.charAt(name - 1))) {
          name--;
        }
        boolean reference = name < end - 1 && name > start && text.charAt(name - 1) == '&';
        end = reference ? name - 1 : end - 1;
      } else {
        break;
      }
    }
    return end;
  }

  private static boolean endsSentence(char c) {
    return c < 0x80
        ? "?!.,:*_~\"'".indexOf(c) >= 0
        : Character.getType(c) == Character.FINAL_QUOTE_PUNCTUATION
            || Character.getType(c) == Character.OTHER_PUNCTUATION;
  }

  private static Found email(String text, int sign, int done) {
    int start = sign;
    while (start > done && isNameCharacter(text.charAt(start - 1))) {
      start--;
    }
    int end = sign + 1;
    int dot = -1;
    while (end < text.length() && isHostCharacter(text.charAt(end))) {
      if (text.charAt(end) == '.') {
        if (end + 1 >= text.length() || !isHostCharacter(text.charAt(end + 1))) {
          break;
        }
        dot = end;
      }
      end++;
    }
    char last = text.charAt(end - 1);
    boolean valid = start < sign && dot > sign + 1 && last != '-' && last != '_' && last != '.';
    return valid ? new Found(start, end, "mailto:") : null;
  }

  private static boolean isNameCharacter(char c) {
    return isWordCharacter(c) || c == '.' || c == '-' || c == '_' || c == '+';
  }

  private static boolean isHostCharacter(char c) {
    return isWordCharacter(c) || c == '-' || c == '_' || c == '.';
  }
}
