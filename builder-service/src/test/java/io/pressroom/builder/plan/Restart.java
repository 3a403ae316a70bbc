package io.pressroom.builder.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A record that has been through a file. */
final class Restart {

  private Restart() {}

  static BuildRecord of(BuildRecord record) {
    try {
      Path file = Files.createTempFile("record", "");
      try {
        Files.delete(file);
        try (RecordFile to = new RecordFile(file, "site", Restart::fail)) {
          to.save(record);
        }
        try (RecordFile from = new RecordFile(file, "site", Restart::fail)) {
          return from.load().record();
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail(IOException e) {
    throw new UncheckedIOException(e);
  }
}
