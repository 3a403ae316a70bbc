package io.pressroom.server.serve;

import io.pressroom.rules.Asked;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the resolver wants to know of a request.
 *
 * @param method as sent
 * @param target the request target as sent, with its query (RFC 9112, section 3.2)
 * @param origin where it was sent to; seldom asked for
 */
record Request(String method, String target, Supplier<Origin> origin, Fields fields) {

  /**
   * Where a request was sent to, as the client sees it.
   *
   * @param scheme {@code http} or {@code https}
   * @param host with its port, if it is not the scheme's own; empty where the client did not say
   */
  record Origin(String scheme, String host) {}

  /** What the site's own rules may ask of it. */
  Asked asked(String address) {
    return new Asked() {
      @Override
      public String path() {
        return address;
      }

      @Override
      public String query() {
        String query = Address.query(target);
        return query.isEmpty() ? query : query.substring(1);
      }

      @Override
      public String scheme() {
        return origin.get().scheme();
      }

      @Override
      public String host() {
        return origin.get().host();
      }

      @Override
      public Optional<String> field(String name) {
        return fields.value(name);
      }
    };
  }
}
