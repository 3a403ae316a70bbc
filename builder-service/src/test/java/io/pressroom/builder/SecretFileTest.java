package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private static final String VARIABLE = "PRESSROOM_BROKER_PASSWORD_FILE";
  private static final String SETTING = "pressroom.broker.password";

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(SETTING);
  }

  @Test
  void theLineOfTheFileIsTheSetting() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "not-the-default\n");
    SecretFile.read(Map.of(VARIABLE, file.toString()));
    assertEquals("not-the-default", System.getProperty(SETTING));
  }

  @Test
  void noFileIsNoSetting() {
    SecretFile.read(Map.of(VARIABLE, ""));
    assertEquals("nothing", System.getProperty(SETTING, "nothing"));
  }

  @Test
  void aFileThatIsNotThereOrIsEmptyIsToldByItsVariable() throws Exception {
    for (Path file :
        new Path[] {folder.resolve("none"), Files.writeString(folder.resolve("empty"), "\n")}) {
      var told =
          assertThrows(CannotStart.class, () -> SecretFile.read(Map.of(VARIABLE, file.toString())));
      assertTrue(told.getMessage().contains(VARIABLE), told.getMessage());
      assertTrue(told.getMessage().contains(file.toString()), told.getMessage());
    }
  }
}
