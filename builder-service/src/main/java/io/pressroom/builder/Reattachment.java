package io.pressroom.builder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.PublisherDecorator;
import io.smallrye.reactive.messaging.amqp.AmqpConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Begins a channel anew that has no connection for long though the broker answers.
 *
 * <p>Where a connection ends after it was opened and before the broker has attached the channel to
 * it, the client tells nobody, and the channel would wait for that for ever, deaf until a restart.
 */
@ApplicationScoped
class Reattachment implements PublisherDecorator {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** So many looks, each without a connection to a broker that answers, no way back takes. */
  private static final int PATIENCE = 15;

  private static final int ANSWER_MILLIS = 1000;

  /** What either side begins with that wants the other to say who it is (AMQP 1.0, 5.3.1). */
  private static final String HEADER = "AMQP\3\1\0\0";

  private final Instance<AmqpConnector> connector;
  private final String host;
  private final int port;

  Reattachment(
      @Connector(AmqpConnector.CONNECTOR_NAME) Instance<AmqpConnector> connector,
      @ConfigProperty(name = "amqp-host") String host,
      @ConfigProperty(name = "amqp-port") int port) {
    this.connector = connector;
    this.host = host;
    this.port = port;
  }

  @Override
  public Multi<? extends Message<?>> decorate(
      Multi<? extends Message<?>> publisher, List<String> channels, boolean isConnector) {
    if (!isConnector) {
      return publisher;
    }
    Multi<Message<?>> watched =
        Multi.createBy().merging().streams(publisher.map(message -> message), deafness(channels));
    return watched.onFailure(Deaf.class).retry().indefinitely();
  }

  /** Has no items, and fails where one of the channels is to begin anew. */
  private Multi<Message<?>> deafness(List<String> channels) {
    return Multi.createFrom()
        .ticks()
        .every(BETWEEN_LOOKS)
        .onOverflow()
        .drop()
        // What waits for a broker that stands still goes on when that does: it is let wait.
        .map(tick -> isConnected(channels) || !answers())
        .onItem()
        .scan(() -> 0, (missed, well) -> well ? 0 : missed + 1)
        .onItem()
        .transformToMultiAndConcatenate(
            missed ->
                missed > PATIENCE
                    ? Multi.createFrom().failure(new Deaf())
                    : Multi.createFrom().empty());
  }

  private boolean isConnected(List<String> channels) {
    try {
      return connector.get().getReadiness().getChannels().stream()
          .filter(channel -> channels.contains(channel.getChannel()))
          .allMatch(channel -> channel.isOk());
    } catch (RuntimeException e) {
      return false; // not told in time; a look must not end the channel
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(HEADER.getBytes(ISO_8859_1));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Deaf extends Exception {
    private static final long serialVersionUID = 1;
  }
}
