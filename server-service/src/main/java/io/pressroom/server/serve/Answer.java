package io.pressroom.server.serve;

import io.pressroom.server.load.Coding;
import io.pressroom.server.load.Resource;
import java.util.List;

/** What a request gets, decided and not yet done. */
sealed interface Answer {

  /** The whole body of a resource: 200, or 404 with the site's own page. */
  record Whole(int status, Resource resource, Coding coding) implements Answer {}

  /** Parts of a resource that is not coded: 206, one part alone or several as multipart. */
  record Partial(Resource resource, List<ByteRange> ranges) implements Answer {
    public Partial {
      ranges = List.copyOf(ranges);
    }
  }

  /** 304: what the client has is current. */
  record NotModified(Resource resource, Coding coding) implements Answer {}

  /** 412: what the client wants to act on is not what is here. */
  record PreconditionFailed() implements Answer {}

  /** 416: no part that was asked for is within the resource. */
  record RangeNotSatisfiable(Resource resource) implements Answer {}

  /**
   * To another address: 308 where a slash is missing at the end, else as the site's rules say.
   *
   * @param location encoded: path and query, or an address elsewhere
   */
  record Redirect(int status, String location) implements Answer {}

  /** 404, of a site that has no page for that. */
  record NotFound() implements Answer {}

  /** 400: the target cannot be the address of anything. */
  record BadTarget() implements Answer {}

  /** 413: it comes with a body, which nothing here takes, and a long one. */
  record BodyTooLarge() implements Answer {}

  /** 405 for a method that HTTP knows, 501 for others (RFC 9110, section 9.1). */
  record MethodNotAllowed(int status) implements Answer {}

  /** 204 with the methods that are allowed. */
  record Methods() implements Answer {}

  /** 503: no release was loaded yet. */
  record NotReady() implements Answer {}
}
