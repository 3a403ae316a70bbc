package io.pressroom.server.serve;

import io.pressroom.rules.Asked;
import io.pressroom.rules.HeaderRules;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Body;
import io.pressroom.server.load.Coding;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Resource;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Does what was decided: writes status, header fields and body. */
final class Responder {

  private static final Logger LOG = Logger.getLogger(Responder.class);

  private static final CharSequence ALLOWED = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence LINK = HttpHeaders.createOptimized("link");
  private static final CharSequence HTML = HttpHeaders.createOptimized("text/html;charset=utf-8");
  private static final CharSequence ONE_SECOND = HttpHeaders.createOptimized("1");

  /** Bytes of a file that are read at once, and held until the client has taken them. */
  private static final int PIECE = 128 << 10;

  private final Vertx vertx;
  private final Bodies bodies;
  private final Options options;
  private final Policy policy;
  private final ContentFields content;
  private final Today today;
  private final Tally tally;

  Responder(
      Vertx vertx,
      Bodies bodies,
      Options options,
      Policy policy,
      ContentFields content,
      Today today,
      Tally tally) {
    this.vertx = vertx;
    this.bodies = bodies;
    this.options = options;
    this.policy = policy;
    this.content = content;
    this.today = today;
    this.tally = tally;
  }

  void respond(Exchange exchange, Answer answer) {
    switch (answer) {
      case Answer.Whole whole ->
          withBody(
              exchange, whole.resource(), whole.coding(), body -> whole(exchange, whole, body));
      case Answer.Partial partial ->
          withBody(
              exchange,
              partial.resource(),
              Coding.IDENTITY,
              body -> partial(exchange, partial, body));
      case Answer.NotModified same -> notModified(exchange, same);
      case Answer.RangeNotSatisfiable out -> {
        exchange
            .http()
            .response()
            .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + out.resource().size());
        notice(exchange, Notice.RANGE_NOT_SATISFIABLE);
      }
      case Answer.Redirect redirect -> redirect(exchange, redirect);
      case Answer.Methods methods -> {
        HttpServerResponse response = exchange.http().response();
        response.setStatusCode(204);
        response.headers().add(HttpHeaders.DATE, today.date()).add(HttpHeaders.ALLOW, ALLOWED);
        policy.addToPreflight(response.headers(), exchange);
        tally.count(204, 0);
        response.end();
      }
      case Answer.MethodNotAllowed refused -> {
        exchange.http().response().putHeader(HttpHeaders.ALLOW, ALLOWED);
        notice(
            exchange, refused.status() == 405 ? Notice.METHOD_NOT_ALLOWED : Notice.NOT_IMPLEMENTED);
      }
      case Answer.NotReady notReady -> {
        exchange.http().response().putHeader(HttpHeaders.RETRY_AFTER, ONE_SECOND);
        notice(exchange, Notice.NOT_READY);
      }
      case Answer.NotFound notFound -> notice(exchange, Notice.NOT_FOUND);
      case Answer.BodyTooLarge large -> notice(exchange, Notice.CONTENT_TOO_LARGE);
      case Answer.BadTarget bad -> notice(exchange, Notice.BAD_REQUEST);
      case Answer.PreconditionFailed failed -> notice(exchange, Notice.PRECONDITION_FAILED);
    }
  }

  /** Calls {@code next} with the body, at once where it is at hand, else after a worker read it. */
  private void withBody(Exchange exchange, Resource resource, Coding coding, Consumer<Body> next) {
    Optional<Body> ready = bodies.ready(resource, coding);
    if (ready.isPresent()) {
      next.accept(ready.get());
    } else {
      vertx
          .executeBlocking(() -> bodies.read(resource, coding), false)
          .onComplete(
              read -> {
                if (read.succeeded()) {
                  next.accept(read.result());
                } else {
                  failed(exchange, resource, read.cause());
                }
              });
    }
  }

  /**
   * An asset that only earlier releases had is not in the store's keeping any more: where its file
   * is gone it is not there, and that is no fault.
   */
  private void failed(Exchange exchange, Resource resource, Throwable cause) {
    Optional<LoadedRelease> withoutIt =
        exchange
            .release()
            .filter(release -> release.retired(resource.address()).equals(Optional.of(resource)))
            .map(LoadedRelease::withoutRetired);
    HttpServerResponse response = exchange.http().response();
    if (withoutIt.isEmpty() || response.headWritten() || response.closed() || isAbsence(cause)) {
      failed(exchange, cause);
      return;
    }
    clear(response);
    respond(
        new Exchange(exchange.http(), exchange.asked(), withoutIt),
        Resolver.answer(withoutIt, exchange.asked(), options.shortAddresses()));
  }

  private void whole(Exchange exchange, Answer.Whole whole, Body body) {
    HttpServerResponse response = exchange.http().response();
    Resource resource = whole.resource();
    response.setStatusCode(whole.status());
    MultiMap headers = response.headers();
    content.whole(headers::add, whole, body, exchange.release());
    policy.addFor(headers, exchange);
    amend(headers, exchange);
    switch (body) {
      case Body.InMemory memory -> {
        headers.add(HttpHeaders.CONTENT_LENGTH, memory.length());
        if (memory.hints().isPresent()) {
          hint(exchange, memory.hints().get());
        }
        end(exchange, whole.status(), memory.bytes());
      }
      case Body.InFile file -> {
        headers.add(HttpHeaders.CONTENT_LENGTH, resource.length());
        end(exchange, whole.status(), resource, file, 0, file.size());
      }
    }
  }

  /**
   * Says early what the page will load, to those of whom it is known that they take such a response
   * before the response (RFC 8297, section 3): clients of HTTP/2.
   */
  private static void hint(Exchange exchange, CharSequence links) {
    if (exchange.http().version() == HttpVersion.HTTP_2
        && exchange.http().method().equals(HttpMethod.GET)) {
      MultiMap hints = HttpHeaders.headers().add(LINK, links);
      exchange.http().response().writeEarlyHints(hints);
    }
  }

  private void partial(Exchange exchange, Answer.Partial partial, Body body) {
    HttpServerResponse response = exchange.http().response();
    Resource resource = partial.resource();
    List<ByteRange> ranges = partial.ranges();
    response.setStatusCode(206);
    MultiMap headers = response.headers();
    content.partial(headers::add, resource, exchange.release());
    policy.addFor(headers, exchange);
    if (ranges.size() > 1) {
      amend(headers, exchange);
      Multipart multipart = new Multipart(resource, ranges);
      headers.add(HttpHeaders.CONTENT_TYPE, multipart.contentType());
      vertx
          .executeBlocking(() -> multipart.bytes(range -> slice(body, range)), false)
          .onSuccess(bytes -> end(exchange, 206, bytes))
          .onFailure(cause -> failed(exchange, cause));
      return;
    }
    ByteRange range = ranges.getFirst();
    headers
        .add(HttpHeaders.CONTENT_TYPE, resource.mediaType())
        .add(HttpHeaders.CONTENT_RANGE, range.contentRange(resource.size()))
        .add(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
    amend(headers, exchange);
    switch (body) {
      case Body.InMemory memory -> end(exchange, 206, slice(memory, range));
      case Body.InFile file -> end(exchange, 206, resource, file, range.first(), range.length());
    }
  }

  private static Buffer slice(Body body, ByteRange range) throws IOException {
    return switch (body) {
      case Body.InMemory memory -> slice(memory, range);
      case Body.InFile file -> {
        byte[] bytes = new byte[(int) range.length()];
        try (RandomAccessFile in = new RandomAccessFile(file.file().toFile(), "r")) {
          in.seek(range.first());
          in.readFully(bytes);
        }
        yield Buffer.buffer(bytes);
      }
    };
  }

  private static Buffer slice(Body.InMemory memory, ByteRange range) {
    return memory.bytes().slice((int) range.first(), (int) range.last() + 1);
  }

  private void notModified(Exchange exchange, Answer.NotModified same) {
    HttpServerResponse response = exchange.http().response();
    response.setStatusCode(304);
    content.notModified(response.headers()::add, same, exchange.release());
    policy.addFor(response.headers(), exchange);
    amend(response.headers(), exchange);
    response.headers().remove(HttpHeaders.CONTENT_TYPE);
    tally.count(304, 0);
    response.end();
  }

  private void redirect(Exchange exchange, Answer.Redirect redirect) {
    HttpServerResponse response = exchange.http().response();
    response.setStatusCode(redirect.status());
    response
        .headers()
        .add(HttpHeaders.DATE, today.date())
        .add(HttpHeaders.LOCATION, redirect.location())
        .add(HttpHeaders.CACHE_CONTROL, ContentFields.NO_CACHE)
        .add(HttpHeaders.CONTENT_LENGTH, "0");
    policy.addTo(response.headers()::add, false);
    policy.addFor(response.headers(), exchange);
    ContentFields.vary(response.headers()::add, exchange.release());
    tally.count(redirect.status(), 0);
    response.end();
  }

  private void failed(Exchange exchange, Throwable cause) {
    HttpServerRequest request = exchange.http();
    if (isAbsence(cause)) {
      LOG.debugf("Nobody waits for %s any more: %s", request.path(), cause.getMessage());
      request.connection().close();
      return;
    }
    LOG.errorf("Cannot send %s: %s", request.path(), cause.getMessage());
    if (request.response().headWritten()) {
      request.connection().close();
    } else if (!request.response().closed()) {
      clear(request.response());
      notice(exchange, Notice.FAILED);
    }
  }

  /** Takes back what was to be said, but for what the access log and the connection need. */
  private static void clear(HttpServerResponse response) {
    String id = response.headers().get(AccessLog.REQUEST_ID);
    String connection = response.headers().get(HttpHeaders.CONNECTION);
    response.headers().clear();
    if (id != null) {
      response.putHeader(AccessLog.REQUEST_ID, id);
    }
    if (connection != null) {
      response.putHeader(HttpHeaders.CONNECTION, connection);
    }
  }

  /** Whether the client went away, which is its right and no failure. */
  private static boolean isAbsence(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof ClosedChannelException
        || message.contains("Connection reset")
        || message.contains("Broken pipe");
  }

  private void notice(Exchange exchange, Notice notice) {
    HttpServerResponse response = exchange.http().response();
    Buffer page = notice.page();
    response.setStatusCode(notice.status());
    response
        .headers()
        .add(HttpHeaders.DATE, today.date())
        .add(HttpHeaders.CONTENT_TYPE, HTML)
        .add(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .add(HttpHeaders.CONTENT_LENGTH, Integer.toString(page.length()));
    policy.addTo(response.headers()::add, true);
    policy.addFor(response.headers(), exchange);
    end(exchange, notice.status(), page);
  }

  /** What the operator, and then the site itself, wants said differently. */
  private void amend(MultiMap headers, Exchange exchange) {
    HeaderRules site =
        exchange.release().map(release -> release.steering().headers()).orElse(HeaderRules.NONE);
    if (site.isEmpty() && options.cacheControl().isEmpty()) {
      return;
    }
    String address = Address.decode(Address.path(exchange.asked().target())).orElse("");
    Asked asked = exchange.asked().asked(address);
    amend(headers, exchange, options.cacheControl().fields(asked));
    amend(headers, exchange, site.fields(asked));
  }

  private static void amend(MultiMap headers, Exchange exchange, List<HeaderRules.Field> fields) {
    boolean found = exchange.http().response().getStatusCode() < 400;
    for (HeaderRules.Field field : fields) {
      // What is not there now may be there after the next swap, whatever the rule was meant for.
      if (found || !field.name().equals("cache-control")) {
        headers.remove(field.name()).add(field.name(), field.values());
      }
    }
  }

  private void end(Exchange exchange, int status, Buffer bytes) {
    HttpServerResponse response = exchange.http().response();
    if (exchange.http().method().equals(HttpMethod.HEAD)) {
      if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
        response.headers().add(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
      }
      tally.count(status, 0);
      response.end();
    } else {
      tally.count(status, bytes.length());
      response.end(bytes);
    }
  }

  private void end(
      Exchange exchange, int status, Resource resource, Body.InFile file, long first, long length) {
    HttpServerResponse response = exchange.http().response();
    if (exchange.http().method().equals(HttpMethod.HEAD)) {
      tally.count(status, 0);
      response.end();
      return;
    }
    tally.count(status, length);
    if (bodies.isAtHand(file, first, length)) {
      response
          .sendFile(file.file().toString(), first, length)
          .onFailure(cause -> failed(exchange, resource, cause));
    } else {
      pour(exchange, resource, file, first, first + length);
    }
  }

  /**
   * Sends from a disk, which may be slow: workers wait for it, and no event loop does. The file is
   * opened once, as its release may leave the store meanwhile.
   */
  private void pour(Exchange exchange, Resource resource, Body.InFile file, long first, long end) {
    vertx
        .executeBlocking(() -> FileChannel.open(file.file()), false)
        .compose(in -> pour(exchange.http().response(), in, first, end))
        .onFailure(cause -> failed(exchange, resource, cause));
  }

  private Future<Void> pour(HttpServerResponse response, FileChannel in, long first, long end) {
    Promise<Void> poured = Promise.promise();
    pour(response, in, first, end, poured);
    return poured.future().eventually(() -> vertx.executeBlocking(() -> closed(in), false));
  }

  private void pour(
      HttpServerResponse response, FileChannel in, long first, long end, Promise<Void> poured) {
    long next = Math.min(first + PIECE, end);
    vertx
        .executeBlocking(() -> read(in, first, next), false)
        .compose(bytes -> next == end ? response.end(bytes) : response.write(bytes))
        .onSuccess(
            sent -> {
              if (next < end) {
                pour(response, in, next, end, poured);
              } else {
                poured.complete();
              }
            })
        .onFailure(poured::fail);
  }

  private static Buffer read(FileChannel in, long first, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - first));
    while (bytes.hasRemaining()) {
      if (in.read(bytes, first + bytes.position()) < 0) {
        throw new EOFException("shorter than its manifest says");
      }
    }
    return Buffer.buffer(bytes.array());
  }

  private static Object closed(FileChannel in) throws IOException {
    in.close();
    return in;
  }
}
