package io.pressroom.builder.command;

import io.pressroom.message.Addresses;
import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.MessageCodec;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSender;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An operator's connection to the queue, for one request. */
final class OperatorQueue implements AutoCloseable {

  /** Where a broker is. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private static final URI SOURCE = URI.create("urn:pressroom:operator");
  private static final int LONGEST_SECONDS = 10;

  private final Vertx vertx;
  private final AmqpConnection connection;
  private final Clock clock;

  private OperatorQueue(Vertx vertx, AmqpConnection connection, Clock clock) {
    this.vertx = vertx;
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Where the broker is that the builder of that store uses: as the environment says, or as a
   * builder on this machine wrote down that carries the broker itself.
   */
  static Optional<Address> addressOf(Path store) {
    Map<String, String> environment = System.getenv();
    String host = environment.get("PRESSROOM_BROKER_HOST");
    String port = environment.get("PRESSROOM_BROKER_PORT");
    if (host != null || port != null) {
      return address((host == null ? "localhost" : host) + ":" + (port == null ? "5672" : port));
    }
    for (Path file :
        List.of(
            store.resolveSibling("broker").resolve("address"),
            store.resolve(".pressroom").resolve("broker").resolve("address"))) {
      try {
        return address(Files.readString(file).strip());
      } catch (IOException _) {
        // the next
      }
    }
    return Optional.empty();
  }

  private static Optional<Address> address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return Optional.of(
          new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  /**
   * Connects to the broker of a builder.
   *
   * @throws CommandFailure where the broker is not known or does not let us in
   */
  static OperatorQueue ofBuilderOf(Path store, Clock clock) throws CommandFailure {
    return connect(
        addressOf(store)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "a builder has the store, and where its broker is is not known: set PRESSROOM_BROKER_HOST and PRESSROOM_BROKER_PORT")),
        clock);
  }

  static OperatorQueue connect(Address address, Clock clock) throws CommandFailure {
    AmqpClientOptions options =
        new AmqpClientOptions().setHost(address.host()).setPort(address.port());
    options.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
    Optional.ofNullable(System.getenv("PRESSROOM_BROKER_USERNAME")).ifPresent(options::setUsername);
    password().ifPresent(options::setPassword);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    try {
      return new OperatorQueue(vertx, done(AmqpClient.create(vertx, options).connect()), clock);
    } catch (CompletionException e) {
      close(vertx);
      throw new CommandFailure(
          "the broker at %s cannot be used: %s; PRESSROOM_BROKER_HOST, _PORT, _USERNAME and _PASSWORD say which and who"
              .formatted(address, reason(e)));
    }
  }

  private static Optional<String> password() throws CommandFailure {
    String file = System.getenv().getOrDefault("PRESSROOM_BROKER_PASSWORD_FILE", "");
    if (file.isEmpty()) {
      return Optional.ofNullable(System.getenv("PRESSROOM_BROKER_PASSWORD"));
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      throw new CommandFailure("the broker's password cannot be read: " + Console.reason(e));
    }
  }

  /** Sends a request to the builder, and returns when the broker has it. */
  void ask(Message request) throws CommandFailure {
    try {
      AmqpSender sender =
          done(
              connection.createSender(
                  System.getenv()
                      .getOrDefault("PRESSROOM_BROKER_REBUILD_ADDRESS", Addresses.REBUILD),
                  new AmqpSenderOptions().setCapabilities(List.of("queue"))));
      String text =
          MessageCodec.encode(
              new Envelope(UUID.randomUUID().toString(), SOURCE, clock.instant(), request));
      done(
          sender.sendWithAck(
              AmqpMessage.create()
                  .durable(true)
                  .contentType(Addresses.CONTENT_TYPE)
                  .withBody(text)
                  .build()));
    } catch (CompletionException e) {
      throw new CommandFailure("the broker does not take the request: " + reason(e));
    }
  }

  static String reason(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof TimeoutException) {
      return "it does not answer within %d s".formatted(LONGEST_SECONDS);
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static <T> T done(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static void close(Vertx vertx) {
    var _ = done(vertx.close());
  }

  @Override
  public void close() {
    close(vertx);
  }
}
