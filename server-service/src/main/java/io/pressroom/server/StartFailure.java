package io.pressroom.server;

import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says why the service could not start: in one line that says what to do, where we know what. */
final class StartFailure {

  /** How the configuration says that a value is wrong. */
  private static final Pattern WRONG_VALUE =
      Pattern.compile(
          ".*SRCFG\\d+: The config property (\\S+) with the config value \"(.*)\" threw an"
              + " Exception whilst being converted (?:SRCFG\\d+: )?(.*)",
          Pattern.DOTALL);

  private static final Pattern EMPTY =
      Pattern.compile("The config property (\\S+) is defined as the empty String");

  /** What the framework says of a redirect to TLS where there is no TLS. */
  private static final String INSECURE = "quarkus.http.insecure-requests";

  /** What the framework says of fewer event loops than one. */
  private static final String EVENT_LOOPS = "eventLoopPoolSize";

  /** Where the framework finds out that certificate and key are no use. */
  private static final Pattern OF_CERTIFICATES =
      Pattern.compile("io\\.quarkus\\.tls\\..*|io\\.vertx\\..*KeyStore.*");

  private StartFailure() {}

  static String explain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(50)
        .flatMap(cause -> explainCause(cause, failure).stream())
        .findFirst()
        .orElseGet(() -> "Cannot start, and this is a bug: " + trace(failure));
  }

  private static Optional<String> explainCause(Throwable cause, Throwable failure) {
    return switch (cause) {
      case SecretFile.MissingSecretException e -> Optional.of(e.getMessage());
      case IOException io when isBind(io) -> Optional.of(cannotListen(io, failure));
      case WrongSetting wrong -> Optional.of("A setting is wrong: " + wrong.getMessage());
      case ConfigValidationException invalid ->
          Optional.of(
              IntStream.range(0, invalid.getProblemCount())
                  .mapToObj(i -> setting(invalid.getProblem(i).getMessage()))
                  .collect(Collectors.joining("; ", "A setting is wrong: ", "")));
      case IllegalArgumentException e when isSetting(e) ->
          Optional.of("A setting is wrong: " + setting(e.getMessage()));
      // Told where the framework looks at certificates, by a failure of any kind.
      case Exception e when isOfCertificates(e) ->
          Optional.of(
              "The certificate cannot be used: %s; QUARKUS_TLS_KEY_STORE_… say where it is"
                  .formatted(reasons(e)));
      case IllegalStateException e when String.valueOf(e.getMessage()).contains(INSECURE) ->
          Optional.of(
              "QUARKUS_HTTP_INSECURE_REQUESTS is for a server with a certificate: name one with"
                  + " QUARKUS_TLS_KEY_STORE_…, or leave it out");
      case IllegalArgumentException e when String.valueOf(e.getMessage()).contains(EVENT_LOOPS) ->
          Optional.of("A setting is wrong: pressroom.event-loops: there is one at least");
      case NoSuchElementException e when isSetting(e) ->
          Optional.of("A setting is missing: " + e.getMessage());
      default -> Optional.empty();
    };
  }

  private static boolean isSetting(RuntimeException e) {
    return e.getMessage() != null && e.getMessage().contains("SRCFG");
  }

  private static boolean isOfCertificates(Exception e) {
    return e.getStackTrace().length > 0
        && OF_CERTIFICATES.matcher(e.getStackTrace()[0].getClassName()).matches();
  }

  /** What is wrong, and what is behind it: a file that is not there, a password that is another. */
  private static String reasons(Exception e) {
    return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isBlank())
        .map(message -> message.replaceFirst("\\.$", ""))
        .distinct()
        .limit(2)
        .collect(Collectors.joining(": "));
  }

  private static String setting(String message) {
    Matcher empty = EMPTY.matcher(message);
    if (empty.find()) {
      return empty.group(1) + " is empty: give it a value, or leave it out";
    }
    Matcher matcher = WRONG_VALUE.matcher(message);
    if (!matcher.matches()) {
      return message.replaceAll("\\b[\\w.]+Exception: |\\bSRCFG\\d+: ", "");
    }
    String name = matcher.group(1);
    String why =
        matcher
            .group(3)
            .replaceAll("Cannot convert .* to enum class \\S+, allowed values: ", "it is one of ");
    return why.startsWith(name) ? why : name + ": " + why;
  }

  /** The native transport has an exception of its own for what others call a BindException. */
  private static boolean isBind(IOException e) {
    return e instanceof BindException
        || e instanceof UnknownHostException
        || (e.getMessage() != null && e.getMessage().startsWith("bind("));
  }

  private static String cannotListen(IOException bind, Throwable failure) {
    boolean management = trace(failure).contains("management interface");
    String name = management ? "quarkus.management" : "quarkus.http";
    Config config = ConfigProvider.getConfig();
    String port = config.getOptionalValue(name + ".port", String.class).orElse("?");
    String place = config.getOptionalValue(name + ".host", String.class).orElse("?") + ":" + port;
    String setting = management ? "QUARKUS_MANAGEMENT_PORT" : "--port or QUARKUS_HTTP_PORT";
    return bind.getMessage().contains("in use")
        ? "Port %s is taken: stop the program that listens on %s, or choose another port with %s"
            .formatted(port, place, setting)
        : "Cannot listen on %s (%s): choose another address".formatted(place, bind.getMessage());
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
