package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ResumeRequested;
import io.pressroom.message.Message.RollbackRequested;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes requests from the queue. What cannot be read is refused, which sends it to the dead
 * letters, and the channel goes on.
 */
@ApplicationScoped
class Requests {

  private final Service service;
  private final Shutdown shutdown;
  private final Console console;

  Requests(Service service, Shutdown shutdown, Console console) {
    this.service = service;
    this.shutdown = shutdown;
    this.console = console;
  }

  /**
   * Returns at once, so that all requests that wait come together and get one build; each is
   * settled when that build is published. One that is not settled comes again.
   */
  @Incoming("rebuild")
  CompletionStage<Void> rebuild(Message<Object> message) {
    try {
      Consumer<String> refused = why -> refuse(message, "pressroom.rebuild", why);
      switch (read(message)) {
        case RebuildRequested request -> service.request(request, () -> settle(message), refused);
        case RollbackRequested request -> service.request(request, () -> settle(message), refused);
        case ResumeRequested request -> service.request(request, () -> settle(message));
        default -> throw new NotForUs("not a request to build, roll back or resume");
      }
      return CompletableFuture.completedStage(null);
    } catch (NotForUs | UnreadableMessageException e) {
      return refuse(message, "pressroom.rebuild", e.getMessage());
    }
  }

  @Incoming("shutdown")
  CompletionStage<Void> shutdown(Message<Object> message) {
    try {
      if (!(read(message) instanceof ShutdownRequested request)) {
        throw new NotForUs("not a ShutdownRequested");
      }
      if (request.target() != Target.SERVER) {
        shutdown.request("requested: " + request.reason());
      }
      return message.ack();
    } catch (NotForUs | UnreadableMessageException e) {
      return refuse(message, "pressroom.shutdown", e.getMessage());
    }
  }

  private static io.pressroom.message.Message read(Message<Object> message)
      throws NotForUs, UnreadableMessageException {
    String text =
        switch (message.getPayload()) {
          case String string -> string;
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          case null -> throw new NotForUs("no body");
          // The connector has parsed what was marked application/json; this is its JSON again.
          default -> message.getPayload().toString();
        };
    return MessageCodec.decode(text).message();
  }

  private void settle(Message<Object> message) {
    var _ =
        message
            .ack()
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    console.warn("a request could not be settled and will come again");
                  }
                });
  }

  private CompletionStage<Void> refuse(Message<Object> message, String address, String why) {
    console.warn(
        "refused a message on %s, which is now among the dead letters: %s".formatted(address, why));
    return message.nack(new NotForUs(why));
  }

  private static final class NotForUs extends Exception {
    private static final long serialVersionUID = 1;

    NotForUs(String message) {
      super(message);
    }
  }
}
