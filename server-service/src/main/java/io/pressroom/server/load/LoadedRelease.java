package io.pressroom.server.load;

import io.pressroom.store.Difference;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release, ready to be served. Immutable: a request takes one and makes its whole response from
 * it, whatever is loaded meanwhile.
 */
public final class LoadedRelease {

  /** How long an asset that a page of an earlier release may ask for still answers. */
  static final Duration GRACE = Duration.ofMinutes(10);

  private final Manifest manifest;
  private final Instant published;
  private final Index index;
  private final Steering steering;
  private final Map<String, Retired> retired;

  /** An asset with a fingerprint that this release has no more. */
  private record Retired(Resource resource, Instant until) {}

  private LoadedRelease(
      Manifest manifest,
      Instant published,
      Index index,
      Steering steering,
      Map<String, Retired> retired) {
    this.manifest = manifest;
    this.published = published;
    this.index = index;
    this.steering = steering;
    this.retired = Map.copyOf(retired);
  }

  /**
   * A release that nothing was loaded before.
   *
   * @param all the entries of its manifest, in any order
   */
  static LoadedRelease first(
      Manifest manifest,
      Collection<Entry> all,
      Instant published,
      Steering steering,
      Optional<HtmlAddition> addition) {
    return new LoadedRelease(
        manifest,
        published,
        Index.EMPTY.with(resources(all, addition), List.of()),
        steering,
        Map.of());
  }

  /** The release that differs from this one by {@code difference}. */
  LoadedRelease next(
      Manifest manifest,
      Instant published,
      Difference difference,
      Steering steering,
      Optional<HtmlAddition> addition,
      Instant now) {
    List<Resource> put = resources(difference.changed(), addition);
    List<String> removed =
        difference.removed().stream()
            .filter(path -> !Resource.isHidden(path))
            .map(Resource::address)
            .toList();
    Map<String, Retired> kept = new HashMap<>(retired);
    kept.values().removeIf(old -> old.until().isBefore(now));
    put.forEach(resource -> kept.remove(resource.address()));
    for (String address : removed) {
      index
          .at(address)
          .filter(Resource::isFingerprinted)
          .ifPresent(gone -> kept.put(address, new Retired(gone, now.plus(GRACE))));
    }
    return new LoadedRelease(manifest, published, index.with(put, removed), steering, kept);
  }

  private static List<Resource> resources(
      Collection<Entry> entries, Optional<HtmlAddition> addition) {
    return (entries.size() > 1000 ? entries.parallelStream() : entries.stream())
        .filter(entry -> !Resource.isHidden(entry.path()))
        .map(entry -> Resource.of(entry, addition))
        .toList();
  }

  public ReleaseId id() {
    return manifest.id();
  }

  /** When it was made the live one: the {@code Last-Modified} of all that is in it. */
  public Instant published() {
    return published;
  }

  /** How many addresses it has. */
  public int size() {
    return index.size();
  }

  /**
   * What lies at a decoded address with its leading slash. The index page of a folder lies at the
   * folder's address, {@code /posts/hello/}.
   */
  public Optional<Resource> at(String address) {
    return index.at(address);
  }

  /** The asset with a fingerprint that an earlier release had at that address, for a grace time. */
  public Optional<Resource> retired(String address) {
    return Optional.ofNullable(retired.get(address)).map(Retired::resource);
  }

  /** This release as it is where all grace times are over. */
  public LoadedRelease withoutRetired() {
    return new LoadedRelease(manifest, published, index, steering, Map.of());
  }

  /** What it says about how it is to be served. */
  public Steering steering() {
    return steering;
  }

  /** The address at which a path of the manifest is found. */
  public static String address(OutputPath path) {
    return Resource.address(path);
  }

  Manifest manifest() {
    return manifest;
  }

  Index index() {
    return index;
  }

  @Override
  public String toString() {
    return "release " + id().shortForm() + " of " + size() + " addresses";
  }
}
