package io.pressroom.server.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.pressroom.rules.Percent;
import io.pressroom.rules.Redirects;
import io.pressroom.rules.Redirects.Outcome;
import io.pressroom.server.load.Coding;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a request gets. Pure: no clock, no file, no state; the same request to the same
 * release gets the same answer.
 */
public final class Resolver {

  private static final long LONGEST_MULTIPART = 1 << 20;

  private Resolver() {}

  /**
   * The answer that a release has for a request.
   *
   * @param release the one that is served now, or nothing until the first is loaded
   */
  static Answer answer(Optional<LoadedRelease> release, Request request) {
    return answer(release, request, false);
  }

  /**
   * The answer that a release has for a request.
   *
   * @param shortAddresses whether {@code /x.html} leads to {@code /x}
   */
  static Answer answer(Optional<LoadedRelease> release, Request request, boolean shortAddresses) {
    switch (request.method()) {
      case "GET", "HEAD" -> {}
      case "OPTIONS" -> {
        return new Answer.Methods();
      }
      case "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT" -> {
        return new Answer.MethodNotAllowed(405);
      }
      default -> {
        return new Answer.MethodNotAllowed(501);
      }
    }
    if (release.isEmpty()) {
      return new Answer.NotReady();
    }
    String path = Address.path(request.target());
    Optional<Resource> direct = direct(release.get(), path, shortAddresses);
    return direct.isPresent()
        ? send(release.get(), direct.get(), request)
        : look(release.get(), path, request, shortAddresses);
  }

  /**
   * The answer to GET or HEAD, long addresses staying as they are, where no rule of the site's has
   * a say in it: such a rule may ask where the request was sent to.
   */
  static Optional<Answer> unruled(LoadedRelease release, Request request) {
    String path = Address.path(request.target());
    Optional<Resource> direct = direct(release, path, false);
    if (direct.isPresent()) {
      return Optional.of(send(release, direct.get(), request));
    }
    return release.steering().redirects().isEmpty()
        ? Optional.of(look(release, path, request, false))
        : Optional.empty();
  }

  private static Optional<Resource> direct(
      LoadedRelease release, String path, boolean shortAddresses) {
    return path.indexOf('%') < 0 && !shortAddresses && !release.steering().redirects().anyForced()
        ? release.at(path)
        : Optional.empty();
  }

  /** What a browser that asks for {@code path} is shown: a resource, or the page of a 404. */
  public static Optional<Resource> shown(LoadedRelease release, String path) {
    return Address.decode(path)
        .flatMap(
            address ->
                find(release, address)
                    .or(() -> release.at(address + "/"))
                    .or(() -> rewritten(release, address))
                    .or(() -> nearestNotFound(release, address)));
  }

  private static Answer look(
      LoadedRelease release, String path, Request request, boolean shortAddresses) {
    Optional<String> decoded = Address.decode(path);
    if (decoded.isEmpty()) {
      return new Answer.BadTarget();
    }
    String address = decoded.get();
    Optional<Resource> found = find(release, address);
    boolean folder = found.isEmpty() && release.at(address + "/").isPresent();
    Optional<Answer> ruled = ruled(release, address, found.isPresent() || folder, request);
    if (ruled.isPresent()) {
      return ruled.get();
    }
    if (found.isPresent()) {
      Optional<String> shorter =
          shortAddresses ? shorter(release, address, found.get()) : Optional.empty();
      return shorter
          .<Answer>map(to -> redirect(to, request))
          .orElseGet(() -> send(release, found.get(), request));
    }
    if (folder) {
      return redirect(address + "/", request);
    }
    return nearestNotFound(release, address)
        .<Answer>map(page -> new Answer.Whole(404, page, coding(page, request)))
        .orElseGet(Answer.NotFound::new);
  }

