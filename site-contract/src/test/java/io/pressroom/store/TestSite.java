package io.pressroom.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small sites by their text, and what tests do with a store. */
final class TestSite {

  private TestSite() {}

  static Entry entry(String path, String text) {
    OutputPath output = OutputPath.of(path);
    byte[] bytes = text.getBytes(UTF_8);
    return new Entry(output, Digest.of(bytes), bytes.length, MediaTypes.of(output));
  }

  static Manifest manifest(Map<String, String> site) {
    return Manifest.of(
        site.entrySet().stream().map(file -> entry(file.getKey(), file.getValue())).toList());
  }

  /** Puts and publishes the whole site. */
  static ReleaseId publish(StoreWriter writer, Map<String, String> site) throws IOException {
    try (Staging staging = writer.stage()) {
      for (String text : site.values()) {
        staging.put(text.getBytes(UTF_8));
      }
      return staging.publish(manifest(site));
    }
  }

  /** The files in a folder and below it, relative to it. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(all::add);
    }
    for (Path path : all) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** The site that is live, read from its objects; empty where none is. */
  static Map<String, String> live(Path store) throws IOException {
    StoreReader reader = StoreReader.at(store);
    if (reader.live().isEmpty()) {
      return Map.of();
    }
    return reader
        .manifest(reader.live().get())
        .entries()
        .collect(
            java.util.stream.Collectors.toMap(
                entry -> entry.path().value(),
                entry -> {
                  try {
                    byte[] bytes = Files.readAllBytes(reader.object(entry.digest()));
                    if (!Digest.of(bytes).equals(entry.digest())) {
                      throw new AssertionError("torn: " + entry);
                    }
                    return new String(bytes, UTF_8);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }
}
