package io.pressroom.server.follow;

import io.pressroom.message.Envelope;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
        envelope -> {
          if (envelope.message() instanceof ReleasePublished published) {
            hints.look("release " + published.release().shortForm() + " was announced");
          }
          hints.said(envelope.message());
        });
  }

  @Incoming("shutdown")
  CompletionStage<Void> shutdown(Message<?> received) {
    return read(
        received,
        envelope -> {
          if (envelope.message() instanceof ShutdownRequested request
              && request.target() != Target.BUILDER) {
            serviceSwitch.off("asked to: " + request.reason());
          }
        });
  }

  private static CompletionStage<Void> read(Message<?> received, Consumer<Envelope> reader) {
    Envelope envelope;
    try {
      envelope = MessageCodec.decode(text(received.getPayload()));
    } catch (UnreadableMessageException e) {
      LOG.warnf("A message was rejected: %s", e.getMessage());
      return received.nack(e);
    }
    reader.accept(envelope);
    return received.ack();
  }

  /** Brokers and clients differ in whether a body is sent as text or as bytes. */
  private static String text(Object payload) {
    return payload instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(payload);
  }
}
