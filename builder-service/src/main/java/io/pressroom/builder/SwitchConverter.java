package io.pressroom.builder;

import io.pressroom.builder.command.Switch;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A setting that is on or off, the framework's too. Found as a service, in place of the framework's
 * own converter, which takes every word that it does not know for off.
 */
public final class SwitchConverter implements Converter<Boolean> {

  private static final long serialVersionUID = 1;

  @Override
  public Boolean convert(String value) {
    return Switch.parse(value).orElse(null);
  }
}
