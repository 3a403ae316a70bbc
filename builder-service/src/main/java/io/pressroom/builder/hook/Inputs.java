package io.pressroom.builder.hook;

import io.pressroom.builder.content.Hook;
import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.EditorFiles;
import io.pressroom.builder.watch.UnwatchedFolders;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a hook reads, known by content: a file that is written again as it was is no change. A file
 * that the file system says is untouched is not read again.
 */
final class Inputs {
  /** Longer than a tick of any file system's clock. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private record Known(long size, FileTime modified, Object file, Digest digest, boolean settled) {
    boolean isStill(BasicFileAttributes now) {
      return settled
          && size == now.size()
          && modified.equals(now.lastModifiedTime())
          && String.valueOf(file).equals(String.valueOf(now.fileKey()));
    }
  }

  private final Path site;
  private final List<Path> read;
  private final List<Path> written;
  private Map<Path, Known> files = Map.of();
  private Digest last;

  /**
   * @param site without links
   */
  Inputs(Path site, Hook hook) {
    this.site = site;
    this.read =
        hook.reads().isEmpty() ? List.of(site) : hook.reads().stream().map(site::resolve).toList();
    this.written = hook.writes().stream().map(site::resolve).toList();
  }

  /**
   * The digest of all that is read now.
   *
   * @param change where it may differ from the last time
   */
  Digest look(Change change) throws IOException {
    if (last == null || change.everything() || change.paths().stream().anyMatch(this::concerns)) {
      Map<Path, Known> now = new TreeMap<>();
      for (Path path : read) {
        walk(path, now);
      }
      files = now;
      var text = new StringBuilder();
      now.forEach((path, known) -> text.append(known.digest().hex()).append(path).append('\n'));
      last = Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return last;
  }

  private boolean concerns(Path changed) {
    return !isWritten(changed)
        && read.stream().anyMatch(path -> changed.startsWith(path) || path.startsWith(changed));
  }

  private boolean isWritten(Path path) {
    return written.stream().anyMatch(path::startsWith);
  }

  private void walk(Path start, Map<Path, Known> into) throws IOException {
    if (!Files.exists(start)) {
      return;
    }
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean closed = !folder.equals(start) && UnwatchedFolders.isOne(name(folder));
            return closed || isWritten(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isWritten(file) && !EditorFiles.isOne(name(file))) {
              note(file, attributes, into);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone a moment ago, or closed to us and so to a hook
          }
        });
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private void note(Path file, BasicFileAttributes attributes, Map<Path, Known> into)
      throws IOException {
    Known known = files.get(file);
    if (known == null || !known.isStill(attributes)) {
      Digest digest;
      try {
        digest =
            attributes.isSymbolicLink()
                ? Digest.of(
                    Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8))
                : attributes.isRegularFile() ? Digest.of(file) : null;
      } catch (NoSuchFileException | java.nio.file.AccessDeniedException _) {
        digest = null;
      }
      if (digest == null) {
        return;
      }
      known =
          new Known(
              attributes.size(),
              attributes.lastModifiedTime(),
              attributes.fileKey(),
              digest,
              attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(TICK)));
    }
    into.put(site.relativize(file), known);
  }
}
