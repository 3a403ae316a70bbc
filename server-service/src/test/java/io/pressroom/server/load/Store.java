package io.pressroom.server.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.MediaTypes;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real store on a disk that tests publish to. */
public record Store(Path folder) {

  public StoreReader reader() {
    return StoreReader.at(folder);
  }

  /** Publishes a release of these texts by path. */
  public ReleaseId publish(Map<String, String> site) {
    try (StoreWriter writer = StoreWriter.open(folder);
        Staging staging = writer.stage()) {
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, String> file : site.entrySet()) {
        OutputPath path = new OutputPath(file.getKey());
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(path, staging.put(bytes), bytes.length, MediaTypes.of(path)));
      }
      return staging.publish(Manifest.of(entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of the object with these contents. */
  public Path object(String text) {
    return reader().object(Digest.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Has the system forget what it has of a file in memory; nothing where it cannot. */
  public static void forget(Path file) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dd")), "Linux");
    assumeTrue(!Files.getFileStore(file).type().equals("tmpfs"), "on a disk");
    int exit =
        new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
            .start()
            .waitFor();
    assertEquals(0, exit);
  }
}
