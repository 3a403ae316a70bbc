package io.pressroom.builder;

import io.pressroom.builder.announce.Announcer;
import io.pressroom.message.Addresses;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The channel {@code events}: what is sent is confirmed by the broker. */
@ApplicationScoped
class Events implements Announcer.Line {

  private final MutinyEmitter<String> emitter;

  Events(@Channel("events") MutinyEmitter<String> emitter) {
    this.emitter = emitter;
  }

  @Override
  public CompletionStage<?> send(String message) {
    var metadata = OutgoingAmqpMetadata.builder().withContentType(Addresses.CONTENT_TYPE).build();
    return emitter
        .sendMessage(Message.of(message).addMetadata(metadata))
        .subscribeAsCompletionStage();
  }
}
