package io.pressroom.server.serve;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Has a client of HTTP/1 wait with further requests (RFC 9112, section 9.3.2) while it does not
 * take the responses that there are, or while many of its requests have none yet. Without, somebody
 * who asks and never reads would have all of the event loop, and memory without end.
 */
final class Pace extends ChannelDuplexHandler {

  /** More than this many of a connection do not wait for their responses; browsers have one. */
  static final int MOST = 16;

  private int waiting = 1; // the one that is being handled when this comes in between
  private boolean held;

  /**
   * That of a connection, which gets it with its first request.
   *
   * @param connection one of HTTP/1
   */
  static Pace of(ConnectionBase connection) {
    ChannelHandlerContext framework = connection.channelHandlerContext();
    ChannelPipeline pipeline = framework.pipeline();
    Pace pace = pipeline.get(Pace.class);
    if (pace == null) {
      pace = new Pace();
      pipeline.addBefore(framework.name(), null, pace);
    }
    return pace;
  }

  /** How many requests have no whole response yet, the one that is being read among them. */
  int waiting() {
    return waiting;
  }

  /** One of them got its response, around this. */
  void answered() {
    waiting--;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      waiting++;
      if (isTooMuch(context)) {
        hold(context);
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete(); // which sends what was answered
    if (isTooMuch(context)) {
      hold(context);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    super.write(context, message, promise);
    if (message instanceof LastHttpContent && !isInterim(message)) {
      waiting--;
      goOn(context);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    goOn(context);
    context.fireChannelWritabilityChanged();
  }

  private boolean isTooMuch(ChannelHandlerContext context) {
    return waiting > MOST || !context.channel().isWritable();
  }

  private void hold(ChannelHandlerContext context) {
    held = true;
    context.channel().config().setAutoRead(false);
  }

  private void goOn(ChannelHandlerContext context) {
    if (held && !isTooMuch(context)) {
      held = false;
      context.channel().config().setAutoRead(true);
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
