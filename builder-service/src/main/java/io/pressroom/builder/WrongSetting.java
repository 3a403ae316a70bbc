package io.pressroom.builder;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a setting, and how it is set, in place of the framework's words. */
final class WrongSetting {

  private static final Pattern CONVERSION =
      Pattern.compile(
          "The config property (?<name>\\S+) with the config value \"(?<value>.*)\" threw an Exception"
              + " whilst being converted (?<why>.*)");

  private WrongSetting() {}

  static String explain(String message) {
    String text =
        message
            .strip()
            .replaceAll("\\s*\\R\\s*", "; ")
            .replaceAll("\\b[\\w.]+Exception: ", "")
            .replaceAll("\\bSRCFG\\d+: ", "");
    Matcher conversion = CONVERSION.matcher(text);
    return conversion.find()
        ? "%s cannot be \"%s\": %s"
            .formatted(
                variable(conversion.group("name")),
                conversion.group("value"),
                conversion.group("why"))
        : text;
  }

  /** The environment variable of a setting. */
  static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
