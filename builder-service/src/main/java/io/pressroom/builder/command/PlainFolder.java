package io.pressroom.builder.command;

import io.pressroom.builder.render.ObjectSink;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A site as a plain folder of files. What lies there and is not from an earlier build is never
 * overwritten or removed. What a build wrote it notes in {@code .pressroom-files}, one line a file:
 *
 * <pre>
 * 5891b5b5…be03 posts/hello/index.html
 * </pre>
 *
 * <p>A file that has the right bytes is not touched; each other is moved into its place whole. A
 * crash leaves files of both builds, and the list of the earlier one, so that the next build puts
 * it right.
 */
final class PlainFolder implements ObjectSink, AutoCloseable {

  /** How many files a build wrote and removed. */
  record Written(int written, int removed) {}

  private static final String LIST = ".pressroom-files";
  private static final String STAGING = ".pressroom-staging";

  private final Path folder;
  private final Path staging;
  private final Set<Digest> staged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger copies = new AtomicInteger();

  private PlainFolder(Path folder) {
    this.folder = folder;
    this.staging = folder.resolve(STAGING);
  }

  /** Opens the folder, which is made where there is none. */
  static PlainFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    PlainFolder plain = new PlainFolder(folder);
    plain.close(); // what a crash has left
    Files.createDirectory(plain.staging);
    return plain;
  }

  @Override
  public Digest put(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    if (staged.add(digest)) {
      Files.write(staging.resolve(digest.hex()), bytes);
    }
    return digest;
  }

  @Override
  public Staged put(Path file) throws IOException {
    Path copy = staging.resolve("copy-" + copies.incrementAndGet());
    Files.copy(file, copy);
    Digest digest = Digest.of(copy);
    long size = Files.size(copy);
    if (staged.add(digest)) {
      Files.move(copy, staging.resolve(digest.hex()));
    } else {
      Files.delete(copy);
    }
    return new Staged(digest, size);
  }

  /**
   * Makes the folder hold these files, all of which were put.
   *
   * @param complete whether files of earlier builds that are not among these are removed
   * @throws CommandFailure where a file of somebody else is in the way; nothing is changed then
   */
  Written finish(Collection<Entry> entries, boolean complete) throws IOException, CommandFailure {
    Map<OutputPath, Digest> earlier = earlier();
    Map<OutputPath, Digest> now = new TreeMap<>();
    Map<Digest, Integer> uses = new HashMap<>();
    List<Entry> missing = new ArrayList<>();
    for (Entry entry : entries) {
      now.put(entry.path(), entry.digest());
      if (!has(entry)) {
        refuseToOverwrite(entry.path(), earlier);
        missing.add(entry);
        uses.merge(entry.digest(), 1, Integer::sum);
      }
    }
    List<OutputPath> stale = new ArrayList<>();
    if (complete) {
      earlier.keySet().stream().filter(path -> !now.containsKey(path)).forEach(stale::add);
    } else {
      earlier.forEach(now::putIfAbsent);
    }
    int removed = 0;
    for (OutputPath path : stale) {
      // One that its owner has changed since is theirs.
      if (Files.isRegularFile(at(path)) && Digest.of(at(path)).equals(earlier.get(path))) {
        Files.delete(at(path));
        removeEmptyParents(at(path));
        removed++;
      }
    }
    for (Entry entry : missing) {
      Path source = staging.resolve(entry.digest().hex());
      if (uses.merge(entry.digest(), -1, Integer::sum) > 0) {
        source = Files.copy(source, staging.resolve("copy-" + copies.incrementAndGet()));
      }
      Files.createDirectories(at(entry.path()).getParent());
      Files.move(source, at(entry.path()), StandardCopyOption.ATOMIC_MOVE);
    }
    note(now);
    return new Written(missing.size(), removed);
  }

  private boolean has(Entry entry) throws IOException {
    Path file = at(entry.path());
    return Files.isRegularFile(file)
        && Files.size(file) == entry.size()
        && Files.mismatch(file, staging.resolve(entry.digest().hex())) == -1;
  }

  private void refuseToOverwrite(OutputPath path, Map<OutputPath, Digest> earlier)
      throws CommandFailure {
    for (Path file = at(path); !file.equals(folder); file = file.getParent()) {
      if (Files.exists(file) && !Files.isDirectory(file) && !earlier.containsKey(pathOf(file))) {
        throw new CommandFailure(
            "%s is in the way and not from an earlier build: remove it, or choose another --output"
                .formatted(file));
      }
    }
  }

  private void removeEmptyParents(Path removed) throws IOException {
    for (Path parent = removed.getParent(); !parent.equals(folder); parent = parent.getParent()) {
      try (Stream<Path> children = Files.list(parent)) {
        if (children.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(parent);
    }
  }

  private Map<OutputPath, Digest> earlier() throws IOException {
    Map<OutputPath, Digest> earlier = new TreeMap<>();
    Path list = folder.resolve(LIST);
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        int space = line.indexOf(' ');
        try {
          earlier.put(
              OutputPath.of(line.substring(space + 1)),
              new Digest(line.substring(0, Math.max(space, 0))));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "%s is damaged at \"%s\": remove it, and the files of earlier builds that are to go"
                  .formatted(list, line),
              e);
        }
      }
    }
    return earlier;
  }

  private void note(Map<OutputPath, Digest> files) throws IOException {
    var text = new StringBuilder();
    files.forEach(
        (path, digest) -> text.append(digest.hex()).append(' ').append(path.value()).append('\n'));
    Path aside = staging.resolve("list");
    Files.writeString(aside, text);
    Files.move(aside, folder.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path at(OutputPath path) {
    return folder.resolve(path.value());
  }

  private OutputPath pathOf(Path file) {
    return OutputPath.of(folder.relativize(file).toString().replace('\\', '/'));
  }

  /** Removes what was put and not used. */
  @Override
  public void close() throws IOException {
    if (Files.isDirectory(staging)) {
      try (Stream<Path> files = Files.list(staging)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.delete(file);
        }
      }
      Files.delete(staging);
    }
  }
}
