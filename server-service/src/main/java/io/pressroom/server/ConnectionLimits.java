package io.pressroom.server;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.pressroom.server.serve.Deadlines;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Gives each connection its {@link Deadlines}, and a bound to what the system holds for it. Netty
 * finds this as a service, before there are beans: the framework has no place for what is to be
 * done with a connection before its first request. {@link #SWITCH} has to be set as a system
 * property.
 */
public final class ConnectionLimits extends ChannelInitializerExtension {

  /** What has Netty look for such services, with the value {@code serviceload}. */
  static final String SWITCH = EXTENSIONS_SYSTEM_PROPERTY;

  /**
   * So many bytes the system takes that it cannot send yet. It would take megabytes for each
   * connection of somebody who does not read; and few are sent while the cache still has them.
   */
  private static final long MOST_WAITING = 64 << 10;

  /**
   * So many bytes are read at once at most: a head with all its fields. Who sends many requests
   * without waiting for an answer has no more of them taken up than these hold.
   */
  private static final RecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(64, 2048, 4096);

  private final Optional<Duration> request;
  private final Optional<Duration> idle;

  /** For Netty. */
  public ConnectionLimits() {
    Config config = ConfigProvider.getConfig();
    this.request = config.getOptionalValue("pressroom.request-timeout", Duration.class);
    this.idle = config.getOptionalValue("pressroom.idle-timeout", Duration.class);
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    if (request.isPresent() && idle.isPresent()) { // in this service they are
      channel.pipeline().addFirst(new Deadlines(request.get(), idle.get()));
      channel.config().setRecvByteBufAllocator(READS);
      boolean _ = channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      boolean _ = channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_WAITING);
    }
  }
}
