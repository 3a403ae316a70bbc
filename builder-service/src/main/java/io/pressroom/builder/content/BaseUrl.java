package io.pressroom.builder.content;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a site, whoever writes it down: the author, an operator, a command. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * The address, percent-encoded and with a slash at its end; empty where it is none that a site
   * can have: with {@code http} or {@code https} and a host, and without user, query and fragment.
   */
  public static Optional<URI> parse(String written) {
    try {
      URI uri = new URI(written.endsWith("/") ? written : written + "/").normalize();
      String scheme = uri.getScheme();
      boolean fits =
          ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return fits ? Optional.of(URI.create(uri.toASCIIString())) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
