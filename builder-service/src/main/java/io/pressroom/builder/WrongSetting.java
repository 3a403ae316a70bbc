package io.pressroom.builder;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a setting, and how it is set, in place of the framework's words. */
final class WrongSetting {

  private static final Pattern CONVERSION =
      Pattern.compile(
          "The config property (?<name>\\S+) with the config value \"(?<value>.*)\" threw an Exception"
              + " whilst being converted (?<why>.*)");

  private static final Pattern EMPTY =
      Pattern.compile("The config property (?<name>\\S+) is defined as the empty String");

  private WrongSetting() {}

  static String explain(String message) {
    String text =
        message
            .strip()
            .replaceAll("\\s*\\R\\s*", "; ")
            .replaceAll("\\b[\\w.]+Exception: ", "")
            .replaceAll("\\bSRCFG\\d+: ", "")
            .replaceAll("Cannot convert .* to enum class \\S+, allowed values: ", "it is one of ");
    Matcher empty = EMPTY.matcher(text);
    if (empty.find()) {
      return variable(empty.group("name")) + " is empty: give it a value, or leave it out";
    }
    Matcher conversion = CONVERSION.matcher(text);
    return conversion.find()
        ? "%s cannot be \"%s\": %s"
            .formatted(
                variable(conversion.group("name")),
                conversion.group("value"),
                conversion.group("why"))
        : text;
  }

  /**
   * Looks for values of the right type that cannot be meant so.
   *
   * @throws CannotStart at the first of them, with what it may be
   */
  static void refuse(OperatorSettings settings) {
    OperatorSettings.Watch watch = settings.watch();
    atLeast(Duration.ZERO, watch.quiet(), "PRESSROOM_WATCH_QUIET");
    if (watch.bound().compareTo(watch.quiet()) < 0) {
      throw new CannotStart("PRESSROOM_WATCH_BOUND cannot be less than PRESSROOM_WATCH_QUIET");
    }
    atLeast(Duration.ofMillis(1), watch.pollEvery(), "PRESSROOM_WATCH_POLL_EVERY");
    atLeast(Duration.ofSeconds(1), settings.reconcileEvery(), "PRESSROOM_RECONCILE_EVERY");
    atLeast(Duration.ofSeconds(1), settings.git().poll(), "PRESSROOM_GIT_POLL");
    atLeast(Duration.ofSeconds(1), settings.git().timeout(), "PRESSROOM_GIT_TIMEOUT");
    atLeast(Duration.ZERO, settings.drain().timeout(), "PRESSROOM_DRAIN_TIMEOUT");
    atLeast(Duration.ZERO, settings.announce().timeout(), "PRESSROOM_ANNOUNCE_TIMEOUT");
    atLeast(Duration.ZERO, settings.keep().age(), "PRESSROOM_KEEP_AGE");
    atLeast(Duration.ZERO, settings.render().pause(), "PRESSROOM_RENDER_PAUSE");
    if (settings.keep().releases() < 0) {
      throw new CannotStart("PRESSROOM_KEEP_RELEASES cannot be less than 0");
    }
    if (!settings.broker().host().matches("[A-Za-z0-9._:-]+")) {
      throw new CannotStart(
          "PRESSROOM_BROKER_HOST is the name or address of a host, such as localhost, and cannot be \"%s\""
              .formatted(settings.broker().host()));
    }
    port(1, settings.broker().port(), "PRESSROOM_BROKER_PORT");
  }

  private static void atLeast(Duration least, Duration value, String variable) {
    if (value.compareTo(least) < 0) {
      throw new CannotStart(
          "%s cannot be less than %s"
              .formatted(
                  variable, least.isZero() ? "0" : least.toMillis() < 1000 ? "1 ms" : "1 s"));
    }
  }

  static void port(int least, int value, String variable) {
    if (value < least || value > 65535) {
      throw new CannotStart(
          "%s is a number from %d to 65535, and cannot be %d".formatted(variable, least, value));
    }
  }

  /** The environment variable of a setting. */
  static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
