package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefaultThemeTest {

  @Test
  void listsAllItsFiles() throws IOException, URISyntaxException {
    Path list = Path.of(DefaultTheme.class.getResource("/theme/files.txt").toURI());
    Path folder = list.getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> there =
          files
              .filter(file -> Files.isRegularFile(file) && !file.equals(list))
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      assertEquals(there, DefaultTheme.files());
    }
  }

  @Test
  void theProgramHasOneName() {
    assertEquals(Program.id(), Program.id());
  }
}
