package io.pressroom.builder.content;

import io.pressroom.builder.content.Disk.Stat;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Goes through folders of a site, level by level on all cores, and reads the files that have
 * changed. What it finds does not depend on the order in which it does.
 */
final class Walk {
  /** Links within links beyond this are taken for a loop. */
  private static final int MOST_LINKS = 8;

  /** Where Pressroom keeps its own files. */
  private static final String OURS = ".pressroom";

  /** What no published path may hold. A name that is not UTF-8 shows as U+FFFD. */
  private static final Pattern UNFIT = Pattern.compile("[\\x00-\\x1F\\x7F\\\\\\uFFFD]");

  /** Makes something of a file. */
  @FunctionalInterface
  interface Reading {
    /**
     * Reads a file, or does not.
     *
     * @param size in bytes
     * @throws NoSuchFileException where it is gone
     * @throws IOException where it cannot be read
     */
    Item read(ContentPath path, Layout.Kind kind, Path file, long size) throws IOException;
  }

  private final Disk disk;
  private final Path root;
  private final Layout layout;
  private final Reading reader;
  private final Map<ContentPath, Tracked> known;
  private final boolean parseAgain;
  private final long now;

  private final Map<ContentPath, Tracked> found = new HashMap<>();
  private final Map<String, Way> links = new HashMap<>();

  /**
   * A walk through a site.
   *
   * @param root the site folder, without links
   * @param known files that need not be read again where they have not changed
   * @param parseAgain whether pages have to be read again all the same
   * @param now nanoseconds of 1970
   */
  Walk(
      Disk disk,
      Path root,
      Layout layout,
      Reading reader,
      Map<ContentPath, Tracked> known,
      boolean parseAgain,
      long now) {
    this.disk = disk;
    this.root = root;
    this.layout = layout;
    this.reader = reader;
    this.known = known;
    this.parseAgain = parseAgain;
    this.now = now;
  }

  /**
   * A folder that is gone through.
   *
   * @param path empty for the site folder
   * @param real without links
   * @param parent null for the site folder
   * @param links how many links lead here
   */
  private record Folder(String path, Path real, Folder parent, int links) {
    Entry entry(String name) {
      return new Entry(this, name);
    }
  }

  private record Entry(Folder folder, String name) {
    String path() {
      return folder.path.isEmpty() ? name : folder.path + "/" + name;
    }

    Path file() {
      return folder.real.resolve(name);
    }
  }

  /** What an entry of a folder turned out to be. */
  private sealed interface Seen {
    Entry entry();

    /** How it leads on, where it is a link. */
    Optional<Way> link();
  }

  /** Gone, or nothing to us. */
  private record Nothing(Entry entry, Optional<Way> link) implements Seen {}

  private record Below(Entry entry, Folder folder, Optional<Way> link) implements Seen {}

  private record Read(Entry entry, Tracked tracked, Optional<Way> link) implements Seen {}

  /** All files that were found, by path. */
  Map<ContentPath, Tracked> found() {
    return found;
  }

  /** The links that were found, and how they lead. */
  Map<String, Way> links() {
    return links;
  }

  /**
   * Goes through the whole site, but for the settings.
   *
   * @throws IOException where the site folder cannot be listed
   */
  void everything() throws IOException {
    Folder site = new Folder("", root, null, 0);
    through(
        disk.list(root).stream()
            .filter(name -> !name.equals(Snapshot.SETTINGS.value()))
            .map(site::entry)
            .toList());
  }

