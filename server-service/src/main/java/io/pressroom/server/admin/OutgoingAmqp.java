package io.pressroom.server.admin;

import io.pressroom.message.Addresses;
import io.pressroom.server.follow.Heartbeat;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpMessageBuilder;
import io.vertx.amqp.AmqpSender;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * The connector of channels that are spoken over, one message at a time: each is confirmed by the
 * broker, or fails within a bound. After a failure the next one has a connection of its own. The
 * connector {@code smallrye-amqp} waits without an end where a connection is lost while a sender is
 * attached to it or a message is on its way, as the client below tells nobody of that.
 *
 * <p>A channel has these settings: {@code address}, {@code capabilities} ({@code queue} or {@code
 * topic}), {@code confirm-seconds}, and, where a message is of no use for longer, {@code ttl} in
 * milliseconds. Texts are sent as CloudEvents and outlast the broker.
 */
@ApplicationScoped
@Connector("pressroom-amqp")
class OutgoingAmqp implements OutboundConnector {

  private final AmqpClient client;

  OutgoingAmqp(
      Vertx vertx,
      @ConfigProperty(name = "amqp-host") String host,
      @ConfigProperty(name = "amqp-port") int port,
      @ConfigProperty(name = "amqp-username") Optional<String> username,
      @ConfigProperty(name = "amqp-password") Optional<String> password) {
    AmqpClientOptions options = new AmqpClientOptions().setHost(host).setPort(port);
    username.ifPresent(options::setUsername);
    password.ifPresent(options::setPassword);
    this.client = AmqpClient.create(vertx, Heartbeat.listenedFor(options));
  }

  @Override
  public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
    Line line =
        new Line(
            client,
            config.getValue("address", String.class),
            config.getValue("capabilities", String.class),
            config.getOptionalValue("ttl", Long.class),
            config.getValue("confirm-seconds", Integer.class));
    return MultiUtils.<Message<?>, Void>via(
        messages -> messages.onItem().transformToUniAndConcatenate(message -> say(line, message)));
  }

  /** A message that fails is its sender's concern, and not the end of the channel. */
  private static Uni<Void> say(Line line, Message<?> message) {
    return Uni.createFrom()
        .completionStage(() -> line.say((String) message.getPayload()).toCompletionStage())
        .onItemOrFailure()
        .transformToUni(
            (_, failure) ->
                Uni.createFrom()
                    .completionStage(failure == null ? message.ack() : message.nack(failure)))
        .onFailure()
        .recoverWithNull();
  }

  /** The way to one address. */
  private static final class Line {
    private final AmqpClient client;
    private final String address;
    private final String capability;
    private final Optional<Long> ttl;
    private final int seconds;
    private Future<AmqpConnection> connection = Future.failedFuture("nothing was said yet");
    private Future<AmqpSender> sender = Future.failedFuture("nothing was said yet");
    private Promise<Void> confirmation = Promise.promise();

    Line(AmqpClient client, String address, String capability, Optional<Long> ttl, int seconds) {
      this.client = client;
      this.address = address;
      this.capability = capability;
      this.ttl = ttl;
      this.seconds = seconds;
    }

    synchronized Future<Void> say(String text) {
      AmqpMessageBuilder message =
          AmqpMessage.create().durable(true).contentType(Addresses.CONTENT_TYPE).withBody(text);
      ttl.ifPresent(message::ttl);
      Promise<Void> answer = Promise.promise();
      confirmation = answer;
      attached()
          .compose(attached -> attached.sendWithAck(message.build()))
          .onSuccess(answer::tryComplete)
          .onFailure(answer::tryFail);
      return answer.future().timeout(seconds, TimeUnit.SECONDS).onFailure(failure -> drop());
    }

    private Future<AmqpSender> attached() {
      boolean attached = sender.succeeded() && !sender.result().connection().isDisconnected();
      if (!attached) {
        Future<AmqpConnection> opening = client.connect();
        AmqpSenderOptions options = new AmqpSenderOptions().setCapabilities(List.of(capability));
        connection = opening;
        sender = opening.compose(opened -> opened.createSender(address, options));
        opening.onSuccess(opened -> opened.closeFuture().onComplete(end -> ended(opening)));
      }
      return sender;
    }

    private synchronized void ended(Future<AmqpConnection> which) {
      if (which == connection) {
        confirmation.tryFail("the connection has ended");
      }
    }

    /** Whenever a connection that is not needed any more comes about, it is closed. */
    private synchronized void drop() {
      connection.onSuccess(AmqpConnection::close);
      sender = Future.failedFuture("dropped");
    }
  }
}
