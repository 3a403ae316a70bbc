package io.pressroom.builder;

import io.pressroom.builder.content.BaseUrl;
import io.pressroom.builder.watch.ContentWatcher;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * What an operator can set, each as {@code pressroom.…} or in the environment as {@code
 * PRESSROOM_…}. What an author can set is in the site's {@code site.yaml}.
 */
@ConfigMapping(prefix = "pressroom")
interface OperatorSettings {

  /** The folder with the site. */
  @WithDefault("example-site")
  Path site();

  Git git();

  /**
   * The release store; where not set, {@code .pressroom/store} in the site, or here where the site
   * is in git.
   */
  Optional<Path> store();

  /** The builder's own memory between two runs; {@code state} beside the store where not set. */
  Optional<Path> state();

  /** Whether to wait where another builder has the store, instead of ending. */
  @WithDefault("false")
  boolean standby();

  /** Whether drafts and posts of the future are built too. */
  @WithDefault("false")
  boolean drafts();

  /** Whether the reason of each output that is made is told. */
  @WithDefault("false")
  boolean explain();

  /** The address of the site, where it is not the one in {@code site.yaml}. */
  Optional<@WithConverter(BaseUrlConverter.class) URI> baseUrl();

  /** Whether programs that {@code site.yaml} names run before and after a build. */
  @WithDefault("false")
  boolean hooks();

  Watch watch();

  /** How often everything is looked at, for file systems whose events get lost. */
  @WithDefault("30s")
  Duration reconcileEvery();

  Broker broker();

  Drain drain();

  Announce announce();

  Keep keep();

  Render render();

  /** The process whose end is a stop signal to this one; none where not set. */
  OptionalLong parentPid();

  default Path storeFolder() {
    Path around = git().url().isPresent() ? Path.of("") : site();
    return store().orElseGet(() -> around.resolve(".pressroom").resolve("store"));
  }

  default Path stateFolder() {
    return state().orElseGet(() -> storeFolder().resolveSibling("state"));
  }

  /** A site that lies in a git repository, and not in a folder of this machine. */
  interface Git {
    /** The repository; where it is set, {@link OperatorSettings#site()} says nothing. */
    Optional<String> url();

    /** The branch, tag or commit to follow; the repository's own choice of a branch where not. */
    Optional<String> ref();

    /** The folder in the repository that is the site. */
    Optional<String> path();

    /** How often the repository is asked for something new. */
    @WithDefault("1m")
    Duration poll();

    /** How long it may be silent while it is talked to. */
    @WithDefault("30s")
    Duration timeout();

    /** Who to be there, over HTTP. */
    @WithDefault("git")
    String username();

    /** The password or token of that user. */
    Optional<String> password();

    /** A file with the password or token, read each time. */
    Optional<Path> passwordFile();

    /** The private key, over SSH; without a passphrase. */
    Optional<Path> keyFile();

    /** The keys of the hosts to talk to, over SSH. */
    Optional<Path> knownHostsFile();
  }

  /** How changes are noticed. */
  interface Watch {
    /** {@code events}, {@code poll}, or {@code auto}: events where the file system has them. */
    @WithDefault("auto")
    ContentWatcher.Mode mode();

    /** How often {@code poll} looks. */
    @WithDefault("2s")
    Duration pollEvery();

    /** How long it must be quiet before what was built of a burst of changes is published. */
    @WithDefault("20ms")
    Duration quiet();

    /** How long a build that is done waits at most for it to be quiet, from the first change. */
    @WithDefault("500ms")
    Duration bound();
  }

  /** The message broker. */
  interface Broker {
    /** Whether the broker runs inside of this process. */
    @WithDefault("true")
    boolean embedded();

    String host();

    int port();
  }

  /** The end of the process. */
  interface Drain {
    /** How long a stop waits at most for the build that is running. */
    @WithDefault("10m")
    Duration timeout();
  }

  /** What the queue is told. */
  interface Announce {
    /** How long a stop waits at most for the broker to confirm the last announcement. */
    @WithDefault("5s")
    Duration timeout();
  }

  /** What stays in the release store, beside the live release. */
  interface Keep {
    /** This many of the newest releases stay, */
    @WithDefault("10")
    int releases();

    /** and all that are younger than this. */
    @WithDefault("1h")
    Duration age();
  }

  /** Rendering. */
  interface Render {
    /** A pause after each rendered output: a slow machine to test with. */
    @WithDefault("0s")
    Duration pause();
  }

  /** An address as {@code site.yaml} has it. */
  final class BaseUrlConverter implements Converter<URI> {
    private static final long serialVersionUID = 1;

    @Override
    public URI convert(String value) {
      return BaseUrl.parse(value)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "it should be an address like https://example.org/blog/"));
    }
  }
}
