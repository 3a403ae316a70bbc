package io.pressroom.builder.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** The repository at the other end. For one thread. */
final class Remote {

  private final Origin origin;
  private final Checkout checkout;

  Remote(Origin origin, Checkout checkout) {
    this.origin = origin;
    this.checkout = checkout;
  }

  /**
   * Fetches the one commit that a ref is at, where it is not here already.
   *
   * @param asked the ref that somebody asked to follow, in place of the one that is set
   * @throws NotFetchedException where that does not succeed, and why, for a person
   */
  Commit fetch(Optional<String> asked) throws NotFetchedException {
    String ref = asked.or(origin::ref).orElse("HEAD");
    Optional<String> password = password();
    try (SshdSessionFactory ssh = ssh();
        Transport transport = Transport.open(checkout.repository(), origin.uri())) {
      transport.setTimeout(Math.toIntExact(Math.max(1, origin.timeout().toSeconds())));
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setCredentialsProvider(credentials(password));
      if (transport instanceof SshTransport over) {
        over.setSshSessionFactory(ssh);
      }
      Optional<Ref> there = find(transport, ref);
      String name = there.map(it -> it.getLeaf().getName()).orElse(ref);
      if (there.isEmpty() && !ObjectId.isId(ref)) {
        throw NotFetchedException.refUnknown(
            "there is no branch or tag \"%s\" in %s".formatted(ref, origin.address()),
            "name another with PRESSROOM_GIT_REF or in a rebuild request; a commit by all its 40 digits");
      }
      ObjectId tip = there.map(Ref::getObjectId).orElseGet(() -> ObjectId.fromString(ref));
      if (!isHere(tip)) {
        transport.setDepth(1);
        String source = there.isEmpty() ? ref : there.get().getName();
        transport.fetch(
            NullProgressMonitor.INSTANCE,
            List.of(new RefSpec("+" + source + ":" + Checkout.FETCHED)));
        if (there.isEmpty()) {
          checkout.point(tip); // which JGit leaves to us where a commit is fetched by its name
        }
      }
      Commit commit = checkout.fetched(name, asked);
      checkout.tidy();
      return commit;
    } catch (NotFetchedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw explain(e, ref, password);
    }
  }

  private boolean isHere(ObjectId tip) throws IOException {
    Ref ref = checkout.repository().exactRef(Checkout.FETCHED);
    return ref != null && tip.equals(ref.getObjectId());
  }

  private static Optional<Ref> find(Transport transport, String ref) throws IOException {
    List<String> names = new ArrayList<>();
    if (ref.equals("HEAD") || ref.startsWith("refs/")) {
      names.add(ref);
    } else {
      names.addAll(List.of("refs/heads/" + ref, "refs/tags/" + ref));
    }
    List<RefSpec> specs = names.stream().filter(Remote::isName).map(RefSpec::new).toList();
    if (specs.isEmpty()) {
      return Optional.empty();
    }
    try (FetchConnection connection = transport.openFetch(specs)) {
      return names.stream()
          .map(connection::getRef)
          .filter(it -> it != null && it.getObjectId() != null)
          .findFirst();
    }
  }

  private static boolean isName(String name) {
    return name.equals("HEAD") || Repository.isValidRefName(name);
  }

