package io.pressroom.rules;

import io.pressroom.message.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules in a site's file {@code _redirects}, in the format that Netlify documents and
 * Cloudflare Pages has most of:
 *
 * <pre>
 * # from         query     to                 status  conditions
 * /old           /new
 * /news/*                  /blog/:splat       302
 * /store         id=:id    /products/:id      301
 * /              /de/                         302     Language=de
 * /app/*                   /app/index.html    200
 * https://old.example.org/* https://example.org/:splat 301!
 * </pre>
 *
 * <p>The first rule that fits holds. Without {@code !} a rule is only for addresses at which the
 * site has nothing. A slash at the end of an address makes no difference; a rule that leads to the
 * very address that was asked for is passed over. Without a status it is 301, as at Netlify.
 *
 * <p>Immutable. A line that is wrong is a {@link Problem}, and the others hold all the same.
 */
public final class Redirects {

  /** Where in a site the file is. */
  public static final String FILE = "_redirects";

  /** No rules. */
  public static final Redirects NONE = parse(FILE, new byte[0]);

  private static final int MOST_PLAIN = 10_000;
  private static final int MOST_PATTERNS = 500;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> REWRITES = Set.of(200, 404, 410, 451);

  private final List<Problem> problems;
  private final Map<String, List<Rule>> plain = new HashMap<>();
  private final List<Rule> patterns = new ArrayList<>();
  private final Set<String> fields = new TreeSet<>();
  private boolean anyForced;

  /** What a rule makes of a request. */
  public sealed interface Outcome {

    /**
     * Go elsewhere.
     *
     * @param location as the header field says it
     */
    record Elsewhere(int status, String location) implements Outcome {}

    /**
     * What is shown lies at another path of the same release.
     *
     * @param path decoded
     */
    record Here(int status, String path) implements Outcome {}
  }

  private record Rule(
      int line,
      Pattern from,
      Map<String, String> query,
      Destination to,
      int status,
      boolean force,
      List<Condition> conditions) {

    Optional<Outcome> outcome(Asked asked) {
      Optional<Map<String, String>> matched = from.match(asked);
      if (matched.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> values = matched.get();
      if (!query.isEmpty() && !queryHolds(asked.query(), values)) {
        return Optional.empty();
      }
      for (Condition condition : conditions) {
        if (!condition.holds(asked)) {
          return Optional.empty();
        }
      }
      if (REWRITES.contains(status)) {
        return Optional.of(new Outcome.Here(status, to.path(values)));
      }
      String location = to.location(values, query.isEmpty() ? asked.query() : "");
      return leadsToItself(location, asked)
          ? Optional.empty()
          : Optional.of(new Outcome.Elsewhere(status, location));
    }

    private boolean queryHolds(String sent, Map<String, String> values) {
      Map<String, String> parameters = parameters(sent);
      for (Map.Entry<String, String> wanted : query.entrySet()) {
        String value = parameters.get(wanted.getKey());
        if (value == null) {
          return false;
        }
        if (wanted.getValue().startsWith(":")) {
          values.put(wanted.getValue().substring(1), value);
        } else if (!wanted.getValue().equals(value)) {
          return false;
        }
      }
      return true;
    }

    private boolean leadsToItself(String location, Asked asked) {
      int fragment = location.indexOf('#');
      String target = fragment < 0 ? location : location.substring(0, fragment);
      String path =
          Percent.encodePath(asked.path()) + (asked.query().isEmpty() ? "" : "?" + asked.query());
      return target.equals(path)
          || target.equalsIgnoreCase(asked.scheme() + "://" + asked.host() + path);
    }
  }

  private Redirects(String file, byte[] bytes) {
    Lines lines = new Lines(file, "Bad redirect", bytes);
    int plainRules = 0;
    for (int number = 1; number <= lines.all().size(); number++) {
      if (!lines.counts(number)) {
        continue;
      }
      try {
        Rule rule = rule(number, lines.all().get(number - 1));
        boolean isPlain = rule.from().isPlain();
        if (isPlain ? plainRules == MOST_PLAIN : patterns.size() == MOST_PATTERNS) {
          throw new BadRuleException(
              isPlain
                  ? "it is one more than the %,d rules that there may be".formatted(MOST_PLAIN)
                  : "it is one more than the %,d rules with placeholders, asterisks or hosts that there may be"
                      .formatted(MOST_PATTERNS),
              "");
        }
        if (isPlain) {
          plainRules++;
          plain.computeIfAbsent(rule.from().plainKey(), key -> new ArrayList<>()).add(rule);
        } else {
          patterns.add(rule);
        }
        anyForced |= rule.force();
        rule.conditions().forEach(condition -> fields.add(condition.field()));
      } catch (BadRuleException e) {
        lines.problem(number, e.getMessage(), e.hint());
      }
    }
    this.problems = lines.problems();
  }

  /**
   * Reads a file of rules.
   *
   * @param file what problems call it
   * @param bytes in UTF-8
   */
  public static Redirects parse(String file, byte[] bytes) {
    return new Redirects(file, bytes);
  }

  private static Rule rule(int line, String text) throws BadRuleException {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (word.startsWith("#")) {
        break;
      }
      words.add(word);
    }
    String from = words.getFirst();
    if (!isAddress(from)) {
      throw new BadRuleException(
          "it begins with \"" + from + "\", which is no address",
          "write the path with its leading slash, or a whole address with https://");
    }
    Pattern pattern = Pattern.parse(from);
    int at = 1;
    Map<String, String> query = new LinkedHashMap<>();
    while (at < words.size() && !isAddress(words.get(at)) && words.get(at).indexOf('=') > 0) {
      String[] pair = words.get(at++).split("=", 2);
      query.put(value(pair[0]), pair[1].startsWith(":") ? pair[1] : value(pair[1]));
    }
    if (at == words.size() || !isAddress(words.get(at))) {
      throw new BadRuleException(
          at == words.size()
              ? "it does not say where " + from + " leads"
              : "\"" + words.get(at) + "\" is no address to lead to",
          "write: from to status, as in: /old /new 301");
    }
    String to = words.get(at++);
    int status = 301;
    boolean force = false;
    if (at < words.size() && words.get(at).matches("\\d+!?")) {
      String word = words.get(at++);
      force = word.endsWith("!");
      String digits = force ? word.substring(0, word.length() - 1) : word;
      status = digits.length() == 3 ? Integer.parseInt(digits) : 0;
      if (!REDIRECTS.contains(status) && !REWRITES.contains(status)) {
        throw new BadRuleException(
            "the status " + digits + " cannot be had by a rule",
            "301, 302, 303, 307 and 308 lead elsewhere; 200, 404, 410 and 451 show another page here");
      }
    }
    boolean rewrite = REWRITES.contains(status);
    if (rewrite && !to.startsWith("/")) {
      throw new BadRuleException(
          "with status "
              + status
              + " it would have to fetch "
              + to
              + ", and this server fetches nothing",
          "lead to a path of this site, or use 302");
    }
    List<Condition> conditions = new ArrayList<>();
    while (at < words.size()) {
      conditions.add(Condition.parse(words.get(at++)));
    }
    Destination destination =
        Destination.parse(
            rewrite ? to.split("[?#]", 2)[0] : to,
            name -> pattern.names(name) || query.containsValue(":" + name));
    return new Rule(line, pattern, Map.copyOf(query), destination, status, force, conditions);
  }

