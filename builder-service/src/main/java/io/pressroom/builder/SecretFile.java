package io.pressroom.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings that are secret, read from files: where {@code PRESSROOM_BROKER_PASSWORD_FILE} names a
 * file, its one line is {@code pressroom.broker.password}. A password in a file is in no list of
 * variables that people and programs can look at.
 */
final class SecretFile {

  /** The variable that names a file, and the setting that the file holds. */
  static final Map<String, String> SETTINGS =
      Map.of("PRESSROOM_BROKER_PASSWORD_FILE", "pressroom.broker.password");

  private SecretFile() {}

  /**
   * Sets as system properties what those files hold; an empty name is none.
   *
   * @throws CannotStart where a file that is named cannot be read or holds nothing
   */
  static void read(Map<String, String> environment) {
    SETTINGS.forEach(
        (variable, setting) -> {
          String file = environment.getOrDefault(variable, "");
          if (!file.isEmpty()) {
            System.setProperty(setting, secret(variable, Path.of(file)));
          }
        });
  }

  private static String secret(String variable, Path file) {
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new CannotStart(
          "%s names %s, and that cannot be read; let this user read it, or name another file"
              .formatted(variable, file),
          e);
    }
    if (secret.isEmpty()) {
      throw new CannotStart("%s names %s, and that is empty".formatted(variable, file));
    }
    return secret;
  }
}
