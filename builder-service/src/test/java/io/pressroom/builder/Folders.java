package io.pressroom.builder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders of tests. */
final class Folders {

  private Folders() {}

  /**
   * A new folder, in memory where the system has a place for that: a test of hundreds of stores
   * would mostly wait for the disk, and does not cut its power.
   */
  static Path temporary() throws IOException {
    Path memory = Path.of("/dev/shm");
    return (Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "press")
            : Files.createTempDirectory("press"))
        .toRealPath();
  }

  /** Removes a file, a link or a folder with all below it; nothing where there is none. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
