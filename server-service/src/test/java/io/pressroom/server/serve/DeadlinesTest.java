package io.pressroom.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Seconds go by here as fast as the test says. */
class DeadlinesTest {

  private static final int REQUEST = 30;
  private static final int IDLE = 75;

  /** How late one may be. */
  private static final int LATE = 8;

  private long now;
  private final EmbeddedChannel connection = new EmbeddedChannel();

  private void open() {
    connection.freezeTime();
    Deadlines deadlines =
        new Deadlines(
            Duration.ofSeconds(REQUEST),
            Duration.ofSeconds(IDLE),
            () -> TimeUnit.SECONDS.toNanos(now));
    connection.pipeline().addFirst(deadlines);
    connection.pipeline().fireChannelActive();
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now++;
      connection.advanceTimeBy(1, TimeUnit.SECONDS);
      connection.runPendingTasks();
    }
  }

  private void hear(String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void say(String text) {
    connection.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  @Test
  void aRequestThatDribblesIsNotWaitedForLongerThanOneThatIsSilent() {
    open();
    int waited = 0;
    while (connection.isActive() && waited < 10 * REQUEST) {
      hear("x");
      pass(1);
      waited++;
    }
    assertTrue(waited >= REQUEST && waited <= REQUEST + LATE, waited + " s");
  }

  @Test
  void aConnectionOnWhichNothingIsAskedIsKeptUntilItIsIdle() {
    open();
    hear("GET");
    say("200");
    pass(IDLE - 1);
    assertTrue(connection.isActive());
    pass(1 + LATE);
    assertFalse(connection.isActive());
  }

  @Test
  void whoSaysNothingMoreGetsWhatWasAsked() {
    open();
    hear("GET");
    hang();
    pass(LATE);
    assertTrue(connection.isActive());
    say("200");
    pass(1);
    assertFalse(connection.isActive());
  }

  @Test
  void whoSaysNothingMoreWhereAllIsAnsweredIsLetGoAtOnce() {
    open();
    hear("GET");
    say("200");
    hang();
    assertFalse(connection.isActive());
  }

  /** The client closes its side. */
  private void hang() {
    connection.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
  }

  @Test
  void overHttp2OnlySilenceCounts() {
    connection.pipeline().addLast(new Deaf(), Http2FrameCodecBuilder.forServer().build());
    open();
    for (int i = 0; i < 3 * REQUEST; i++) {
      hear("x");
      pass(1);
    }
    assertTrue(connection.isActive());
    pass(IDLE + LATE);
    assertFalse(connection.isActive());
  }

  /** Keeps what comes from the handlers after it. */
  private static final class Deaf extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  /** Whatever comes in whatever order: closed by one of the two rules, or open by both. */
  @RepeatedTest(50)
  void itIsClosedWhenARuleSaysSoAndNotBefore(RepetitionInfo repetition) {
    open();
    Random random = new Random(repetition.getCurrentRepetition());
    long moved = now;
    long asked = -1;
    StringBuilder said = new StringBuilder();
    while (connection.isActive() && now < 2000) {
      int kind = random.nextInt(3);
      if (kind == 0) {
        hear("x");
        moved = now;
        asked = asked < 0 ? now : asked;
      } else if (kind == 1) {
        say("y");
        moved = now;
        asked = -1;
      }
      int pause = random.nextInt(random.nextInt(10) == 0 ? 120 : 40);
      said.append(kind == 0 ? "heard " : kind == 1 ? "said " : "nothing ")
          .append(pause)
          .append(", ");
      for (int i = 0; i < pause && connection.isActive(); i++) {
        pass(1);
        boolean due = now - moved >= IDLE || (asked >= 0 && now - asked >= REQUEST);
        boolean overdue =
            now - moved >= IDLE + LATE || (asked >= 0 && now - asked >= REQUEST + LATE);
        assertTrue(connection.isActive() || due, said + "closed at " + now);
        assertFalse(connection.isActive() && overdue, said + "still open at " + now);
      }
    }
    assertEquals(now >= 2000, connection.isActive(), said.toString());
  }
}
