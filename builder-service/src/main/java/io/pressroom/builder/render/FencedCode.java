package io.pressroom.builder.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Code between fences. Its text stays as it is, to the character; where it is to be coloured, its
 * parts are marked: {@code <span class="k">return</span>}. What follows the language in braces are
 * attributes of the block, or something for another program, which is left out:
 *
 * <pre>
 * ```java {#id .class key=value}
 * ```{.java #id .class}
 * ```js {hl_lines=[1]}
 * </pre>
 *
 * @param coloured whether the parts are marked
 */
record FencedCode(boolean coloured) implements HtmlRenderer.HtmlRendererExtension {

  @Override
  public void extend(HtmlRenderer.Builder renderer) {
    renderer.nodeRendererFactory(context -> new Writer(context, coloured));
  }

  /**
   * What stands behind the opening fence.
   *
   * @param language empty if none is named
   */
  record Info(String language, Map<String, String> attributes) {

    static Info parse(String text) {
      int open = text.indexOf('{');
      int close = text.lastIndexOf('}');
      String words = open < 0 || close < open ? text : text.substring(0, open);
      String language = firstWord(words.strip());
      Map<String, String> attributes = new LinkedHashMap<>();
      if (!words.equals(text)) {
        attributes.putAll(Attributes.parse(text.substring(open + 1, close)));
      }
      String classes = attributes.getOrDefault("class", "");
      if (language.isEmpty() && !classes.isEmpty()) {
        language = firstWord(classes);
        String rest = classes.substring(language.length()).strip();
        if (rest.isEmpty()) {
          attributes.remove("class");
        } else {
          attributes.put("class", rest);
        }
      }
      return new Info(language, attributes);
    }

    private static String firstWord(String text) {
      int end = 0;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      return text.substring(0, end);
    }
  }

  private record Writer(HtmlNodeRendererContext context, boolean coloured) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      FencedCodeBlock code = (FencedCodeBlock) node;
      Info info = Info.parse(code.getInfo() == null ? "" : code.getInfo());
      Map<String, String> codeAttributes = new LinkedHashMap<>();
      if (!info.language().isEmpty()) {
        codeAttributes.put("class", "language-" + info.language());
      }
      HtmlWriter html = context.getWriter();
      html.line();
      html.tag("pre", context.extendAttributes(node, "pre", info.attributes()));
      html.tag("code", context.extendAttributes(node, "code", codeAttributes));
      Optional<List<CodeParts.Part>> parts =
          coloured ? CodeParts.of(info.language(), code.getLiteral()) : Optional.empty();
      if (parts.isPresent()) {
        parts.get().forEach(part -> write(html, part));
      } else {
        html.text(code.getLiteral());
      }
      html.tag("/code");
      html.tag("/pre");
      html.line();
    }

    private static void write(HtmlWriter html, CodeParts.Part part) {
      if (part.kind().isEmpty()) {
        html.text(part.text());
      } else {
        html.raw("<span class=\"" + part.kind() + "\">");
        html.text(part.text());
        html.raw("</span>");
      }
    }
  }
}