  /**
   * What the site's own rules say.
   *
   * @param something whether there is something at that address
   */
  private static Optional<Answer> ruled(
      LoadedRelease release, String address, boolean something, Request request) {
    Redirects redirects = release.steering().redirects();
    if (redirects.isEmpty() || (something && !redirects.anyForced())) {
      return Optional.empty();
    }
    return redirects
        .outcome(request.asked(address), something)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Elsewhere(int status, String location) ->
                      Optional.of(new Answer.Redirect(status, location));
                  case Outcome.Here(int status, String path) ->
                      page(release, path)
                          .map(
                              page ->
                                  status == 200
                                      ? send(release, page, request)
                                      : new Answer.Whole(status, page, coding(page, request)));
                });
  }

  private static Answer redirect(String address, Request request) {
    return new Answer.Redirect(308, Percent.encodePath(address) + Address.query(request.target()));
  }

  /** The address without {@code index.html} or {@code .html} at which the same is found. */
  private static Optional<String> shorter(
      LoadedRelease release, String address, Resource resource) {
    String shorter =
        address.endsWith("/index.html")
            ? address.substring(0, address.length() - "index.html".length())
            : address.endsWith(".html")
                ? address.substring(0, address.length() - ".html".length())
                : address;
    return !shorter.equals(address) && find(release, shorter).equals(Optional.of(resource))
        ? Optional.of(shorter)
        : Optional.empty();
  }

  private static Optional<Resource> page(LoadedRelease release, String path) {
    return find(release, path).or(() -> release.at(path + "/"));
  }

  /** What the site's own rules show at an address where there is nothing, whoever asks. */
  private static Optional<Resource> rewritten(LoadedRelease release, String address) {
    Request anybody =
        new Request("GET", address, () -> new Request.Origin("", ""), name -> Optional.empty());
    return release
        .steering()
        .redirects()
        .outcome(anybody.asked(address), false)
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Here(int status, String path)
                    ? page(release, path)
                    : Optional.empty());
  }

  private static Optional<Resource> find(LoadedRelease release, String address) {
    Optional<Resource> exact = release.at(address);
    if (exact.isPresent()) {
      return exact;
    }
    if (address.endsWith("/index.html")) {
      return release.at(address.substring(0, address.length() - "index.html".length()));
    }
    if (address.endsWith("/") || release.at(address + "/").isPresent()) {
      return Optional.empty();
    }
    return release.at(address + ".html").or(() -> release.retired(address));
  }

  private static Optional<Resource> nearestNotFound(LoadedRelease release, String address) {
    for (int slash = address.lastIndexOf('/');
        slash >= 0;
        slash = address.lastIndexOf('/', slash - 1)) {
      Optional<Resource> page = release.at(address.substring(0, slash + 1) + "404.html");
      if (page.isPresent()) {
        return page;
      }
    }
    return Optional.empty();
  }

  private static Answer send(LoadedRelease release, Resource resource, Request request) {
    Fields fields = request.fields();
    Optional<String> range =
        request.method().equals("GET") ? fields.value(HttpHeaderNames.RANGE) : Optional.empty();
    // A part of a coded body is of no use to anyone who did not begin with that coding: parts are
    // always of the body as it is.
    Coding coding = range.isPresent() ? Coding.IDENTITY : coding(resource, request);
    Instant modified = release.published().truncatedTo(ChronoUnit.SECONDS);
    switch (Preconditions.of(fields, resource, coding, modified)) {
      case FAILED -> {
        return new Answer.PreconditionFailed();
      }
      case NOT_MODIFIED -> {
        return new Answer.NotModified(resource, coding);
      }
      case MET -> {}
    }
    if (range.isPresent() && Preconditions.rangeHolds(fields, resource, modified)) {
      Optional<List<ByteRange>> parts = ByteRange.parse(range.get(), resource.size());
      if (parts.isPresent() && fitsInMemory(parts.get())) {
        return parts.get().isEmpty()
            ? new Answer.RangeNotSatisfiable(resource)
            : new Answer.Partial(resource, parts.get());
      }
    }
    return new Answer.Whole(200, resource, coding);
  }

  /** One part is sent as it lies; several are put together first, so they must not be long. */
  private static boolean fitsInMemory(List<ByteRange> parts) {
    return parts.size() < 2
        || parts.stream().mapToLong(ByteRange::length).sum() <= LONGEST_MULTIPART;
  }

  private static Coding coding(Resource resource, Request request) {
    return resource.isCodable()
        ? Negotiation.choose(
            request.fields().value(HttpHeaderNames.ACCEPT_ENCODING), Coding.offered())
        : Coding.IDENTITY;
  }
}
