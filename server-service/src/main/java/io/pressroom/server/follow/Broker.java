package io.pressroom.server.follow;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.amqp.AmqpConnector;
import io.smallrye.reactive.messaging.health.HealthReport.ChannelInfo;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.security.sasl.SaslException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Sees whether the broker is there. As long as it is not, the store is looked at often, so that a
 * release shows up soon though nobody announced it.
 */
@ApplicationScoped
public class Broker {

  private static final Logger LOG = Logger.getLogger(Broker.class);

  /**
   * A channel whose connection has ended is without one for half a second at least, as that is when
   * the connector first reaches for another; what was said in the meantime it has not heard.
   */
  private static final Duration BETWEEN_GLANCES = Duration.ofMillis(200);

  private final AmqpConnector connector;
  private final AmqpClient client;
  private final Hints hints;
  private final Presence presence;

  /** What is known of the broker. */
  public enum State {
    /** There was no connection yet, and not much time for one. */
    UNKNOWN,
    THERE,
    AWAY
  }

  Broker(
      @Connector(AmqpConnector.CONNECTOR_NAME) AmqpConnector connector,
      Vertx vertx,
      @ConfigProperty(name = "amqp-host") String host,
      @ConfigProperty(name = "amqp-port") int port,
      @ConfigProperty(name = "amqp-username") Optional<String> username,
      @ConfigProperty(name = "amqp-password") Optional<String> password,
      Hints hints) {
    AmqpClientOptions options = new AmqpClientOptions().setHost(host).setPort(port);
    username.ifPresent(options::setUsername);
    password.ifPresent(options::setPassword);
    this.client = AmqpClient.create(vertx, Heartbeat.listenedFor(options));
    this.connector = connector;
    this.hints = hints;
    this.presence = new Presence(hints, this::tellIfRefused);
  }

  public State state() {
    return presence.state();
  }

  void watch(@Observes StartupEvent event) {
    Multi.createFrom()
        .ticks()
        .every(BETWEEN_GLANCES)
        .onOverflow()
        .drop()
        .subscribe()
        .with(tick -> glance());
  }

  private void glance() {
    List<ChannelInfo> channels = channels();
    if (!channels.isEmpty()) {
      presence.seen(channels.stream().allMatch(ChannelInfo::isOk));
    }
  }

  /** One that is there and does not let us in is to be told from one that is away. */
  private void tellIfRefused() {
    client
        .connect()
        .onSuccess(AmqpConnection::close)
        .onFailure(
            why -> {
              if (why instanceof SaslException) {
                LOG.warnf(
                    "It refuses this user (PRESSROOM_BROKER_USERNAME, _PASSWORD): %s",
                    why.getMessage());
              }
            });
  }

  private List<ChannelInfo> channels() {
    try {
      return connector.getReadiness().getChannels();
    } catch (RuntimeException e) {
      return List.of(); // not told in time: all is taken to be as it was
    }
  }

  // Each a period after the start: the loop begins with a look of its own, and a start that fails
  // (its port is taken) must not leave a task behind that asks for what is gone.

  @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void lookWhileAway() {
    if (presence.state() != State.THERE) {
      hints.look("the broker is not there");
    }
  }

  @Scheduled(every = "{pressroom.look-every}", delayed = "{pressroom.look-every}")
  void look() {
    hints.look("it is time to");
  }
}
