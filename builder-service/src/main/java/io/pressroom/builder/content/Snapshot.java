package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a site as it was read at one moment. All maps are in the order of their keys.
 *
 * @param settingsDigest of {@code site.yaml}; that of no bytes where there is none
 * @param templates by name
 * @param data by name
 * @param failed the files that could not be read or understood, which are in no other map
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
    pages = sorted(pages);
    assets = sorted(assets);
    templates = sorted(templates);
    data = sorted(data);
    failed = sorted(failed);
    problems = List.copyOf(problems);
  }

  private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
