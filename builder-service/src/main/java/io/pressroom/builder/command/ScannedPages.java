package io.pressroom.builder.command;

import io.pressroom.builder.render.ObjectSink;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps of each output that was made only what other pages can link to, and what it links to. */
final class ScannedPages implements ObjectSink {

  private final Map<Digest, HtmlScan> scans = new ConcurrentHashMap<>();

  @Override
  public Digest put(OutputPath path, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    scans.computeIfAbsent(digest, _ -> HtmlScan.of(new String(bytes, StandardCharsets.UTF_8)));
    return digest;
  }

  @Override
  public Staged put(OutputPath path, Path file) throws IOException {
    return new Staged(Digest.of(file), Files.size(file));
  }

  /** The links in a file that was made, in order; none where it is not HTML. */
  List<String> links(Digest digest) {
    return scans.containsKey(digest) ? scans.get(digest).links() : List.of();
  }

  /** What can follow the {@code #} in a link to it. */
  Set<String> anchors(Digest digest) {
    return scans.containsKey(digest) ? scans.get(digest).anchors() : Set.of();
  }
}
