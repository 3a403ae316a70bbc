package io.pressroom.endtoend;

import io.pressroom.message.Addresses;
import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.amqp.AmqpSender;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * An operator's connection to the broker: sends what the services take, and hears what the builder
 * tells.
 */
final class Queue implements AutoCloseable {
  private final Vertx vertx;
  private final AmqpConnection connection;
  private final List<Message> events = new CopyOnWriteArrayList<>();

  private Queue(Vertx vertx, AmqpConnection connection) {
    this.vertx = vertx;
    this.connection = connection;
  }

  /** Connects, and listens to the builder's events from here on. */
  static Queue connect(int port) {
    Vertx vertx = Vertx.vertx();
    AmqpClientOptions options =
        new AmqpClientOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setUsername(BrokerProcess.USER)
            .setPassword(BrokerProcess.PASSWORD);
    try {
      Queue queue = new Queue(vertx, done(AmqpClient.create(vertx, options).connect()));
      queue.receive(Addresses.EVENTS, "topic", queue::heard);
      return queue;
    } catch (RuntimeException failed) {
      done(vertx.close());
      throw failed;
    }
  }

  private void heard(AmqpMessage message) {
    try {
      events.add(MessageCodec.decode(message.bodyAsString()).message());
    } catch (UnreadableMessageException e) {
      // Poison that a test sent itself: what the builder tells is looked for by its type.
    }
  }

  private void receive(
      String address, String capability, io.vertx.core.Handler<AmqpMessage> handler) {
    AmqpReceiverOptions options = new AmqpReceiverOptions().setCapabilities(List.of(capability));
    AmqpReceiver receiver = done(connection.createReceiver(address, options));
    receiver.handler(handler);
  }

  /** What lies or arrives at a queue, as text. */
  List<String> bodies(String address) {
    List<String> bodies = new CopyOnWriteArrayList<>();
    receive(address, "queue", message -> bodies.add(message.bodyAsString()));
    return bodies;
  }

  /** The builder's events of one type since the connection, in order. */
  <T extends Message> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Asks for a build, and returns when that build has begun: also one that changes nothing. */
  void askForBuild(Program builder, RebuildRequested request) {
    send(request);
    awaitBuild(builder, request.cause());
  }

  void awaitBuild(Program builder, String cause) {
    builder
        .await("begins a build that is asked for by " + cause)
        .until(
            () ->
                events(BuildStarted.class).stream()
                    .anyMatch(event -> event.cause().contains(cause)));
  }

  /** Sends, and returns when the broker has taken the message. */
  void send(Message message) {
    Envelope envelope =
        new Envelope(
            UUID.randomUUID().toString(), URI.create("/end-to-end"), Instant.now(), message);
    switch (message) {
      case Message.RebuildRequested _, Message.RollbackRequested _, Message.ResumeRequested _ ->
          send(Addresses.REBUILD, "queue", MessageCodec.encode(envelope));
      case Message.ShutdownRequested _ ->
          send(Addresses.SHUTDOWN, "topic", MessageCodec.encode(envelope));
      default -> send(Addresses.EVENTS, "topic", MessageCodec.encode(envelope));
    }
  }

  /** Sends any text at all. */
  void send(String address, String capability, String body) {
    AmqpSenderOptions options = new AmqpSenderOptions().setCapabilities(List.of(capability));
    AmqpSender sender = done(connection.createSender(address, options));
    done(sender.sendWithAck(AmqpMessage.create().durable(true).withBody(body).build()));
    done(sender.close());
  }

  @Override
  public void close() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
