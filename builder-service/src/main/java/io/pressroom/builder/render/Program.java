package io.pressroom.builder.render;

import io.pressroom.store.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands for the code that renders. What another program made may differ, so it is made again. It
 * is the digest of the jar, or of the folder of classes, that this class is from; the versions of
 * libraries are in the jar.
 */
final class Program {
  private Program() {}

  static String id() {
    CodeSource source = Program.class.getProtectionDomain().getCodeSource();
    if (source == null || !"file".equals(source.getLocation().getProtocol())) {
      // A class loader that does not tell. Every start is another program then: slow, never wrong.
      return "started "
          + ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH)
          + " as "
          + ProcessHandle.current().pid();
    }
    try {
      Path code = Path.of(source.getLocation().toURI());
      return (Files.isDirectory(code) ? ofFolder(code) : Digest.of(code)).hex();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading our own program", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Where is our own program?", e);
    }
  }

  private static Digest ofFolder(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> classes =
          files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      for (Path file : classes) {
        all.append(folder.relativize(file)).append(' ').append(Digest.of(file).hex()).append('\n');
      }
    }
    return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