  private static boolean isAddress(String word) {
    return word.startsWith("/") || word.startsWith("http://") || word.startsWith("https://");
  }

  /** What is wrong with the file, by line. */
  public List<Problem> problems() {
    return problems;
  }

  public boolean isEmpty() {
    return plain.isEmpty() && patterns.isEmpty();
  }

  /** Whether some rule is for addresses too at which there is something. */
  public boolean anyForced() {
    return anyForced;
  }

  /** The fields of a request, in lower case, that responses depend on through some rule. */
  public Set<String> fields() {
    return Set.copyOf(fields);
  }

  /** How many rules there are. */
  public int size() {
    return plain.values().stream().mapToInt(List::size).sum() + patterns.size();
  }

  /**
   * What the first rule that fits makes of a request.
   *
   * @param something whether the site has something at that address, so that only rules with {@code
   *     !} may take it
   */
  public Optional<Outcome> outcome(Asked asked, boolean something) {
    List<Rule> exact = plain.getOrDefault(Pattern.key(asked.path()), List.of());
    int i = 0;
    int j = 0;
    while (i < exact.size() || j < patterns.size()) {
      boolean first =
          j == patterns.size()
              || (i < exact.size() && exact.get(i).line() < patterns.get(j).line());
      Rule rule = first ? exact.get(i++) : patterns.get(j++);
      if (rule.force() || !something) {
        Optional<Outcome> outcome = rule.outcome(asked);
        if (outcome.isPresent()) {
          return outcome;
        }
      }
    }
    return Optional.empty();
  }

  /** The parameters of a query; of several with one name, the first. */
  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = value(equals < 0 ? pair : pair.substring(0, equals));
      parameters.putIfAbsent(name, equals < 0 ? "" : value(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String value(String coded) {
    try {
      return URLDecoder.decode(coded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return coded;
    }
  }
}
