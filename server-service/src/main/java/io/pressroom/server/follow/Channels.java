package io.pressroom.server.follow;

import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The ends of the queue in this service. A message that cannot be read is rejected, which sends it
 * to the dead letters, and the channel goes on.
 */
@ApplicationScoped
class Channels {

  private static final Logger LOG = Logger.getLogger(Channels.class);

  private final Hints hints;
  private final Switch serviceSwitch;

  Channels(Hints hints, Switch serviceSwitch) {
    this.hints = hints;
    this.serviceSwitch = serviceSwitch;
  }

  @Incoming("events")
  CompletionStage<Void> event(Message<?> received) {
    return read(
        received,
        message -> {
          switch (message) {
            case ReleasePublished published ->
                hints.look("release " + published.release().shortForm() + " was announced");
            case BuildStarted _, BuildProgressed _, BuildFailed _ -> {}
            default -> throw new NotForUs("not an event of the builder");
          }
          hints.said(message);
        });
  }

  @Incoming("shutdown")
  CompletionStage<Void> shutdown(Message<?> received) {
    return read(
        received,
        message -> {
          if (!(message instanceof ShutdownRequested request)) {
            throw new NotForUs("not a ShutdownRequested");
          }
          if (request.target() != Target.BUILDER) {
            serviceSwitch.off("asked to: " + request.reason());
          }
        });
  }

  /** Acts on a message, or throws where it can be read and was not meant for this channel. */
  @FunctionalInterface
  private interface Action {
    void on(io.pressroom.message.Message message) throws NotForUs;
  }

  private static final class NotForUs extends Exception {
    private static final long serialVersionUID = 1L;

    NotForUs(String reason) {
      super(reason);
    }
  }

  private static CompletionStage<Void> read(Message<?> received, Action action) {
    try {
      action.on(MessageCodec.decode(text(received.getPayload())).message());
      return received.ack();
    } catch (UnreadableMessageException | NotForUs e) {
      LOG.warnf("A message was rejected: %s", e.getMessage());
      return received.nack(e);
    }
  }

  /** Brokers and clients differ in whether a body is sent as text or as bytes. */
  private static String text(Object payload) {
    return payload instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(payload);
  }
}
