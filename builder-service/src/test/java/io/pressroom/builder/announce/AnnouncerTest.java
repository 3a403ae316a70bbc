package io.pressroom.builder.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnnouncerTest {
  private record Sent(Message message, CompletableFuture<Void> confirmation) {}

  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  private final Announcer announcer = new Announcer(Clock.systemUTC());

  private CompletionStage<?> line(String text) {
    try {
      var confirmation = new CompletableFuture<Void>();
      sent.add(new Sent(MessageCodec.decode(text).message(), confirmation));
      return confirmation;
    } catch (UnreadableMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitsForTheBrokerWithTheLatestOfEachType() throws Exception {
    announcer.announce(new BuildStarted("1", "start"));
    announcer.announce(new BuildProgressed("1", 1, 2));
    announcer.announce(new BuildStarted("2", "an edit"));
    assertEquals(2, announcer.unconfirmed());
    announcer.connect(this::line);
    assertEquals(new BuildProgressed("1", 1, 2), confirm());
    assertEquals(new BuildStarted("2", "an edit"), confirm());
    assertTrue(sent.isEmpty());
    assertEquals(0, announcer.unconfirmed());
  }

  @Test
  void sendsOneAtATime() throws Exception {
    announcer.connect(this::line);
    announcer.announce(new BuildStarted("1", "start"));
    Sent first = sent.take();
    announcer.announce(new BuildStarted("2", "an edit"));
    announcer.announce(new BuildStarted("3", "another"));
    assertTrue(sent.isEmpty());
    first.confirmation().complete(null);
    assertEquals(new BuildStarted("3", "another"), confirm());
  }

  @Test
  void whatCouldNotBeSentIsSentAgain() throws Exception {
    announcer.connect(this::line);
    announcer.announce(new BuildStarted("1", "start"));
    sent.take().confirmation().completeExceptionally(new IOException("the broker is away"));
    assertEquals(new BuildStarted("1", "start"), confirm());
  }

  @Test
  void aBrokerThatTakesNothingIsToldOnceAndSoIsItsReturn() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    var now = new AtomicReference<>(Instant.EPOCH);
    var telling =
        new Announcer(
            ((InstantSource) now::get).withZone(ZoneOffset.UTC),
            new Announcer.Listener() {
              @Override
              public void failed(Throwable why) {
                told.add(why.getMessage());
              }

              @Override
              public void recovered() {
                told.add("back");
              }
            });
    telling.connect(this::line);
    telling.announce(new BuildStarted("1", "start"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      Sent next = sent.take();
      now.set(now.get().plusSeconds(3));
      next.confirmation().completeExceptionally(new IOException("attempt " + attempt));
    }
    confirm();
    assertEquals("attempt 3", told.take());
    assertEquals("back", told.take());
    assertTrue(told.isEmpty());
  }

  @Test
  void drainsOnceAllIsConfirmedAndNotBefore() throws Exception {
    announcer.announce(new BuildStarted("1", "start"));
    assertFalse(announcer.drain(Duration.ofMillis(1)));
    announcer.connect(this::line);
    assertFalse(announcer.drain(Duration.ofMillis(1)));
    confirm();
    assertTrue(announcer.drain(Duration.ofSeconds(30)));
  }

  private Message confirm() throws InterruptedException {
    Sent next = sent.take();
    next.confirmation().complete(null);
    return next.message();
  }
}
