package io.pressroom.server.serve;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The times that a connection has. It is closed where it is silent for long, and where a request
 * does not come to its end: a byte now and then is no silence, but nothing is answered to it. A
 * client that closed its side gets what it asked for before, and then the connection is closed too.
 *
 * <p>Sits next to the socket and knows bytes only, so that it costs a request next to nothing.
 * Looks at its connection every quarter of the shorter time, and so is late by that at most.
 */
public final class Deadlines extends ChannelDuplexHandler {

  private static final int LOOKS = 4;

  /** How often this looks whether the last answer has been sent. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

  private final long request;
  private final long idle;
  private final LongSupplier clock;

  /** When a byte moved last. */
  private long moved;

  /** Whether bytes came that nothing was answered to, and when the first of them did. */
  private boolean asking;

  private long asked;

  /**
   * What was to be sent when this looked last: less of it now, or a beginning of it, is movement.
   */
  private long pending;

  private long progress;

  /** Whether nothing more will be heard. */
  private boolean heardAll;

  private boolean closing;
  private ScheduledFuture<?> looking;

  /**
   * @param request how long after its first byte a request's answer has to begin; with HTTP/2 this
   *     is not looked at, since there not all that a client says has an answer
   * @param idle how long no byte may move
   */
  public Deadlines(Duration request, Duration idle) {
    this(request, idle, System::nanoTime);
  }

  Deadlines(Duration request, Duration idle, LongSupplier clock) {
    this.request = request.toNanos();
    this.idle = idle.toNanos();
    this.clock = clock;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    moved = clock.getAsLong();
    lookEvery(Math.max(1, Math.min(request, idle) / LOOKS), context);
    context.fireChannelActive();
  }

  private void lookEvery(long pause, ChannelHandlerContext context) {
    looking =
        context
            .executor()
            .scheduleWithFixedDelay(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (looking != null) {
      looking.cancel(false);
    }
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    moved = clock.getAsLong();
    if (!asking) {
      asking = true;
      asked = moved;
    }
    context.fireChannelRead(message);
  }

  /**
   * A client that says nothing more may wait for an answer (RFC 9293, section 3.6); over TLS and
   * HTTP/2 its saying so ends the connection.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    super.userEventTriggered(context, event);
    if (event instanceof ChannelInputShutdownEvent) {
      heardAll = true;
      if (isAnswered(context) || context.pipeline().get(SslHandler.class) != null) {
        close(context);
      } else if (looking != null) {
        looking.cancel(false);
        lookEvery(SOON, context);
      }
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    asking = false;
    moved = clock.getAsLong();
    super.write(context, message, promise);
  }

  private void look(ChannelHandlerContext context) {
    long now = clock.getAsLong();
    if (sends(context)) {
      moved = now;
    }
    if (closing
        || now - moved >= idle
        || (asking && now - asked >= request && !isHttp2(context))
        || (heardAll && isAnswered(context))) {
      close(context);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The next look sees whether it was closed.
  private void close(ChannelHandlerContext context) {
    if (closing) {
      context.close(); // whoever was asked politely did not do it
    } else {
      closing = true;
      context.channel().close();
    }
  }

  /** Whether all that was asked is answered and sent, or can be by nobody. */
  private boolean isAnswered(ChannelHandlerContext context) {
    return isHttp2(context) || (!asking && pending(context) == 0);
  }

  private static long pending(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Whether something of what is to be sent was sent since the last look. */
  private boolean sends(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    long pendingNow = pending(context);
    long progressNow = buffer == null ? 0 : buffer.currentProgress();
    boolean sent = pendingNow < pending || progressNow > progress;
    pending = pendingNow;
    progress = progressNow;
    return sent;
  }

  private static boolean isHttp2(ChannelHandlerContext context) {
    return context.pipeline().get(Http2ConnectionHandler.class) != null;
  }
}
