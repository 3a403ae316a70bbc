package io.pressroom.rules;

import java.util.Optional;

/** What rules may ask of a request. Only those rules ask for more than the path that need more. */
public interface Asked {

  /** The path, decoded and with its leading slash. */
  String path();

  /** The query as sent, without its question mark; empty where there is none. */
  String query();

  /** {@code http} or {@code https}, as the client sees it. */
  String scheme();

  /** The host that the client asked, with its port if it named one; empty where unknown. */
  String host();

  /** A header field of the request. */
  Optional<String> field(String name);
}
