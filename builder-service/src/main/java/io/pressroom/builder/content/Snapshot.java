package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of a site as it was read at one moment. All maps are in the order of their keys.
 *
 * @param settingsDigest of {@code site.yaml}; that of no bytes where there is none
 * @param templates by name
 * @param data by name
 * @param failed the files that could not be read or understood, which are in no other map; a folder
 *     that could not be listed stands for all below it. Where {@link #SETTINGS} is in it, the
 *     settings are not what the author meant, and nothing should be published with them
 * @param problems what else the author should know: nothing is missing because of it
 */
public record Snapshot(
    Settings settings,
    Digest settingsDigest,
    Map<ContentPath, Page> pages,
    Map<ContentPath, Asset> assets,
    Map<String, Template> templates,
    Map<String, Data> data,
    Map<ContentPath, Problem> failed,
    List<Problem> problems) {

  /** Where the settings are. */
  public static final ContentPath SETTINGS = ContentPath.of("site.yaml");

  public Snapshot {
    pages = PathMap.copyOf(pages);
    assets = PathMap.copyOf(assets);
    templates = sorted(templates);
    data = sorted(data);
    failed = PathMap.copyOf(failed);
    problems = List.copyOf(problems);
  }

  /**
   * The pages that are new, gone or changed since an older snapshot. Costs as much as what changed
   * between two snapshots of one reader.
   */
  public Set<ContentPath> pagesChangedSince(Snapshot older) {
    return PathMap.copyOf(pages).differences(PathMap.copyOf(older.pages));
  }

  /** The assets that are new, gone or changed since an older snapshot, at the same cost. */
  public Set<ContentPath> assetsChangedSince(Snapshot older) {
    return PathMap.copyOf(assets).differences(PathMap.copyOf(older.assets));
  }

  /** This snapshot, with that address of the site in place of the one in its settings. */
  public Snapshot withBaseUrl(URI address) {
    return new Snapshot(
        settings.withBaseUrl(address),
        settingsDigest,
        pages,
        assets,
        templates,
        data,
        failed,
        problems);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
