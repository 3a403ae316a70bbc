package io.pressroom.builder;

import io.pressroom.builder.announce.Announcer;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** The channel {@code events}: what is sent is confirmed by the broker. */
@ApplicationScoped
class Events implements Announcer.Line {

  private final MutinyEmitter<String> emitter;

  Events(@Channel("events") MutinyEmitter<String> emitter) {
    this.emitter = emitter;
  }

  @Override
  public CompletionStage<?> send(String message) {
    return emitter.send(message).subscribeAsCompletionStage();
  }
}
