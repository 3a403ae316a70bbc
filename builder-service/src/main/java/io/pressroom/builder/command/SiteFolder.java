package io.pressroom.builder.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder that a command is about. */
final class SiteFolder {

  private SiteFolder() {}

  /**
   * The folder that was named, or the example site of this Pressroom.
   *
   * @throws CommandFailure where it is not there
   */
  static Path of(Optional<Path> named) throws CommandFailure {
    Path folder =
        named.orElseGet(
            () -> Path.of(System.getenv().getOrDefault("PRESSROOM_HOME", ""), "example-site"));
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no folder " + folder);
    }
    return folder.toAbsolutePath().normalize();
  }

  /**
   * Where a build of the site goes: the folder that was named, or one in the site that is no
   * content.
   *
   * @throws CommandFailure where the next build would take this one's output for content, or a file
   *     is there
   */
  static Path output(Path site, Optional<Path> named) throws CommandFailure {
    Path output = named.orElse(site.resolve(".pressroom").resolve("output"));
    output = output.toAbsolutePath().normalize();
    if (output.equals(site) || site.startsWith(output)) {
      throw new CommandFailure(
          "the output folder %s has the site in it: choose another with --output"
              .formatted(output));
    }
    if (output.startsWith(site) && isContent(site, site.relativize(output))) {
      throw new CommandFailure(
          "the output folder %s lies in the content: choose another with --output"
              .formatted(output));
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new CommandFailure(
          "the output folder %s is a file: choose another with --output".formatted(output));
    }
    return output;
  }

  private static boolean isContent(Path site, Path inSite) {
    String first = inSite.getName(0).toString();
    if (first.startsWith(".") || first.startsWith("_") || first.equals("target")) {
      return false;
    }
    return !Files.isDirectory(site.resolve("content"))
        || List.of("content", "static", "assets", "templates", "data").contains(first);
  }
}
