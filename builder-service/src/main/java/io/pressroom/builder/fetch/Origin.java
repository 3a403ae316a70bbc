package io.pressroom.builder.fetch;

import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a site comes from, as an operator has set it.
 *
 * @param uri the repository; without a user's password
 * @param ref the branch, tag or commit to follow; the repository's {@code HEAD} where empty
 * @param path the folder in the repository that is the site; empty for all of it
 * @param timeout how long the repository may be silent
 * @param username who to be over HTTP
 * @param password the password or token, where there is one
 * @param passwordFile a file with it
 * @param keyFile the private key over SSH
 * @param knownHostsFile the host keys that are trusted over SSH
 */
public record Origin(
    URIish uri,
    Optional<String> ref,
    String path,
    Duration timeout,
    String username,
    Optional<String> password,
    Optional<Path> passwordFile,
    Optional<Path> keyFile,
    Optional<Path> knownHostsFile) {

  private static final List<String> SCHEMES = List.of("https", "http", "ssh", "file");

  /**
   * Checks what can be checked without the network.
   *
   * @throws IllegalArgumentException where the settings cannot be meant so; the message says which
   *     and what to do, and has no secret in it
   */
  public Origin {
    String scheme = scheme(uri);
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException(
          "PRESSROOM_GIT_URL is an address with https, ssh or file, and not with \"%s\""
              .formatted(scheme));
    }
    if (uri.getPass() != null) {
      // It would be in process lists and logs, of others if not of ours.
      throw new IllegalArgumentException(
          "PRESSROOM_GIT_URL has a password in it; set it with PRESSROOM_GIT_PASSWORD_FILE or"
              + " PRESSROOM_GIT_PASSWORD");
    }
    if (password.isPresent() && passwordFile.isPresent()) {
      throw new IllegalArgumentException(
          "PRESSROOM_GIT_PASSWORD and PRESSROOM_GIT_PASSWORD_FILE are both set: leave one of them out");
    }
    if (scheme.equals("http")
        && (password.isPresent() || passwordFile.isPresent())
        && !isThisMachine(uri.getHost())) {
      throw new IllegalArgumentException(
          "the password for %s would cross the network for everybody to read: set PRESSROOM_GIT_URL to an https address"
              .formatted(uri));
    }
    Path folder = Path.of(path).normalize();
    if (folder.isAbsolute() || folder.startsWith("..")) {
      throw new IllegalArgumentException(
          "PRESSROOM_GIT_PATH is a folder in the repository such as docs/site, and not \"%s\""
              .formatted(path));
    }
    path = folder.toString();
  }

  /**
   * Reads an address: {@code https://…}, {@code ssh://…}, {@code user@host:path}, {@code file://…},
   * or the path of a folder.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static URIish uri(String url) {
    try {
      return new URIish(url.strip());
    } catch (URISyntaxException _) { // its message repeats the address, with whatever is in it
      throw new IllegalArgumentException(
          "PRESSROOM_GIT_URL is not the address of a repository, such as https://example.org/site.git");
    }
  }

  /** {@code http} and so on; {@code file} for a path, {@code ssh} for {@code user@host:path}. */
  private static String scheme(URIish uri) {
    if (uri.getScheme() != null) {
      return uri.getScheme().toLowerCase(Locale.ROOT);
    }
    return uri.getHost() == null ? "file" : "ssh";
  }

  private static boolean isThisMachine(String host) {
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  boolean isSsh() {
    return scheme(uri).equals("ssh");
  }

  /** The address, for a person. */
  String address() {
    return uri.toString();
  }

  /** Passwords are not for logs. */
  @Override
  public String toString() {
    return address();
  }
}
