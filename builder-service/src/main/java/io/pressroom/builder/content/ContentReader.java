package io.pressroom.builder.content;

import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.rules.HeaderRules;
import io.pressroom.rules.Redirects;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
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
 * <p>To be used by one thread at a time, but for {@link #look}; reads on all cores.
 */
public final class ContentReader {
  /** A stop waits for it. */
  private static final int MOST_READ_AGAIN = 100;

  private final Path site;
  private final Disk disk;
  private final InstantSource clock;

  private volatile Optional<Memory> memory = Optional.empty();

  /**
   * What is known after a reading.
   *
   * @param root the site folder without links
   * @param files all that were found, with what they were read as
   * @param links the links among them, and how they lead
   */
  private record Memory(
      Path root,
      Layout layout,
      Dialect dialect,
      PathMap<Tracked> files,
      Map<String, Way> links,
      Snapshot snapshot) {

    static Memory nothing(Path root, Layout layout) {
      Settings settings = Settings.DEFAULTS;
      Snapshot snapshot =
          new Snapshot(
              settings,
              Digest.of(new byte[0]),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              List.of());
      return new Memory(root, layout, Dialect.of(settings), PathMap.empty(), Map.of(), snapshot);
    }
  }

  /** The settings on which it depends how a page is understood. */
  private record Dialect(ZoneId zone, List<String> taxonomies) {
    static Dialect of(Settings settings) {
      return new Dialect(settings.timeZone(), settings.taxonomies());
    }

    FrontMatterReader reader() {
      return new FrontMatterReader(zone, taxonomies);
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

  /** Reads page bodies of this site. */
  public Bodies bodies() {
    return new SiteBodies(site);
  }

  /**
   * Reads what may have changed since the previous snapshot. What comes out depends on the files
   * alone: it is equal to {@code read(Optional.empty(), Change.all())}. Where nothing has changed,
   * it is the previous snapshot itself.
   *
   * @param previous the last snapshot that this reader made; with any other, or none, all of the
   *     site is looked at
   * @param change where to look
   * @throws IOException where the site folder itself cannot be read
   */
  public synchronized Snapshot read(Optional<Snapshot> previous, Change change) throws IOException {
    long now = nanos(clock.instant());
    Path root = disk.real(site);
    Layout layout = new Layout(hasContentFolder(root));
    Memory last =
        memory
            .filter(m -> m.root.equals(root) && m.layout.equals(layout))
            .orElseGet(() -> Memory.nothing(root, layout));

    // How pages are understood depends on the settings, so these come first.
    Walk settingsWalk = walk(last, last.dialect, now);
    String _ = settingsWalk.at(Snapshot.SETTINGS.value());
    Dialect dialect =
        Dialect.of(
            settingsIn(settingsWalk.found()).map(s -> s.settings()).orElse(Settings.DEFAULTS));

    Walk walk = walk(last, dialect, now);
    Set<ContentPath> gone = new HashSet<>();
    Map<String, Way> links = new TreeMap<>();
    Set<String> places = places(last, change);
    if (!places.contains("")
        && dialect.equals(last.dialect)
        && previous.isPresent()
        && same(previous.get(), last.snapshot)) {
      links.putAll(last.links);
      for (String place : places) {
        String walked = walk.at(place);
        gone.addAll(last.files.at(walked));
        links.keySet().removeIf(link -> link.equals(walked) || link.startsWith(walked + "/"));
      }
      gone.addAll(last.files.at(Snapshot.SETTINGS.value()));
    } else {
      walk.everything();
      gone.addAll(last.files.keySet());
    }
    Map<ContentPath, Tracked> found = walk.found();
    found.putAll(settingsWalk.found());
    links.putAll(walk.links());
    links.putAll(settingsWalk.links());
    gone.removeAll(found.keySet());
    found.entrySet().removeIf(entry -> same(last.files.get(entry.getKey()), entry.getValue()));

    PathMap<Tracked> files = last.files.with(found, gone);
    Snapshot snapshot = snapshot(last, files, found, gone);
    memory = Optional.of(new Memory(root, layout, dialect, files, links, snapshot));
    return snapshot;
  }

  /**
   * Stands for all files that a snapshot was made from, as {@link #glance} tells later whether they
   * are the same still. Files that were changed just before they were read are read once more, if
   * they are few.
   *
   * @return empty where the site has changed since, or a file can be known only by its bytes
   */
  public synchronized Optional<Digest> stamps(Snapshot snapshot) throws IOException {
    if (memory.filter(it -> same(it.snapshot, snapshot)).isEmpty()) {
      return Optional.empty();
    }
    Memory read = memory.get();
    Set<Path> young = new HashSet<>();
    read.files.forEach(
        (path, file) -> {
          if (file.stamp().isEmpty()) {
            young.add(path.in(read.root));
          }
        });
    if (young.size() > MOST_READ_AGAIN
        || (!young.isEmpty() && !same(read(Optional.of(snapshot), Change.of(young)), snapshot))) {
      return Optional.empty();
    }
    Memory now = memory.get();
    return Stamps.of(now.root, now.layout, now.files, now.links);
  }

  /**
   * What {@link #stamps} says after a reading, without one: no file is opened.
   *
   * @return empty where a file is too young to be known by its stamp, or cannot be reached
   */
  public Optional<Digest> glance() throws IOException {
    Path root = disk.real(site);
    Layout layout = new Layout(hasContentFolder(root));
    Walk walk = unread(root, layout, Map.of());
    return Stamps.of(root, layout, walk.found(), walk.links());
  }

  /** A walk through all, in which no file is opened. */
  private Walk unread(Path root, Layout layout, Map<ContentPath, Tracked> known)
      throws IOException {
    Walk walk =
        new Walk(
            disk,
            root,
            layout,
            (path, _, _, size) -> new Item.Unread(),
            known,
            false,
            nanos(clock.instant()));
    String _ = walk.at(Snapshot.SETTINGS.value());
    walk.everything();
    return walk;
  }

  /**
   * Finds where the site differs from what was last read, and reads nothing: a reading need not
   * wait for it. For any thread.
   *
   * @return everything where that cannot be told: nothing was read yet, a link leads elsewhere, or
   *     there are hooks, which may read what is no file of the site's
   * @throws IOException where the site folder itself cannot be read
   */
  public Change look() throws IOException {
    Path root = disk.real(site);
    Layout layout = new Layout(hasContentFolder(root));
    Optional<Memory> comparable =
        memory.filter(
            m ->
                m.root.equals(root)
                    && m.layout.equals(layout)
                    && m.snapshot.settings().hooks().isEmpty());
    if (comparable.isEmpty()) {
      return Change.all();
    }
    Memory last = comparable.get();
    Walk walk = unread(root, layout, last.files);
    return walk.links().equals(last.links)
        ? Change.of(differences(last, walk.found()))
        : Change.all();
  }

  private static Set<Path> differences(Memory last, Map<ContentPath, Tracked> found) {
    Set<Path> places = new HashSet<>();
    found.forEach(
        (path, now) -> {
          if (!now.equals(last.files.get(path))) {
            places.add(path.in(last.root));
          }
        });
    last.files.forEach(
        (path, _) -> {
          if (!found.containsKey(path)) {
            places.add(path.in(last.root));
          }
        });
    return places;
  }

  private Walk walk(Memory last, Dialect dialect, long now) {
    return new Walk(
        disk,
        last.root,
        last.layout,
        new FileReader(disk, last.layout, dialect.reader()),
        last.files,
        !dialect.equals(last.dialect),
        now);
  }

  /** A link named so is meant to be one, wherever it leads: that it leads nowhere is told. */
  private boolean hasContentFolder(Path root) throws IOException {
    Path content = root.resolve(Layout.CONTENT);
    try {
      return switch (disk.stat(content, false).type()) {
        case FOLDER, LINK -> true;
        case FILE, OTHER -> false;
      };
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** The paths to look at, none of them below another; the empty one is the whole site. */
  private Set<String> places(Memory last, Change change) {
    Set<String> places = new TreeSet<>();
    if (change.everything()) {
      places.add("");
    }
    for (Path path : change.paths()) {
      Path base = path.startsWith(site) ? site : last.root;
      if (path.startsWith(base)) {
        Path place = base.relativize(path.normalize());
        places.add(text(place));
        places.addAll(behindLinks(last, last.root.resolve(place)));
      }
    }
    Set<String> top = new TreeSet<>(places);
    top.removeIf(
        place ->
            (last.layout.kindOf(place).isEmpty() && !last.layout.enters(place))
                || place.equals(Snapshot.SETTINGS.value())
                || isBelowAny(place, places));
    return top;
  }

  private static boolean isBelowAny(String place, Set<String> places) {
    for (int slash = place.indexOf('/'); slash > 0; slash = place.indexOf('/', slash + 1)) {
      if (places.contains(place.substring(0, slash))) {
        return true;
      }
    }
    return false;
  }

  /** The other paths of a file or folder: those that lead to it through links. */
  private static Set<String> behindLinks(Memory last, Path real) {
    Set<String> paths = new HashSet<>();
    last.links.forEach(
        (link, way) -> {
          boolean folder = !last.files.containsKey(ContentPath.of(link));
          boolean within = real.startsWith(way.end()) && !real.equals(way.end());
          if (folder && within) {
            paths.add(link + "/" + text(way.end().relativize(real)));
          } else if (within
              || way.end().startsWith(real)
              || way.steps().stream().anyMatch(step -> step.startsWith(real))) {
            paths.add(link);
          }
        });
    return paths;
  }

  private static String text(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static Optional<Item.SettingsFile> settingsIn(Map<ContentPath, Tracked> files) {
    Tracked file = files.get(Snapshot.SETTINGS);
    return file != null && file.item() instanceof Item.SettingsFile settings
        ? Optional.of(settings)
        : Optional.empty();
  }

  /** Whether it is the very same: what is only equal was read by another reader, or again. */
  private static boolean same(Object a, Object b) {
    return a == b;
  }

  /**
   * The snapshot of all files, made from the last one.
   *
   * @param found those of them that were not there, or were read again
   */
  private static Snapshot snapshot(
      Memory last, PathMap<Tracked> files, Map<ContentPath, Tracked> found, Set<ContentPath> gone) {
    Set<ContentPath> touched = new HashSet<>(gone);
    Map<ContentPath, Page> pages = new HashMap<>();
    Map<ContentPath, Asset> assets = new HashMap<>();
    Map<ContentPath, Problem> failed = new HashMap<>();
    found.forEach(
        (path, tracked) -> {
          Tracked old = last.files.get(path);
          if (old != null && old.item().equals(tracked.item())) {
            return; // read again, and still the same
          }
          touched.add(path);
          switch (tracked.item()) {
            case Page page -> pages.put(path, page);
            case Asset asset -> assets.put(path, asset);
            case Item.SteeringFile steering -> assets.put(path, steering.asset());
            case Item.Failure failure -> failed.put(path, failure.problem());
            case Item.SettingsFile settings ->
                settings.failure().ifPresent(problem -> failed.put(path, problem));
            case Template _, Data _ -> {}
            case Item.Unread _ -> throw new IllegalStateException("not read: " + path);
          }
        });
    if (touched.isEmpty()) {
      return last.snapshot;
    }
    pages.putAll(readmes(touched, files));

    Optional<Item.SettingsFile> settings = settingsIn(files);
    List<Problem> problems =
        new ArrayList<>(settings.map(Item.SettingsFile::problems).orElse(List.of()));
    for (String name : List.of(Redirects.FILE, HeaderRules.FILE)) {
      Tracked file = files.get(ContentPath.of(Layout.STATIC + "/" + name));
      if (file != null && file.item() instanceof Item.SteeringFile steering) {
        problems.addAll(steering.problems());
      }
    }
    Map<String, Template> templates = new TreeMap<>();
    for (ContentPath path : files.at(Layout.TEMPLATES)) {
      if (files.get(path).item() instanceof Template template) {
        templates.put(template.name(), template);
      }
    }
    Map<String, Data> data = new TreeMap<>();
    Map<String, ContentPath> dataFiles = new HashMap<>();
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
        settings.map(Item.SettingsFile::settings).orElse(Settings.DEFAULTS),
        settings.map(Item.SettingsFile::digest).orElse(Digest.of(new byte[0])),
        PathMap.copyOf(last.snapshot.pages()).with(pages, touched),
        PathMap.copyOf(last.snapshot.assets()).with(assets, touched),
        templates,
        data,
        PathMap.copyOf(last.snapshot.failed()).with(failed, touched),
        problems);
  }

  /** The README pages of all folders that were touched: they stand for folders without an index. */
  private static Map<ContentPath, Page> readmes(Set<ContentPath> touched, PathMap<Tracked> files) {
    Set<String> folders = new HashSet<>();
    for (ContentPath path : touched) {
      String name = path.name();
      if (Layout.INDEX_NAMES.contains(name)
          || Layout.README_NAMES.contains(name)
          || name.equals(Layout.INDEX_FILE)) {
        folders.add(path.folder());
      }
    }
    Map<ContentPath, Page> readmes = new HashMap<>();
    for (String folder : folders) {
      boolean indexed =
          files.containsKey(in(folder, Layout.INDEX_FILE))
              || Layout.INDEX_NAMES.stream().anyMatch(name -> files.containsKey(in(folder, name)));
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
