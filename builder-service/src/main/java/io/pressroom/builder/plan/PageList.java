package io.pressroom.builder.plan;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.OutputPath;
import java.util.List;
import java.util.Optional;

/**
 * A list of pages with its place.
 *
 * @param folder of its first part, empty or with a slash at the end
 * @param front the page that stands at its first part
 */
record PageList(
    ListId id,
    String title,
    String folder,
    Optional<ContentPath> front,
    List<PageFacts> members,
    int partSize) {

  /** How many parts it has: one at least. */
  int parts() {
    return Math.max(1, Math.ceilDiv(members.size(), partSize));
  }

  OutputPath path(int number) {
    return OutputPath.of(
        (number == 1 ? folder : folder + "page/" + number + "/") + Addresses.INDEX);
  }

  List<PageFacts> items(int number) {
    return members.subList((number - 1) * partSize, Math.min(number * partSize, members.size()));
  }

  ListPart part(int number, Addresses addresses) {
    return new ListPart(
        id,
        title,
        addresses.url(path(number)),
        number,
        parts(),
        members.size(),
        items(number),
        number == 1 ? Optional.empty() : Optional.of(addresses.url(path(number - 1))),
        number == parts() ? Optional.empty() : Optional.of(addresses.url(path(number + 1))),
        front);
  }
}
