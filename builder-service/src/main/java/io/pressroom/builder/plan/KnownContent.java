package io.pressroom.builder.plan;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Page;
import io.pressroom.builder.content.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The pages and files of a site: those of a snapshot, and those that cannot be read now as they
 * last were.
 *
 * @param snapshot empty where this is what a record's file had
 * @param pages that can be read
 * @param files that can be read
 * @param stalePages that cannot be read now
 * @param staleFiles that cannot be read now
 */
record KnownContent(
    Optional<Snapshot> snapshot,
    Map<ContentPath, Page> pages,
    Map<ContentPath, Asset> files,
    Map<ContentPath, Page> stalePages,
    Map<ContentPath, Asset> staleFiles) {

  static final KnownContent NONE = of(Map.of(), Map.of());

  /** What a record's file had. */
  static KnownContent of(Map<ContentPath, Page> pages, Map<ContentPath, Asset> files) {
    return new KnownContent(Optional.empty(), pages, files, Map.of(), Map.of());
  }

  /**
   * What a snapshot has, and what it could not read.
   *
   * @param last what was known before
   */
  static KnownContent of(Snapshot snapshot, KnownContent last) {
    Map<ContentPath, Page> stalePages = new HashMap<>();
    Map<ContentPath, Asset> staleFiles = new HashMap<>();
    for (ContentPath failed : snapshot.failed().keySet()) {
      last.at(failed, page -> stalePages.put(page.path(), page), f -> staleFiles.put(f.path(), f));
    }
    // A folder that cannot be listed may have been joined by what can be read some other way.
    stalePages.keySet().removeIf(snapshot.pages()::containsKey);
    staleFiles.keySet().removeIf(snapshot.assets()::containsKey);
    return new KnownContent(
        Optional.of(snapshot), snapshot.pages(), snapshot.assets(), stalePages, staleFiles);
  }

  /** Tells the page or file there, or else those below the folder of that path. */
  private void at(ContentPath path, Consumer<Page> page, Consumer<Asset> file) {
    if (page(path) != null) {
      page.accept(page(path));
    } else if (file(path) != null) {
      file.accept(file(path));
    } else if (snapshot.isEmpty() || !snapshot.get().failed().containsKey(path)) {
      below(path, this::forEachPage, page);
      below(path, this::forEachFile, file);
    } else {
      // It failed before, so what is below it is stale already.
      below(path, stalePages::forEach, page);
      below(path, staleFiles::forEach, file);
    }
  }

  private static <T> void below(
      ContentPath folder, Consumer<BiConsumer<ContentPath, T>> all, Consumer<T> found) {
    String prefix = folder.value() + "/";
    all.accept(
        (path, value) -> {
          if (path.value().startsWith(prefix)) {
            found.accept(value);
          }
        });
  }

  /** The page of that path, or null. */
  Page page(ContentPath path) {
    Page page = pages.get(path);
    return page != null ? page : stalePages.get(path);
  }

  /** The file of that path, or null. */
  Asset file(ContentPath path) {
    Asset file = files.get(path);
    return file != null ? file : staleFiles.get(path);
  }

  boolean isStale(ContentPath path) {
    return stalePages.containsKey(path) || staleFiles.containsKey(path);
  }

  int pageCount() {
    return pages.size() + stalePages.size();
  }

  /** Tells all pages, in no order. */
  void forEachPage(BiConsumer<ContentPath, Page> each) {
    pages.forEach(each);
    stalePages.forEach(each);
  }

  /** Tells all files, in no order. */
  void forEachFile(BiConsumer<ContentPath, Asset> each) {
    files.forEach(each);
    staleFiles.forEach(each);
  }

  /** The pages that may not be the same as they were; costs what has changed between snapshots. */
  Set<ContentPath> pagesThatMayDiffer(KnownContent older) {
    Set<ContentPath> differ =
        snapshot.isPresent() && older.snapshot.isPresent()
            ? new HashSet<>(snapshot.get().pagesChangedSince(older.snapshot.get()))
            : union(pages, older.pages);
    differ.addAll(union(stalePages, older.stalePages));
    return differ;
  }

  /** The files that may not be the same as they were; costs what has changed between snapshots. */
  Set<ContentPath> filesThatMayDiffer(KnownContent older) {
    Set<ContentPath> differ =
        snapshot.isPresent() && older.snapshot.isPresent()
            ? new HashSet<>(snapshot.get().assetsChangedSince(older.snapshot.get()))
            : union(files, older.files);
    differ.addAll(union(staleFiles, older.staleFiles));
    return differ;
  }

  private static Set<ContentPath> union(Map<ContentPath, ?> a, Map<ContentPath, ?> b) {
    Set<ContentPath> union = new HashSet<>(a.keySet());
    union.addAll(b.keySet());
    return union;
  }
}
