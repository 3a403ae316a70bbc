package io.pressroom.builder.content;

import io.pressroom.store.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stamps of all files of a site as one digest. Where it is the same again, each file is at its
 * place, and what it was.
 */
final class Stamps {

  private Stamps() {}

  /**
   * Their digest.
   *
   * @param root the site folder without links
   * @return empty where a stamp cannot be gone by
   */
  static Optional<Digest> of(
      Path root, Layout layout, Map<ContentPath, Tracked> files, Map<String, Way> links) {
    var bytes = new ByteArrayOutputStream();
    try (var to = new DataOutputStream(bytes)) {
      to.writeUTF(root.toString());
      to.writeBoolean(layout.contentFolder());
      to.writeInt(files.size());
      for (Map.Entry<ContentPath, Tracked> file : new TreeMap<>(files).entrySet()) {
        Optional<Stamp> stamp = file.getValue().stamp();
        if (stamp.isEmpty()) {
          return Optional.empty();
        }
        to.writeUTF(file.getKey().value());
        to.writeLong(stamp.get().size());
        to.writeLong(stamp.get().modified());
        to.writeLong(stamp.get().changed());
        to.writeLong(stamp.get().file());
      }
      for (Map.Entry<String, Way> link : new TreeMap<>(links).entrySet()) {
        to.writeUTF(link.getKey());
        to.writeUTF(link.getValue().end().toString());
        for (Path step : new TreeSet<>(link.getValue().steps())) {
          to.writeUTF(step.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of an array, and no path is longer than 65,535 bytes
    }
    return Optional.of(Digest.of(bytes.toByteArray()));
  }
}
