package io.pressroom.server.admin;

import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.MessageCodec;
import io.pressroom.server.follow.Broker;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Sends requests over the queue. */
@ApplicationScoped
class Requests {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final URI SOURCE = URI.create("urn:pressroom:server");

  private final MutinyEmitter<String> rebuild;
  private final MutinyEmitter<String> shutdown;
  private final Broker broker;

  Requests(
      @Channel("rebuild-requests") MutinyEmitter<String> rebuild,
      @Channel("shutdown-requests") MutinyEmitter<String> shutdown,
      Broker broker) {
    this.rebuild = rebuild;
    this.shutdown = shutdown;
    this.broker = broker;
  }

  /**
   * Sends a request. Fails where the broker is away or does not confirm it soon: nothing is kept
   * for later, because a request to stop must not come when nobody expects it any more.
   */
  Uni<Void> send(Message request) {
    if (broker.state() == Broker.State.AWAY) {
      return Uni.createFrom().failure(new IllegalStateException("the broker is away"));
    }
    String text =
        MessageCodec.encode(
            new Envelope(
                UUID.randomUUID().toString(),
                SOURCE,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                request));
    MutinyEmitter<String> emitter =
        switch (request) {
          case Message.RebuildRequested asked -> rebuild;
          case Message.ShutdownRequested asked -> shutdown;
          default -> throw new IllegalArgumentException("not a request: " + request);
        };
    return emitter.send(text).ifNoItem().after(LONGEST).fail();
  }
}
