package io.pressroom.server.follow;

import io.smallrye.reactive.messaging.ClientCustomizer;
import io.vertx.amqp.AmqpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * Has each connection to the broker end by itself that nothing is heard of any more. One to a
 * machine that was lost, or to a broker that stands still, would else be waited at for ever.
 */
@ApplicationScoped
public class Heartbeat implements ClientCustomizer<AmqpClientOptions> {

  /** The broker is asked to speak this often; a connection lasts for two such times of silence. */
  private static final long SECONDS = 10;

  /** Before the two have agreed on that, this is how long a silence may be. */
  private static final int FIRST_SECONDS = 30;

  @Override
  public AmqpClientOptions customize(String channel, Config config, AmqpClientOptions options) {
    return listenedFor(options);
  }

  /** Those options, and that no silence is endless. */
  public static AmqpClientOptions listenedFor(AmqpClientOptions options) {
    options.setHeartbeat((int) TimeUnit.SECONDS.toMillis(SECONDS));
    options.setReadIdleTimeout(FIRST_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    return options;
  }
}
