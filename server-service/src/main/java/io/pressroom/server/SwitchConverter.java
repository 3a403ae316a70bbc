package io.pressroom.server;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A setting that is on or off, the framework's too. Found as a service, in place of the framework's
 * own converter, which takes every word that it does not know for off.
 */
public final class SwitchConverter implements Converter<Boolean> {

  private static final long serialVersionUID = 1;

  @Override
  public Boolean convert(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      case "" -> null;
      default ->
          throw new IllegalArgumentException(
              "it is true or false (or on or off, yes or no, 1 or 0)");
    };
  }
}
