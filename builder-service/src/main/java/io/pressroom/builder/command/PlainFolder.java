package io.pressroom.builder.command;

import io.pressroom.builder.render.ObjectSink;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

  /**
   * What was put, as it is to lie. A folder that is new moves into its place whole, and that is
   * less work for the file system than one folder with everything in it and a move for each.
   */
  private final Path tree;

  private final Set<OutputPath> staged = ConcurrentHashMap.newKeySet();
  private final Set<Path> made = ConcurrentHashMap.newKeySet();

  private PlainFolder(Path folder) {
    this.folder = folder;
    this.staging = folder.resolve(STAGING);
    this.tree = staging.resolve("site");
  }

  /** Opens the folder, which is made where there is none. */
  static PlainFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    PlainFolder plain = new PlainFolder(folder);
    plain.close(); // what a crash has left
    Files.createDirectories(plain.tree);
    return plain;
  }

  @Override
  public Digest put(OutputPath path, byte[] bytes) throws IOException {
    Files.write(place(path), bytes);
    return Digest.of(bytes);
  }

  @Override
  public Staged put(OutputPath path, Path file) throws IOException {
    Path copy = place(path);
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    return new Staged(Digest.of(copy), Files.size(copy));
  }

  /** Where the bytes for a path are staged, in a folder that is there. */
  private Path place(OutputPath path) throws IOException {
    Path place = tree.resolve(path.value());
    Path parent = place.getParent();
    if (!made.contains(parent)) {
      Files.createDirectories(parent);
      made.add(parent);
    }
    staged.add(path);
    return place;
  }

  /**
   * Makes the folder hold these files, all of which were put at their paths.
   *
   * @param complete whether files of earlier builds that are not among these are removed
   * @throws CommandFailure where a file of somebody else is in the way; nothing is changed then
   */
  Written finish(Collection<Entry> entries, boolean complete) throws IOException, CommandFailure {
    Map<OutputPath, Digest> earlier = earlier();
    Map<OutputPath, Digest> now = new TreeMap<>();
    Map<String, Boolean> folders = new HashMap<>();
    Set<String> moves = new LinkedHashSet<>();
    int written = 0;
    for (Entry entry : entries) {
      OutputPath path = entry.path();
      now.put(path, entry.digest());
      Optional<String> newFolder = newFolder(path, folders);
      if (newFolder.isPresent()) {
        moves.add(newFolder.get());
        written++;
      } else if (!has(entry)) {
        refuseToOverwrite(path, earlier);
        moves.add(path.value());
        written++;
      }
    }
    for (OutputPath path : staged) {
      if (!now.containsKey(path)) {
        Files.delete(tree.resolve(path.value()));
        removeEmptyParents(tree.resolve(path.value()), tree);
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
        removeEmptyParents(at(path), folder);
        removed++;
      }
    }
    for (String path : moves) {
      Path target = folder.resolve(path);
      Files.createDirectories(target.getParent());
      Files.move(tree.resolve(path), target, StandardCopyOption.ATOMIC_MOVE);
    }
    note(now);
    return new Written(written, removed);
  }

  /**
   * The topmost folder on the way to a file that is not there yet; empty where all are there, or
   * something else is in the way.
   *
   * @param known what is known of folders: true where it is one, false where nothing is there
   */
  private Optional<String> newFolder(OutputPath file, Map<String, Boolean> known) {
    String path = file.value();
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      String above = path.substring(0, end);
      Boolean isFolder = known.computeIfAbsent(above, this::isFolder);
      if (isFolder == null) {
        return Optional.empty();
      }
      if (!isFolder) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  /** Whether a folder is there, false if nothing is; null where it is something else. */
  private Boolean isFolder(String path) {
    Path place = folder.resolve(path);
    if (Files.isDirectory(place)) {
      return true;
    }
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? null : Boolean.FALSE;
  }

  private boolean has(Entry entry) throws IOException {
    Path file = at(entry.path());
    return Files.isRegularFile(file)
        && Files.size(file) == entry.size()
        && Files.mismatch(file, tree.resolve(entry.path().value())) == -1;
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

  private void removeEmptyParents(Path removed, Path top) throws IOException {
    for (Path parent = removed.getParent(); !parent.equals(top); parent = parent.getParent()) {
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
      try (Stream<Path> files = Files.walk(staging)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