  private Optional<String> password() throws NotFetchedException {
    if (origin.passwordFile().isEmpty()) {
      return origin.password();
    }
    Path file = origin.passwordFile().get();
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw NotFetchedException.because(
          "the password cannot be read from " + file,
          "PRESSROOM_GIT_PASSWORD_FILE names a file that the builder may read",
          e);
    }
  }

  /** Never asks anybody; so a host key that nobody has vouched for is refused. */
  private CredentialsProvider credentials(Optional<String> password) {
    return new UsernamePasswordCredentialsProvider(
        Optional.ofNullable(origin.uri().getUser()).orElse(origin.username()),
        password.orElse("")) {
      @Override
      public boolean isInteractive() {
        return false;
      }
    };
  }

  private SshdSessionFactory ssh() throws NotFetchedException {
    if (!origin.isSsh()) {
      return null; // try-with-resources leaves it out
    }
    requireReadable(origin.keyFile(), "PRESSROOM_GIT_KEY_FILE");
    requireReadable(origin.knownHostsFile(), "PRESSROOM_GIT_KNOWN_HOSTS_FILE");
    Path home = Path.of(System.getProperty("user.home", "/"));
    SshdSessionFactoryBuilder builder =
        new SshdSessionFactoryBuilder()
            .setPreferredAuthentications("publickey")
            .setHomeDirectory(home.toFile())
            .setSshDirectory(home.resolve(".ssh").toFile());
    origin.keyFile().ifPresent(file -> builder.setDefaultIdentities(_ -> List.of(file)));
    origin
        .knownHostsFile()
        .ifPresent(file -> builder.setDefaultKnownHostsFiles(_ -> List.of(file)));
    return builder.build(null);
  }

  private static void requireReadable(Optional<Path> file, String setting)
      throws NotFetchedException {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw NotFetchedException.because(
          "cannot read " + file.get(), setting + " names a file that the builder may read", null);
    }
  }

  private NotFetchedException explain(Exception failure, String ref, Optional<String> password) {
    String address = origin.address();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case NoRemoteRepositoryException _ -> {
          return NotFetchedException.because(
              "there is no repository at " + address,
              "check PRESSROOM_GIT_URL; a private one may also want "
                  + (origin.isSsh() ? "PRESSROOM_GIT_KEY_FILE" : "PRESSROOM_GIT_PASSWORD_FILE"),
              failure);
        }
        case UnknownHostException _ -> {
          return NotFetchedException.because(
              "the host of %s is not known".formatted(address),
              "check PRESSROOM_GIT_URL and the name service",
              failure);
        }
        case ConnectException _, NoRouteToHostException _ -> {
          return NotFetchedException.because(
              "nobody answers at " + address,
              "check that the host runs and may be reached from here",
              failure);
        }
        case SocketTimeoutException _ -> {
          return NotFetchedException.because(
              "%s was silent for %d s".formatted(address, origin.timeout().toSeconds()),
              "check the network, or set PRESSROOM_GIT_TIMEOUT",
              failure);
        }
        case SSLException _ -> {
          return NotFetchedException.because(
              "the certificate of %s is not trusted: %s"
                  .formatted(address, hide(cause.getMessage(), password)),
              "give the JVM a trust store that knows it",
              failure);
        }
        default -> {}
      }
    }
    String text = hide(String.valueOf(rootOf(failure).getMessage()), password);
    String lower = (failure.getMessage() + " " + text).toLowerCase(Locale.ROOT);
    if (lower.contains("not authorized")
        || lower.contains("authentication")
        || lower.contains("no more authentication methods")
        || lower.contains("not permitted")) {
      return NotFetchedException.because(
          address + " does not let us in",
          origin.isSsh()
              ? "set PRESSROOM_GIT_KEY_FILE to a key that may read it"
              : "set PRESSROOM_GIT_PASSWORD_FILE, and PRESSROOM_GIT_USERNAME where the host wants a name",
          failure);
    }
    // Who refuses a host's key ends the session, and which of the two is told depends on the
    // moment.
    boolean cut = origin.isSsh() && lower.contains("session is being closed");
    if (cut || Stream.of("server key", "host key", "this key").anyMatch(lower::contains)) {
      return NotFetchedException.because(
          "%s: the session ended before it began, most likely because the key of the host is not trusted"
              .formatted(address),
          "put the right one into PRESSROOM_GIT_KNOWN_HOSTS_FILE; ssh-keyscan shows what the host says it is",
          failure);
    }
    if (ObjectId.isId(ref) && (lower.contains("want") || lower.contains("not our ref"))) {
      return NotFetchedException.refUnknown(
          "%s does not give out commit %s".formatted(address, ref),
          "name a branch or a tag that is at it");
    }
    return NotFetchedException.because(
        address + ": " + text, "it is tried again, and what was fetched before stays", failure);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Whatever a library puts into its messages. */
  private static String hide(String text, Optional<String> password) {
    return password.filter(it -> !it.isEmpty()).map(it -> text.replace(it, "…")).orElse(text);
  }
}
