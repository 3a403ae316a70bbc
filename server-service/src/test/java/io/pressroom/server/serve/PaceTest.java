package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();
  private final EmbeddedChannel connection = new EmbeddedChannel(pace);

  @Test
  void requestsWaitWhereManyHaveNoResponse() {
    ask(Pace.MOST - 1);
    assertEquals(Pace.MOST, pace.waiting());
    assertTrue(isHeard());
    ask(1);
    assertFalse(isHeard());
    connection.writeOutbound(response(HttpResponseStatus.CONTINUE));
    assertFalse(isHeard(), "after an interim response");
    connection.writeOutbound(response(HttpResponseStatus.OK));
    assertTrue(isHeard());
  }

  @Test
  void thoseThatGotTheirResponsesAroundThisDoNotCount() {
    for (int i = 0; i < 10 * Pace.MOST; i++) {
      ask(1);
      pace.answered();
    }
    assertTrue(isHeard());
    assertEquals(1, pace.waiting());
  }

  @Test
  void requestsWaitForAClientThatDoesNotTakeResponses() {
    fill();
    connection.pipeline().fireChannelReadComplete();
    assertFalse(isHeard());
    connection.flush();
    assertTrue(isHeard());
  }

  /** Others of the same read follow it, and the end of that read comes late. */
  @Test
  void theyDoSoBeforeAllThatCameAtOnceIsAnswered() {
    fill();
    assertTrue(isHeard(), "most who have much to take ask for nothing meanwhile");
    connection.pipeline().fireChannelRead(request());
    assertFalse(isHeard());
    connection.flush();
    assertTrue(isHeard());
  }

  /** The framework does so with a request whose body it does not take. */
  @Test
  void whoeverElseHasTheClientHeardAgainItWaits() {
    ask(Pace.MOST);
    connection.config().setAutoRead(true);
    ask(1);
    assertFalse(isHeard());
  }

  private void fill() {
    while (connection.isWritable()) {
      var _ = connection.write(Unpooled.buffer(1024).writeZero(1024));
    }
    assertTrue(isHeard());
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      connection.pipeline().fireChannelRead(request());
    }
    connection.pipeline().fireChannelReadComplete();
  }

  private boolean isHeard() {
    return connection.config().isAutoRead();
  }

  private static DefaultFullHttpRequest request() {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  }

  private static DefaultFullHttpResponse response(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
  }
}
