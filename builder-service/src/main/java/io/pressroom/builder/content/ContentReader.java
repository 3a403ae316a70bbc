package io.pressroom.builder.content;

import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a site folder. A file that cannot be read or understood is named in {@link
 * Snapshot#failed()} and never stops the rest.
 *
 * <p>The reader remembers by what to tell that a file has not changed (size, times, inode), and
 * does not read it again then. A file that was changed in the last seconds before it was read is
 * read once more the next time, because another change may have come within the same tick of the
 * file system's clock.
 *
 * <p>To be used by one thread at a time; reads on all cores.
 */
public final class ContentReader {
  private final Path site;
  private final Disk disk;
  private final InstantSource clock;

  private Memory memory;

  /**
   * What is known after a reading.
   *
   * @param root the site folder without links
   * @param files all that were found, with what they were read as
   * @param links the links among them, and what they lead to
   */
  private record Memory(
      Path root,
      Layout layout,
      Tracked settings,
      PathMap<Tracked> files,
      Map<String, Path> links,
      Snapshot snapshot) {}

  /** The settings on which it depends how a page is understood. */
  private record Dialect(ZoneId zone, List<String> taxonomies) {
    static Dialect of(Settings settings) {
      return new Dialect(settings.timeZone(), settings.taxonomies());
    }
  }

  /**
   * A reader of one site.
   *
   * @param site the site folder
   */
  public ContentReader(Path site) {
    this(site, new RealDisk(), InstantSource.system());
  }

  ContentReader(Path site, Disk disk, InstantSource clock) {
    this.site = site.toAbsolutePath().normalize();
    this.disk = disk;
    this.clock = clock;
  }

  /**
   * Reads what may have changed since the previous snapshot. What comes out depends on the files
   * alone: it is equal to {@code read(Optional.empty(), Change.all())}.
   *
   * @param previous the last snapshot that this reader made; with any other, or none, all of the
   *     site is looked at
   * @param change where to look
   * @throws IOException where the site folder itself cannot be read
   */
  public synchronized Snapshot read(Optional<Snapshot> previous, Change change) throws IOException {
    long now = nanos(clock.instant());
    Path root = disk.real(site);
    Layout layout = new Layout(isFolder(root.resolve(Layout.CONTENT)));
    boolean sameShape = memory != null && memory.root.equals(root) && memory.layout.equals(layout);
    Tracked settings = settings(root, sameShape ? memory.settings : null, now);
    Settings read = ((Item.SettingsFile) settings.item()).settings();
    boolean sameDialect =
        sameShape && Dialect.of(memory.snapshot.settings()).equals(Dialect.of(read));
    boolean all =
        change.everything()
            || !sameDialect
            || previous.isEmpty()
            || !same(previous.get(), memory.snapshot);
    PathMap<Tracked> before = sameShape ? memory.files : PathMap.empty();
    Walk walk =
        new Walk(
            disk,
            root,
            layout,
            new FileReader(disk, layout, new FrontMatterReader(read.timeZone(), read.taxonomies())),
            before,
            !sameDialect,
            now);

    Set<ContentPath> gone = new HashSet<>();
    Map<String, Path> links = new TreeMap<>();
    if (all) {
      walk.everything();
      gone.addAll(before.keySet());
    } else {
      links.putAll(memory.links);
      for (String path : places(root, layout, change.paths())) {
        String walked = walk.at(path);
        gone.addAll(before.at(walked));
        links.keySet().removeIf(link -> link.equals(walked) || link.startsWith(walked + "/"));
      }
    }
    links.putAll(walk.links());
    gone.removeAll(walk.found().keySet());
    Map<ContentPath, Tracked> put = new HashMap<>();
    walk.found()
        .forEach(
            (path, tracked) -> {
              if (!same(before.get(path), tracked)) {
                put.put(path, tracked);
              }
            });
    PathMap<Tracked> files = before.with(put, gone);
    Optional<Snapshot> last = sameShape ? Optional.of(memory.snapshot) : Optional.empty();
    Snapshot snapshot =
        last.isPresent()
                && put.isEmpty()
                && gone.isEmpty()
                && settings.item().equals(memory.settings.item())
            ? last.get()
            : snapshot(last, (Item.SettingsFile) settings.item(), files, put, gone);
    memory = new Memory(root, layout, settings, files, links, snapshot);
    return snapshot;
  }

  /** Whether it is the very same: what is only equal was read by another reader, or again. */
  private static boolean same(Object a, Object b) {
    return a == b;
  }

  /** Reads page bodies of this site. */
  public Bodies bodies() {
    return new SiteBodies(site);
  }

  private boolean isFolder(Path path) throws IOException {
    try {
      return disk.stat(path, true).type() == Disk.Type.FOLDER;
    } catch (NoSuchFileException | NotDirectoryException _) {
      return false;
    }
  }

  private Tracked settings(Path root, Tracked before, long now) {
    ContentPath path = Snapshot.SETTINGS;
    Path file = path.in(root);
    try {
      Stamp stamp = disk.stat(file, true).stamp();
      if (before != null && before.isStill(stamp)) {
        return before;
      }
      return new Tracked(
          stamp.settledAt(now) ? Optional.of(stamp) : Optional.empty(),
          FileReader.settings(disk, path, file, stamp.size()));
    } catch (NoSuchFileException _) {
      return new Tracked(
          Optional.empty(),
          new Item.SettingsFile(
              Settings.DEFAULTS, Digest.of(new byte[0]), Optional.empty(), List.of()));
    } catch (IOException e) {
      return new Tracked(Optional.empty(), FileReader.unusable(FileReader.unreadable(path, e)));
    }
  }

  /** The paths to look at, none of them below another. */
  private Collection<String> places(Path root, Layout layout, Set<Path> changed) {
    TreeSet<String> places = new TreeSet<>();
    for (Path path : changed) {
      Path normal = path.normalize();
      Path base = normal.startsWith(site) ? site : root;
      if (normal.startsWith(base) && !normal.equals(base)) {
        String place = text(base.relativize(normal));
        places.add(place);
        // What lies behind links has more than one path.
        memory.links.forEach(
            (link, target) -> {
              Path real = root.resolve(place);
              if (real.startsWith(target)) {
                places.add(real.equals(target) ? link : link + "/" + text(target.relativize(real)));
              } else if (target.startsWith(real)) {
                places.add(link);
              }
            });
      }
    }
    places.removeIf(
        place -> {
          boolean nothing = layout.kindOf(place).isEmpty() && !layout.enters(place);
          boolean covered = false;
          for (int slash = place.indexOf('/'); slash > 0; slash = place.indexOf('/', slash + 1)) {
            covered |= places.contains(place.substring(0, slash));
          }
          return nothing || covered;
        });
    return places;
  }

  private static String text(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static Snapshot snapshot(
      Optional<Snapshot> before,
      Item.SettingsFile settings,
      PathMap<Tracked> files,
      Map<ContentPath, Tracked> put,
      Set<ContentPath> gone) {
    Map<ContentPath, Page> pages = new HashMap<>();
    Map<ContentPath, Asset> assets = new HashMap<>();
    Map<ContentPath, Problem> failed = new HashMap<>();
    put.forEach(
        (path, tracked) -> {
          switch (tracked.item()) {
            case Page page -> pages.put(path, page);
            case Asset asset -> assets.put(path, asset);
            case Item.Failure failure -> failed.put(path, failure.problem());
            case Template _, Data _, Item.SettingsFile _ -> {}
          }
        });
    Set<ContentPath> touched = new HashSet<>(gone);
    touched.addAll(put.keySet());
    pages.putAll(readmes(touched, files));
    Set<ContentPath> mended = new HashSet<>(touched);
    mended.add(Snapshot.SETTINGS);
    settings.failure().ifPresent(problem -> failed.put(Snapshot.SETTINGS, problem));

    List<Problem> problems = new ArrayList<>(settings.problems());
    Map<String, Template> templates = new TreeMap<>();
    Map<String, Data> data = new TreeMap<>();
    Map<String, ContentPath> dataFiles = new HashMap<>();
    for (ContentPath path : files.at(Layout.TEMPLATES)) {
      if (files.get(path).item() instanceof Template template) {
        templates.put(template.name(), template);
      }
    }
    for (ContentPath path : files.at(Layout.DATA)) {
      if (files.get(path).item() instanceof Data one) {
        ContentPath first = dataFiles.putIfAbsent(one.name(), path);
        if (first == null) {
          data.put(one.name(), one);
        } else {
          problems.add(
              new BadContentException(
                      "Two data files of one name", first + " is read, and this one is not")
                  .problem(path));
        }
      }
    }
    return new Snapshot(
        settings.settings(),
        settings.digest(),
        PathMap.copyOf(before.map(Snapshot::pages).orElse(Map.of())).with(pages, touched),
        PathMap.copyOf(before.map(Snapshot::assets).orElse(Map.of())).with(assets, touched),
        templates,
        data,
        PathMap.copyOf(before.map(Snapshot::failed).orElse(Map.of())).with(failed, mended),
        problems);
  }

  /** The README pages of all folders that were touched: they stand for folders without an index. */
  private static Map<ContentPath, Page> readmes(Set<ContentPath> touched, PathMap<Tracked> files) {
    Set<String> folders = new HashSet<>();
    for (ContentPath path : touched) {
      String name = path.name();
      if (Layout.INDEX_NAMES.contains(name) || Layout.README_NAMES.contains(name)) {
        folders.add(path.folder());
      }
    }
    Map<ContentPath, Page> readmes = new HashMap<>();
    for (String folder : folders) {
      boolean indexed =
          Layout.INDEX_NAMES.stream().anyMatch(name -> files.containsKey(in(folder, name)));
      for (String name : Layout.README_NAMES) {
        Tracked readme = files.get(in(folder, name));
        if (readme != null && readme.item() instanceof Page page) {
          readmes.put(page.path(), page.withIndex(!indexed));
        }
      }
    }
    return readmes;
  }

  private static ContentPath in(String folder, String name) {
    return ContentPath.of(folder.isEmpty() ? name : folder + "/" + name);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
