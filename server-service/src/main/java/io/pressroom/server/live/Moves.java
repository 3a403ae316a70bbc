package io.pressroom.server.live;

import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Resource;
import io.pressroom.server.serve.Resolver;
import io.pressroom.store.Difference;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the pages are that a release has no more. A release does not say that a file was renamed,
 * so this goes by what came and went in one step: one page for one page, or one page that keeps the
 * last part of its address while what is above it has another name.
 *
 * @param gone the addresses of pages that the release before had
 * @param came the addresses of pages that it had not
 */
record Moves(LoadedRelease before, List<String> gone, List<String> came) {

  static Moves between(LoadedRelease before, LoadedRelease now, Difference difference) {
    return new Moves(
        before,
        difference.removed().stream()
            .map(LoadedRelease::address)
            .filter(address -> before.at(address).filter(Resource::isHtml).isPresent())
            .toList(),
        difference.changed().stream()
            .map(entry -> LoadedRelease.address(entry.path()))
            .filter(address -> now.at(address).filter(Resource::isHtml).isPresent())
            .filter(address -> before.at(address).isEmpty())
            .toList());
  }

  /** The address of what a browser showed at {@code page}, if that has another one now. */
  Optional<String> of(String page) {
    if (gone.isEmpty() || came.isEmpty()) {
      return Optional.empty();
    }
    return Resolver.shown(before, page)
        .map(Resource::address)
        .filter(gone::contains)
        .flatMap(
            address ->
                gone.size() == 1 && came.size() == 1
                    ? Optional.of(came.getFirst())
                    : only(other -> lastPart(other).equals(lastPart(address))));
  }

  private Optional<String> only(Predicate<String> which) {
    List<String> found = came.stream().filter(which).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** {@code hello/} of {@code /posts/hello/}. */
  private static String lastPart(String address) {
    return address.substring(address.lastIndexOf('/', address.length() - 2) + 1);
  }
}
