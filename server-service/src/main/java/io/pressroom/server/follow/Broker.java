package io.pressroom.server.follow;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.amqp.AmqpConnector;
import io.smallrye.reactive.messaging.health.HealthReport.ChannelInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Sees whether the broker is there. While it is away the store is looked at often, and once when it
 * is back, so that a release shows up soon though nobody announced it.
 */
@ApplicationScoped
public class Broker {

  private static final Logger LOG = Logger.getLogger(Broker.class);

  private final AmqpConnector connector;
  private final Hints hints;
  private volatile State state = State.UNKNOWN;

  /** What is known of the broker. */
  public enum State {
    /** No channel was opened yet. */
    UNKNOWN,
    THERE,
    AWAY
  }

  Broker(@Connector(AmqpConnector.CONNECTOR_NAME) AmqpConnector connector, Hints hints) {
    this.connector = connector;
    this.hints = hints;
  }

  public State state() {
    return state;
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void see() {
    State before = state;
    List<ChannelInfo> channels = connector.getReadiness().getChannels();
    if (channels.isEmpty()) {
      return;
    }
    state = channels.stream().allMatch(ChannelInfo::isOk) ? State.THERE : State.AWAY;
    if (state == State.AWAY) {
      hints.look("the broker is away");
    } else if (before == State.AWAY) {
      hints.look("the broker is back");
    }
    if (state == State.AWAY && before != State.AWAY) {
      LOG.warn("The broker is away: looking at the release store every 2 s until it is back");
    } else if (state == State.THERE && before != State.THERE) {
      LOG.info(before == State.AWAY ? "The broker is back" : "Connected to the broker");
    }
  }

  @Scheduled(every = "{pressroom.look-every}")
  void look() {
    hints.look("it is time to");
  }
}
