package io.pressroom.server.load;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.MediaTypes;
import io.pressroom.store.OutputPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes releases for tests that need no store. */
public final class Releases {

  /** When all of them were published. */
  public static final Instant PUBLISHED = Instant.parse("2026-01-02T03:04:05.678Z");

  private Releases() {}

  /**
   * A release with these paths; the content of each is its path, repeated to {@code size} bytes.
   */
  public static LoadedRelease of(int size, String... paths) {
    List<Entry> entries = Arrays.stream(paths).map(path -> entry(path, body(path, size))).toList();
    return LoadedRelease.first(
        Manifest.of(entries), entries, PUBLISHED, Steering.NONE, Optional.empty());
  }

  /** As {@link #of}, with a file {@code _redirects} of that text. */
  public static LoadedRelease steered(String redirects, int size, String... paths) {
    List<Entry> entries =
        Stream.concat(
                Arrays.stream(paths).map(path -> entry(path, body(path, size))),
                Stream.of(entry("_redirects", redirects.getBytes(StandardCharsets.UTF_8))))
            .toList();
    Manifest manifest = Manifest.of(entries);
    Steering steering =
        Steering.NONE.next(manifest, entry -> redirects.getBytes(StandardCharsets.UTF_8));
    return LoadedRelease.first(
        manifest, manifest.entries().toList(), PUBLISHED, steering, Optional.empty());
  }

  public static byte[] body(String path, int size) {
    return path.repeat(size / path.length() + 1)
        .substring(0, size)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  public static Entry entry(String path, byte[] body) {
    OutputPath output = new OutputPath(path);
    return new Entry(output, Digest.of(body), body.length, MediaTypes.of(output));
  }
}