  /**
   * Goes through one file, or a folder and all below it.
   *
   * @return the path that was gone through: the given one, or a folder above it that has come or
   *     gone
   */
  String at(String path) {
    Folder folder = new Folder("", root, null, 0);
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      Entry entry = folder.entry(names[i]);
      // What was a file, or could not be read as a folder, is known by its own path.
      boolean isNew = known.containsKey(ContentPath.of(entry.path()));
      if (isNew || !(look(entry) instanceof Below below)) {
        through(List.of(entry));
        return entry.path();
      }
      folder = below.folder;
    }
    through(List.of(folder.entry(names[names.length - 1])));
    return path;
  }

  private void through(List<Entry> start) {
    List<Entry> level = start;
    while (!level.isEmpty()) {
      List<Folder> folders = new ArrayList<>();
      for (Seen seen : level.parallelStream().map(this::look).toList()) {
        switch (seen) {
          case Nothing _ -> {}
          case Below below -> folders.add(below.folder);
          case Read read -> found.put(ContentPath.of(read.entry.path()), read.tracked);
        }
        seen.link().ifPresent(way -> links.put(seen.entry().path(), way));
      }
      List<Listing> listings = folders.parallelStream().map(this::list).toList();
      for (Listing listing : listings) {
        listing.failure.ifPresent(
            failure -> found.put(ContentPath.of(listing.folder.path), failure));
      }
      level = listings.stream().flatMap(Listing::entries).toList();
    }
  }

  private record Listing(Folder folder, List<String> names, Optional<Tracked> failure) {
    Stream<Entry> entries() {
      return names.stream().map(folder::entry);
    }
  }

  private Listing list(Folder folder) {
    try {
      return new Listing(folder, disk.list(folder.real), Optional.empty());
    } catch (NoSuchFileException | NotDirectoryException _) {
      return new Listing(folder, List.of(), Optional.empty()); // gone a moment ago
    } catch (IOException e) {
      return new Listing(
          folder, List.of(), Optional.of(unreadable(ContentPath.of(folder.path), e)));
    }
  }

  private Seen look(Entry entry) {
    Optional<Layout.Kind> kind = layout.kindIn(entry.folder.path, entry.name);
    if (kind.isEmpty() && !layout.enters(entry.path())) {
      return new Nothing(entry, Optional.empty());
    }
    try {
      if (UNFIT.matcher(entry.name).find()) {
        return failed(
            entry,
            "File name that cannot be published",
            "It holds a backslash, a control character, or what is not UTF-8",
            "rename it; where it looks right, run Pressroom in a UTF-8 locale (LC_ALL=C.UTF-8)",
            Optional.empty());
      }
      Stat stat = disk.stat(entry.file(), false);
      return stat.type() == Disk.Type.LINK
          ? linked(entry, kind)
          : seen(entry, kind, entry.file(), stat, Optional.empty());
    } catch (NoSuchFileException | NotDirectoryException _) {
      return new Nothing(entry, Optional.empty()); // gone a moment ago
    } catch (IOException e) {
      return new Read(entry, unreadable(ContentPath.of(entry.path()), e), Optional.empty());
    }
  }

  private Seen linked(Entry entry, Optional<Layout.Kind> kind) throws IOException {
    Path written = disk.target(entry.file());
    Way way = Way.of(disk, entry.file());
    Path target;
    try {
      target = disk.real(entry.file());
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      boolean missing = e instanceof NoSuchFileException;
      return failed(
          entry,
          missing ? "Dead link" : "Link loop",
          missing
              ? "It leads to " + written + ", which is not there"
              : "It leads to " + written + ", and from there to no end",
          null,
          Optional.of(way));
    }
    if (!target.startsWith(root) || target.startsWith(root.resolve(OURS))) {
      return failed(
          entry,
          "Link out of the site",
          "It leads to " + written + ", and only files of the site are read",
          "copy the file into the site",
          Optional.of(way));
    }
    Stat stat = disk.stat(target, true);
    if (stat.type() == Disk.Type.FOLDER && endless(entry.folder, target)) {
      return failed(
          entry,
          "Link loop",
          "It leads to " + written + ", and from there back here",
          null,
          Optional.of(way));
    }
    return seen(entry, kind, target, stat, Optional.of(way));
  }

  /** Whether a link in a folder leads to one that it lies in, on any way that leads here. */
  private static boolean endless(Folder from, Path target) {
    for (Folder folder = from; folder != null; folder = folder.parent) {
      if (folder.real.startsWith(target)) {
        return true;
      }
    }
    return from.links >= MOST_LINKS;
  }

  private Seen seen(
      Entry entry, Optional<Layout.Kind> kind, Path file, Stat stat, Optional<Way> link)
      throws IOException {
    if (stat.type() == Disk.Type.FOLDER && layout.enters(entry.path())) {
      int links = entry.folder.links + (link.isPresent() ? 1 : 0);
      return new Below(entry, new Folder(entry.path(), file, entry.folder, links), link);
    }
    if (stat.type() == Disk.Type.FILE && kind.isPresent()) {
      ContentPath path = ContentPath.of(entry.path());
      return new Read(entry, read(path, kind.get(), file, stat.stamp()), link);
    }
    if (stat.type() == Disk.Type.OTHER && kind.isPresent()) {
      return failed(entry, "Not a file", "It is a device, a socket or a pipe", null, link);
    }
    return new Nothing(entry, link);
  }

  private Tracked read(ContentPath path, Layout.Kind kind, Path file, Stamp stamp)
      throws IOException {
    Tracked before = known.get(path);
    boolean trusted = before != null && !(parseAgain && kind == Layout.Kind.PAGE);
    if (trusted && before.isStill(stamp)) {
      return before;
    }
    Item item = reader.read(path, kind, file, stamp.size());
    if (before != null && before.item().equals(item)) {
      item = before.item(); // the same object is the same at a glance
    }
    return new Tracked(stamp.settledAt(now) ? Optional.of(stamp) : Optional.empty(), item);
  }

  private static Read failed(
      Entry entry, String title, String detail, String hint, Optional<Way> link) {
    Problem problem =
        new BadContentException(title, Spot.UNKNOWN, detail, hint)
            .problem(ContentPath.of(entry.path()));
    return new Read(entry, new Tracked(Optional.empty(), new Item.Failure(problem)), link);
  }

  private static Tracked unreadable(ContentPath path, IOException e) {
    return new Tracked(Optional.empty(), new Item.Failure(FileReader.unreadable(path, e)));
  }
}
