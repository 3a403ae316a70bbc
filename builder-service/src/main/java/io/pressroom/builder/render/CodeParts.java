package io.pressroom.builder.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/**
 * Takes code apart, with the scanners of RSyntaxTextArea. Only these are used of that library,
 * which need no display. Equal code gives equal parts: every block of code gets a scanner of its
 * own, because some remember what they saw.
 */
final class CodeParts {

  /** Longer lines are data rather than code, and not every scanner is fast with them. */
  private static final int MAX_LINE = 5_000;

  private static final int MAX_LENGTH = 500_000;

  /** What kinds there are: a theme has a colour for each. */
  static final Set<String> KINDS =
      Set.of(
          "c", "cp", "gd", "gh", "gi", "gu", "k", "kc", "kt", "m", "na", "nb", "nd", "ni", "nt",
          "nv", "s", "sr");

  private static final String DIFF = "text/diff";

  private static final Map<String, String> STYLES = styles();

  private CodeParts() {}

  /**
   * Some of the code's text. All parts one after the other are the code.
   *
   * @param kind a class name: the short one that Pygments, Rouge and Chroma give to such a part;
   *     empty for a part that looks like all the rest
   */
  record Part(String text, String kind) {}

  private static String style(String language) {
    return STYLES.get(language.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the parts of the code; none if the language is not known or the code not understood.
   */
  static Optional<List<Part>> of(String language, String code) {
    String style = style(language);
    if (style == null || code.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<List<Part>> parts =
        style.equals(DIFF) ? Optional.of(difference(code)) : scanned(style, code);
    return parts.filter(all -> all.stream().anyMatch(part -> !part.kind().isEmpty()));
  }

  /** A difference needs no scanner: the first character of a line says what it is. */
  private static List<Part> difference(String code) {
    Collector parts = new Collector();
    for (String line : code.split("(?<=\n)", -1)) {
      String kind =
          switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> line.startsWith("+++") ? "gh" : "gi";
            case '-' -> line.startsWith("---") ? "gh" : "gd";
            case '>' -> "gi";
            case '<' -> "gd";
            case '@' -> "gu";
            default -> "";
          };
      String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
      parts.add(text, kind);
      parts.add(line.substring(text.length()), "");
    }
    return parts.finish();
  }

  private static Optional<List<Part>> scanned(String style, String code) {
    TokenMaker scanner = TokenMakerFactory.getDefaultInstance().getTokenMaker(style);
    Collector parts = new Collector();
    int state = TokenTypes.NULL;
    int start = 0;
    while (start < code.length()) {
      int end = code.indexOf('\n', start);
      boolean lastLine = end < 0;
      end = lastLine ? code.length() : end;
      if (end - start > MAX_LINE) {
        return Optional.empty();
      }
      char[] line = code.substring(start, end).toCharArray();
      int length = 0;
      try {
        Token token = scanner.getTokenList(new Segment(line, 0, line.length), state, 0);
        for (; token != null; token = token.getNextToken()) {
          state = token.getType();
          if (token.isPaintable()) {
            length += token.length();
            parts.add(token.getLexeme(), kind(token.getType()));
          }
        }
      } catch (RuntimeException | Error e) {
        // The scanners are made for editors, where a fault of one is a line without colours.
        if (e instanceof VirtualMachineError) {
          throw e;
        }
        return Optional.empty();
      }
      if (length != line.length) {
        return Optional.empty();
      }
      if (!lastLine) {
        parts.add("\n", "");
      }
      start = end + 1;
    }
    return Optional.of(parts.finish());
  }

  /** Joins neighbours of one kind, and white space that is between them. */
  private static final class Collector {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder space = new StringBuilder();
    private String kind = "";

    void add(String more, String itsKind) {
      if (itsKind.isEmpty() && more.isBlank()) {
        space.append(more);
        return;
      }
      if (!itsKind.equals(kind)) {
        close();
        kind = itsKind;
      }
      if (!space.isEmpty()) {
        text.append(space);
        space.setLength(0);
      }
      text.append(more);
    }

    private void close() {
      if (!text.isEmpty()) {
        parts.add(new Part(text.toString(), kind));
        text.setLength(0);
      }
      if (!space.isEmpty()) {
        parts.add(new Part(space.toString(), ""));
        space.setLength(0);
      }
    }

    List<Part> finish() {
      close();
      return List.copyOf(parts);
    }
  }

  private static String kind(int type) {
    return switch (type) {
      case TokenTypes.COMMENT_EOL,
          TokenTypes.COMMENT_MULTILINE,
          TokenTypes.COMMENT_DOCUMENTATION,
          TokenTypes.COMMENT_KEYWORD,
          TokenTypes.COMMENT_MARKUP,
          TokenTypes.MARKUP_COMMENT ->
          "c";
      case TokenTypes.RESERVED_WORD, TokenTypes.RESERVED_WORD_2 -> "k";
      case TokenTypes.LITERAL_BOOLEAN -> "kc";
      case TokenTypes.DATA_TYPE -> "kt";
      case TokenTypes.FUNCTION -> "nb";
      case TokenTypes.VARIABLE -> "nv";
      case TokenTypes.ANNOTATION -> "nd";
      case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
          TokenTypes.LITERAL_NUMBER_FLOAT,
          TokenTypes.LITERAL_NUMBER_HEXADECIMAL,
          TokenTypes.ERROR_NUMBER_FORMAT ->
          "m";
      case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
          TokenTypes.LITERAL_CHAR,
          TokenTypes.LITERAL_BACKQUOTE,
          TokenTypes.ERROR_STRING_DOUBLE,
          TokenTypes.ERROR_CHAR,
          TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
          TokenTypes.MARKUP_CDATA ->
          "s";
      case TokenTypes.REGEX -> "sr";
      case TokenTypes.PREPROCESSOR,
          TokenTypes.MARKUP_DTD,
          TokenTypes.MARKUP_PROCESSING_INSTRUCTION,
          TokenTypes.MARKUP_CDATA_DELIMITER ->
          "cp";
      case TokenTypes.MARKUP_TAG_NAME -> "nt";
      case TokenTypes.MARKUP_TAG_ATTRIBUTE -> "na";
      case TokenTypes.MARKUP_ENTITY_REFERENCE -> "ni";
      default -> "";
    };
  }

  /** The scanner for each name of a language that is written behind a fence. */
  private static Map<String, String> styles() {
    Map<String, String> styles = new TreeMap<>();
    put(styles, SyntaxConstants.SYNTAX_STYLE_ACTIONSCRIPT, "actionscript as");
    put(styles, SyntaxConstants.SYNTAX_STYLE_ASSEMBLER_X86, "asm nasm masm x86asm assembly");
    put(styles, SyntaxConstants.SYNTAX_STYLE_ASSEMBLER_6502, "6502 asm6502");
    put(styles, SyntaxConstants.SYNTAX_STYLE_BBCODE, "bbcode");
    put(styles, SyntaxConstants.SYNTAX_STYLE_C, "c h");
    put(styles, SyntaxConstants.SYNTAX_STYLE_CLOJURE, "clojure clj cljs cljc edn");
    put(styles, SyntaxConstants.SYNTAX_STYLE_CPLUSPLUS, "c++ cpp cc cxx hpp hxx h++ arduino ino");
    put(styles, SyntaxConstants.SYNTAX_STYLE_CSHARP, "csharp cs c#");
    put(styles, SyntaxConstants.SYNTAX_STYLE_CSS, "css");
    put(styles, SyntaxConstants.SYNTAX_STYLE_CSV, "csv");
    put(styles, SyntaxConstants.SYNTAX_STYLE_D, "d dlang");
    put(styles, SyntaxConstants.SYNTAX_STYLE_DART, "dart");
    put(styles, SyntaxConstants.SYNTAX_STYLE_DELPHI, "delphi pascal objectpascal pas");
    put(styles, DIFF, "diff patch udiff");
    put(styles, SyntaxConstants.SYNTAX_STYLE_DOCKERFILE, "dockerfile docker containerfile");
    put(styles, SyntaxConstants.SYNTAX_STYLE_DTD, "dtd");
    put(styles, SyntaxConstants.SYNTAX_STYLE_FORTRAN, "fortran f90 f95");
    put(styles, SyntaxConstants.SYNTAX_STYLE_GO, "go golang");
    put(styles, SyntaxConstants.SYNTAX_STYLE_GROOVY, "groovy gradle");
    put(styles, SyntaxConstants.SYNTAX_STYLE_HANDLEBARS, "handlebars hbs mustache");
    put(styles, SyntaxConstants.SYNTAX_STYLE_HOSTS, "hosts");
    put(styles, SyntaxConstants.SYNTAX_STYLE_HTACCESS, "htaccess apache apacheconf");
    put(styles, SyntaxConstants.SYNTAX_STYLE_HTML, "html xhtml htm vue svelte");
    put(styles, SyntaxConstants.SYNTAX_STYLE_INI, "ini cfg conf toml editorconfig");
    put(styles, SyntaxConstants.SYNTAX_STYLE_JAVA, "java");
    put(styles, SyntaxConstants.SYNTAX_STYLE_JAVASCRIPT, "javascript js mjs cjs jsx node");
    put(styles, SyntaxConstants.SYNTAX_STYLE_JSON, "json jsonl ndjson geojson webmanifest");
    put(styles, SyntaxConstants.SYNTAX_STYLE_JSON_WITH_COMMENTS, "jsonc json5 hjson jshintrc");
    put(styles, SyntaxConstants.SYNTAX_STYLE_JSP, "jsp");
    put(styles, SyntaxConstants.SYNTAX_STYLE_KOTLIN, "kotlin kt kts");
    put(styles, SyntaxConstants.SYNTAX_STYLE_LATEX, "latex tex");
    put(styles, SyntaxConstants.SYNTAX_STYLE_LESS, "less scss");
    put(
        styles,
        SyntaxConstants.SYNTAX_STYLE_LISP,
        "lisp common-lisp cl elisp emacs-lisp scheme racket");
    put(styles, SyntaxConstants.SYNTAX_STYLE_LUA, "lua");
    put(styles, SyntaxConstants.SYNTAX_STYLE_MAKEFILE, "makefile make mk");
    put(styles, SyntaxConstants.SYNTAX_STYLE_MARKDOWN, "markdown md");
    put(styles, SyntaxConstants.SYNTAX_STYLE_MXML, "mxml");
    put(styles, SyntaxConstants.SYNTAX_STYLE_NSIS, "nsis");
    put(styles, SyntaxConstants.SYNTAX_STYLE_PERL, "perl pl");
    put(styles, SyntaxConstants.SYNTAX_STYLE_PHP, "php");
    put(
        styles,
        SyntaxConstants.SYNTAX_STYLE_PROPERTIES_FILE,
        "properties java-properties dotenv env");
    put(styles, SyntaxConstants.SYNTAX_STYLE_PROTO, "proto protobuf");
    put(styles, SyntaxConstants.SYNTAX_STYLE_PYTHON, "python py python3 py3 starlark");
    put(styles, SyntaxConstants.SYNTAX_STYLE_RUBY, "ruby rb");
    put(styles, SyntaxConstants.SYNTAX_STYLE_RUST, "rust rs");
    put(styles, SyntaxConstants.SYNTAX_STYLE_SAS, "sas");
    put(styles, SyntaxConstants.SYNTAX_STYLE_SCALA, "scala sc sbt");
    put(
        styles,
        SyntaxConstants.SYNTAX_STYLE_SQL,
        "sql mysql pgsql postgres postgresql sqlite plsql");
    put(styles, SyntaxConstants.SYNTAX_STYLE_TCL, "tcl");
    put(styles, SyntaxConstants.SYNTAX_STYLE_TYPESCRIPT, "typescript ts tsx mts cts");
    put(styles, SyntaxConstants.SYNTAX_STYLE_UNIX_SHELL, "sh bash zsh ksh shell unix");
    put(styles, SyntaxConstants.SYNTAX_STYLE_VISUAL_BASIC, "vb vbnet vb.net visual-basic");
    put(styles, SyntaxConstants.SYNTAX_STYLE_VHDL, "vhdl");
    put(styles, SyntaxConstants.SYNTAX_STYLE_WINDOWS_BATCH, "bat batch cmd dos");
    put(
        styles,
        SyntaxConstants.SYNTAX_STYLE_XML,
        "xml svg xsd xsl xslt rss atom plist pom wsdl xaml");
    put(styles, SyntaxConstants.SYNTAX_STYLE_YAML, "yaml yml");
    return styles;
  }

  private static void put(Map<String, String> styles, String style, String names) {
    for (String name : names.split(" ", -1)) {
      styles.put(name, style);
    }
  }

  /** Every name of a language that is known. */
  static List<String> languages() {
    return List.copyOf(STYLES.keySet());
  }
}
