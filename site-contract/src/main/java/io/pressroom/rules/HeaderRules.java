package io.pressroom.rules;

import io.pressroom.message.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The rules in a site's file {@code _headers}, in the format that Netlify and Cloudflare Pages
 * document:
 *
 * <pre>
 * # for pages of the shop
 * /shop/*
 *   Cache-Control: public, max-age=600
 *   ! X-Frame-Options
 * https://:branch.preview.example.org/*
 *   X-Robots-Tag: noindex
 * </pre>
 *
 * <p>All rules that fit hold, in their order. A field replaces the one that the server would send;
 * the values of one name are joined by commas, but for cookies, which are fields of their own;
 * {@code !} takes a field away.
 *
 * <p>Immutable. A line that is wrong is a {@link Problem}, and the others hold all the same.
 */
public final class HeaderRules {

  /** Where in a site the file is. */
  public static final String FILE = "_headers";

  /** No rules. */
  public static final HeaderRules NONE = parse(FILE, new byte[0]);

  private static final int MOST = 500;

  private static final String COOKIE = "set-cookie";

  private static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What only the server can know: how a message is framed, and what validates it. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-ranges",
          "age",
          "allow",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "date",
          "etag",
          "keep-alive",
          "last-modified",
          "location",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "www-authenticate");

  private final List<Problem> problems;
  private final List<Rule> rules = new ArrayList<>();

  /**
   * A field for a response.
   *
   * @param name in lower case
   * @param values none where the field is to be left out; each is a line of its own
   */
  public record Field(String name, List<String> values) {
    public Field {
      values = List.copyOf(values);
    }
  }

  private record Rule(Pattern pattern, List<Field> fields) {}

  private HeaderRules(String file, byte[] bytes) {
    Lines lines = new Lines(file, "Bad header rule", bytes);
    Optional<Pattern> pattern = Optional.empty();
    boolean left = false;
    List<Field> fields = new ArrayList<>();
    for (int number = 1; number <= lines.all().size(); number++) {
      if (!lines.counts(number)) {
        continue;
      }
      String line = lines.all().get(number - 1).strip();
      try {
        if (line.startsWith("/") || line.startsWith("http://") || line.startsWith("https://")) {
          add(pattern, fields);
          fields = new ArrayList<>();
          pattern = Optional.empty();
          left = true; // Were the address wrong, the fields below it would be for nothing.
          if (rules.size() == MOST) {
            throw new BadRuleException(
                "it is one more than the %d rules that there may be".formatted(MOST), "");
          }
          pattern = Optional.of(Pattern.parse(line));
        } else if (pattern.isPresent()) {
          fields.add(field(line));
        } else if (!left) {
          throw new BadRuleException(
              "\"" + line + "\" stands below no address",
              "an address begins with a slash or with https://");
        }
      } catch (BadRuleException e) {
        lines.problem(number, e.getMessage(), e.hint());
      }
    }
    add(pattern, fields);
    this.problems = lines.problems();
  }

  /**
   * Reads a file of rules.
   *
   * @param file what problems call it
   * @param bytes in UTF-8
   */
  public static HeaderRules parse(String file, byte[] bytes) {
    return new HeaderRules(file, bytes);
  }

  private void add(Optional<Pattern> pattern, List<Field> fields) {
    if (!fields.isEmpty()) {
      rules.add(new Rule(pattern.orElseThrow(), List.copyOf(fields)));
    }
  }

  private static Field field(String line) throws BadRuleException {
    if (line.startsWith("!")) {
      return new Field(name(line.substring(1).strip()), List.of());
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new BadRuleException("\"" + line + "\" has no colon", "write: Name: value, or: ! Name");
    }
    String value = line.substring(colon + 1).strip();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new BadRuleException(
            "the value has a character that no header field may have: U+%04X".formatted((int) c),
            "ASCII only");
      }
    }
    return new Field(name(line.substring(0, colon).strip()), List.of(value));
  }

  private static String name(String written) throws BadRuleException {
    String name = written.toLowerCase(Locale.ROOT);
    if (name.equals("basic-auth")) {
      throw new BadRuleException("this server asks nobody for a password", "");
    }
    if (!NAME.matcher(name).matches()) {
      throw new BadRuleException("\"" + written + "\" is no name of a header field", "");
    }
    if (RESERVED.contains(name)) {
      throw new BadRuleException(written + " is the server's own to say", "");
    }
    return name;
  }

  /** What is wrong with the file, by line. */
  public List<Problem> problems() {
    return problems;
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  /** What the rules that fit change about the header fields of a response; each name once. */
  public List<Field> fields(Asked asked) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Optional<Map<String, String>> values = rule.pattern().match(asked);
      if (values.isEmpty()) {
        continue;
      }
      for (Field field : rule.fields()) {
        List<String> before = fields.getOrDefault(field.name(), List.of());
        List<String> added =
            field.values().stream()
                .map(value -> filled(rule.pattern(), value, values.get()))
                .toList();
        fields.put(
            field.name(), added.isEmpty() ? List.of() : together(field.name(), before, added));
      }
    }
    return fields.entrySet().stream().map(e -> new Field(e.getKey(), e.getValue())).toList();
  }

  /** The values of a cookie may have commas: they cannot be joined (RFC 9110, section 5.3). */
  private static List<String> together(String name, List<String> before, List<String> added) {
    List<String> all = Stream.concat(before.stream(), added.stream()).toList();
    return name.equals(COOKIE) ? all : List.of(String.join(", ", all));
  }

  private static String filled(Pattern pattern, String value, Map<String, String> values) {
    Matcher matcher = Pattern.PLACEHOLDER.matcher(value);
    return matcher.replaceAll(
        m ->
            Matcher.quoteReplacement(
                pattern.names(m.group(1))
                    ? Percent.encodePath(values.getOrDefault(m.group(1), ""))
                    : m.group()));
  }
}
