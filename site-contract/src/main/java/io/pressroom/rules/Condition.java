package io.pressroom.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a redirect asks of a request beside its address. */
sealed interface Condition {

  boolean holds(Asked asked);

  /** The field of the request that it looks at. */
  String field();

  /** {@code Language=de,fr}: the language that the client likes best is one of these. */
  record Languages(List<String> ranges) implements Condition {
    @Override
    public boolean holds(Asked asked) {
      return asked
          .field(field())
          .flatMap(Language::best)
          .filter(tag -> ranges.stream().anyMatch(range -> Language.isIn(tag, range)))
          .isPresent();
    }

    @Override
    public String field() {
      return "accept-language";
    }
  }

  /** {@code Cookie=name}: the client sends a cookie of one of these names. */
  record Cookies(List<String> names) implements Condition {
    @Override
    public boolean holds(Asked asked) {
      return asked
          .field(field())
          .filter(
              value ->
                  Arrays.stream(value.split(";", -1))
                      .map(cookie -> cookie.split("=", 2)[0].strip())
                      .anyMatch(names::contains))
          .isPresent();
    }

    @Override
    public String field() {
      return "cookie";
    }
  }

  /** Reads {@code Name=value,value}. */
  static Condition parse(String written) throws BadRuleException {
    int equals = written.indexOf('=');
    String name = equals < 0 ? written : written.substring(0, equals);
    List<String> values =
        equals < 0
            ? List.of()
            : Arrays.stream(written.substring(equals + 1).split(","))
                .filter(value -> !value.isEmpty())
                .toList();
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "language" ->
          new Languages(
              some(values, written).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList());
      case "cookie" -> new Cookies(some(values, written));
      case "country", "role" ->
          throw new BadRuleException(
              "the condition " + written + " cannot be met here, so the rule is left out",
              "this server knows no " + name.toLowerCase(Locale.ROOT) + " of a visitor");
      default ->
          throw new BadRuleException(
              "\"" + written + "\" is no status and no condition",
              "conditions are Language=… and Cookie=…");
    };
  }

  private static List<String> some(List<String> values, String written) throws BadRuleException {
    if (values.isEmpty()) {
      throw new BadRuleException("\"" + written + "\" names nothing", "");
    }
    return values;
  }
}
