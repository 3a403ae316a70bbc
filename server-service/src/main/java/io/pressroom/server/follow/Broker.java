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
 * Sees whether the broker is there. While it is away the store is looked at often, and once when it
 * is back, so that a release shows up soon though nobody announced it.
 */
@ApplicationScoped
public class Broker {

  private static final Logger LOG = Logger.getLogger(Broker.class);

  /**
   * A channel whose connection has ended is without one for half a second at least, as that is when
   * the connector first reaches for another; what was said in the meantime it has not heard.
   */
  private static final Duration BETWEEN_GLANCES = Duration.ofMillis(200);

  /**
   * So long it is not known whether there is one, as the two may start at the same time, and a
   * builder that has the broker in it takes seconds.
   */
  private static final int FIRST_GLANCES = 50;

  private final AmqpConnector connector;
  private final AmqpClient client;
  private final Hints hints;
  private volatile State state = State.UNKNOWN;
  private int early;

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
  }

  public State state() {
    return state;
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
    State before = state;
    List<ChannelInfo> channels = channels();
    if (channels.isEmpty()) {
      return;
    }
    State now = channels.stream().allMatch(ChannelInfo::isOk) ? State.THERE : State.AWAY;
    boolean unclear = before == State.UNKNOWN && now == State.AWAY && ++early < FIRST_GLANCES;
    if (now == before || unclear) {
      return;
    }
    state = now;
    if (now == State.AWAY) {
      LOG.warn("The broker is away: looking at the release store every 2 s until it is back");
      tellIfRefused();
    } else if (before == State.AWAY) {
      LOG.info("The broker is back");
      hints.look("the broker is back");
    } else {
      LOG.info("Connected to the broker");
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
    if (state != State.THERE) {
      hints.look("the broker is not there");
    }
  }

  @Scheduled(every = "{pressroom.look-every}", delayed = "{pressroom.look-every}")
  void look() {
    hints.look("it is time to");
  }
}
