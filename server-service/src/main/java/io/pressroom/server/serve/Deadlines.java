package io.pressroom.server.serve;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The times that a connection has. It is closed where it is silent for long, and where a request
 * does not come to its end: a byte now and then is no silence, but nothing is answered to it.
 *
 * <p>Sits next to the socket and knows bytes only, so that it costs a request next to nothing.
 * Looks at its connection every quarter of the shorter time, and so is late by that at most.
 */
public final class Deadlines extends ChannelDuplexHandler {

  private static final int LOOKS = 4;

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
    long pause = Math.max(1, Math.min(request, idle) / LOOKS);
    looking =
        context
            .executor()
            .scheduleWithFixedDelay(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
    context.fireChannelActive();
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

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    asking = false;
    moved = clock.getAsLong();
    super.write(context, message, promise);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The next look sees whether it was closed.
  private void look(ChannelHandlerContext context) {
    long now = clock.getAsLong();
    if (sends(context)) {
      moved = now;
    }
    if (closing) {
      context.close(); // whoever was asked politely did not do it
    } else if (now - moved >= idle || (asking && now - asked >= request && !isHttp2(context))) {
      closing = true;
      context.channel().close();
    }
  }

  /** Whether something of what is to be sent was sent since the last look. */
  private boolean sends(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    long pendingNow = buffer == null ? 0 : buffer.totalPendingWriteBytes();
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
