package io.pressroom.builder;

import io.pressroom.builder.watch.ContentWatcher;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator can set, each as {@code pressroom.…} or in the environment as {@code
 * PRESSROOM_…}. What an author can set is in the site's {@code site.yaml}.
 */
@ConfigMapping(prefix = "pressroom")
interface OperatorSettings {

  /** The folder with the site. */
  @WithDefault("example-site")
  Path site();

  /** The release store; {@code .pressroom/store} in the site where not set. */
  Optional<Path> store();

  /** The builder's own memory between two runs; {@code state} beside the store where not set. */
  Optional<Path> state();

  /** Whether drafts and posts of the future are built too. */
  @WithDefault("false")
  boolean drafts();

  /** The address of the site, where it is not the one in {@code site.yaml}. */
  Optional<URI> baseUrl();

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
    return store().orElseGet(() -> site().resolve(".pressroom").resolve("store"));
  }

  default Path stateFolder() {
    return state().orElseGet(() -> storeFolder().resolveSibling("state"));
  }

  /** How changes are noticed. */
  interface Watch {
    /** {@code events}, {@code poll}, or {@code auto}: events where the file system has them. */
    @WithDefault("auto")
    ContentWatcher.Mode mode();

    /** How often {@code poll} looks. */
    @WithDefault("2s")
    Duration pollEvery();

    /** How long it must be quiet before a build starts. */
    @WithDefault("20ms")
    Duration quiet();

    /** How long a build waits at most for it to be quiet. */
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
}
