package io.pressroom.server;

import io.pressroom.server.serve.AccessLog;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * The settings of this service. Each has an environment variable: {@code PRESSROOM_LIVE_RELOAD}.
 */
@ConfigMapping(prefix = "pressroom")
interface Settings {

  /** The folder of the release store. It need not be there yet. */
  @WithDefault("store")
  Path store();

  /** Whether browsers are told what happened to the page they show. */
  @WithDefault("false")
  boolean liveReload();

  /** How long after its first byte the answer to a request has to begin. */
  @WithDefault("30s")
  Duration requestTimeout();

  /** How long a connection may be silent. */
  @WithDefault("75s")
  Duration idleTimeout();

  /** How much memory to keep bodies in. */
  @WithDefault("48M")
  MemorySize memory();

  /** That in bytes; more than there can be is as much as there can be. */
  default long memoryBytes() {
    return memory().asBigInteger().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** How many threads requests are answered on; half of the processors where nothing is said. */
  OptionalInt eventLoops();

  /** How often to look at the store though nobody said that there is something new. */
  @WithDefault("30s")
  Duration lookEvery();

  /** What pages may load; {@code off} leaves that open. */
  @WithDefault(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
          + " img-src 'self' data: https:; media-src 'self' https:; frame-src 'self' https:;"
          + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'")
  String contentSecurityPolicy();

  /** {@code Cache-Control} by path: {@code /files/* public, max-age=600; /feed.xml max-age=60}. */
  Optional<String> cacheControl();

  /** Whether {@code /x.html} leads to {@code /x}, which shows the same. */
  @WithDefault("false")
  boolean shortAddresses();

  /** Whose pages may read this site with a script; {@code *} for everybody's. */
  Optional<Set<String>> corsOrigins();

  /** Those origins, without the spaces that may stand between them. */
  default Set<String> origins() {
    return corsOrigins().orElse(Set.of()).stream()
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@code Strict-Transport-Security} of responses over TLS; {@code off} for none. */
  @WithDefault("max-age=31536000")
  String hsts();

  /** Whether pages over HTTP/2 are preceded by a response 103 with what they will load. */
  @WithDefault("false")
  boolean earlyHints();

  /** How each request is logged. */
  @WithDefault("off")
  AccessLog.Format accessLog();

  /** A process with whose end this one ends. */
  Optional<Long> parentPid();

  Broker broker();

  /** Where the message broker is. */
  interface Broker {

    @WithDefault("localhost")
    @WithConverter(HostConverter.class)
    String host();

    @WithDefault("5672")
    @WithConverter(PortConverter.class)
    int port();

    Optional<String> username();

    Optional<String> password();
  }

  Admin admin();

  /** What an operator may do over HTTP. */
  interface Admin {

    /** Who knows it may; where there is none, nobody may. */
    Optional<String> token();
  }

  /** The name of a host, and nothing around it. */
  final class HostConverter implements Converter<String> {
    private static final long serialVersionUID = 1;

    @Override
    public String convert(String value) {
      if (!value.matches("[A-Za-z0-9._:-]+") || value.contains("://")) {
        throw new IllegalArgumentException(
            "pressroom.broker.host must be the name or address of a host, such as localhost,"
                + " not \"%s\" (PRESSROOM_BROKER_HOST)".formatted(value));
      }
      return value;
    }
  }

  /** A port's number. */
  final class PortConverter implements Converter<Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer convert(String value) {
      if (!value.matches("[0-9]{1,5}")
          || Integer.parseInt(value) < 1
          || Integer.parseInt(value) > 65535) {
        throw new IllegalArgumentException(
            "pressroom.broker.port must be a number from 1 to 65535, not \"%s\"".formatted(value)
                + " (PRESSROOM_BROKER_PORT)");
      }
      return Integer.valueOf(value);
    }
  }
}
