package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.endtoend.CutWire.Moment;
import io.pressroom.message.Addresses;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.store.ReleaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that is there and does not do what it should. */
@Order(1) // waits most of its time
class BrokerFaultIT {
  private static final String LOOK_SOON = "PRESSROOM_LOOK_EVERY=PT1S";

  @RegisterExtension final Press press = new Press();

  /** A paused broker keeps its connections and answers nothing. */
  @Test
  void whileItIsPausedPublishesReachTheServerAndAStopIsBounded() throws Exception {
    Program broker = press.broker();
    Program builder = press.builderWithoutBroker("PRESSROOM_ANNOUNCE_TIMEOUT=PT2S");
    Program server = press.server(LOOK_SOON);
    press.awaitFirstBuild(builder);
    awaitSteadyConnections(builder, 2);
    broker.signal(Signal.STOP);
    press.site().savePost("first", "First post", "Written while it was paused.");
    press.awaitServed(server, "/posts/first/", "Written while it was paused.");
    assertEquals(200, press.builderManagement().status("/q/health/live"));
    assertEquals(200, press.serverManagement().status("/q/health/ready"));
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());
    server.signal(Signal.TERM);
    assertEquals(0, server.awaitExit());
    broker.signal(Signal.CONT);
  }

  @Test
  void afterAPauseWhatWasNotConfirmedIsAnnouncedOnce() throws Exception {
    Program broker = press.broker();
    Program builder = press.builderWithoutBroker();
    press.awaitFirstBuild(builder);
    Queue queue = press.queue();
    awaitSteadyConnections(builder, 2);
    ReleaseId before = press.store().live().orElseThrow();
    broker.signal(Signal.STOP);
    press.site().savePost("first", "First post", "Written while it was paused.");
    builder
        .await("publishes without an answer")
        .until(() -> !press.store().live().orElseThrow().equals(before));
    ReleaseId paused = press.store().live().orElseThrow();
    broker.signal(Signal.CONT);
    builder.await("announces it").until(() -> announced(queue, paused) == 1);
    press.site().savePost("first", "First post", "Written after the pause.");
    builder
        .await("announces the next one")
        .until(() -> announced(queue, press.store().live().orElseThrow()) == 1);
    assertEquals(1, announced(queue, paused), "announced twice");
  }

  /** What is announced comes late, and the server hears it from nobody else. */
  @Test
  void aSlowBrokerDelaysAnnouncementsAndNothingElse() throws Exception {
    press.broker();
    try (SlowWire wire = SlowWire.to(press.brokerPort(), Duration.ofMillis(300))) {
      String slow = "PRESSROOM_BROKER_PORT=" + wire.port();
      Program builder = press.builderWithoutBroker(slow);
      Program server = press.server(slow, "PRESSROOM_LOOK_EVERY=PT1H");
      press.awaitFirstBuild(builder);
      press.awaitServed(server, "/posts/first/", "The first text.");
      Queue queue = press.queue();
      awaitSteadyConnections(builder, 5);
      press.site().savePost("first", "First post", "Written while it is slow.");
      press.awaitServed(server, "/posts/first/", "Written while it is slow.");
      builder
          .await("announces it")
          .until(() -> announced(queue, press.store().live().orElseThrow()) == 1);
      awaitRequestsAreHeard(builder, "slowly");
      press.site().savePost("first", "First post", "The last words.");
      press.awaitServed(server, "/posts/first/", "The last words.");
      builder.signal(Signal.TERM);
      assertEquals(0, builder.awaitExit());
      assertFalse(builder.output().contains("did not confirm"), builder::output);
      server.signal(Signal.TERM);
      assertEquals(0, server.awaitExit());
    }
  }

  /** Otherwise they would be deaf until a restart: nobody is told of an attachment that is lost. */
  @Test
  void requestsAreHeardThoughEachConnectionEndedWhileItsChannelWasAttached() throws Exception {
    press.broker();
    try (CutWire wire =
        CutWire.to(press.brokerPort(), Moment.ATTACH, Moment.ATTACH, Moment.ATTACH)) {
      Program builder =
          press.builderWithoutBroker(
              "PRESSROOM_BROKER_PORT=" + wire.port(), "PRESSROOM_ANNOUNCE_TIMEOUT=PT1S");
      press.awaitFirstBuild(builder);
      builder.await("has met every cut").until(() -> wire.left() == 0);
      try (Queue queue = press.queueOnce()) {
        queue.send(new RebuildRequested("after the cuts", Optional.empty()));
        builder
            .await("hears and settles a request")
            .until(() -> press.waitingMessages(Addresses.REBUILD) == 0);
        Awaitility.await("hears that it is to stop")
            .atMost(Program.PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  queue.send(new ShutdownRequested(Target.BUILDER, "a test"));
                  return !builder.isRunning();
                });
      }
      assertEquals(0, builder.awaitExit());
    }
  }

  /** More than any client counts by default, and more than these are told to in a row. */
  @Test
  void afterManyAttemptsThatFailedTheNextOneCounts() throws Exception {
    press.broker();
    Moment[] sixty = Collections.nCopies(60, Moment.GREETING).toArray(Moment[]::new);
    try (CutWire wire = CutWire.to(press.brokerPort(), sixty)) {
      String cut = "PRESSROOM_BROKER_PORT=" + wire.port();
      Program builder = press.builderWithoutBroker(cut);
      Program server = press.server(cut, "PRESSROOM_LOOK_EVERY=PT1H");
      press.awaitFirstBuild(builder);
      press.awaitServed(server, "/posts/first/", "The first text.");
      builder.await("has failed sixty times").until(() -> wire.left() == 0);
      awaitRequestsAreHeard(builder, "once it works");
      server.awaitLine("The broker is back|Connected to the broker");
      press.site().savePost("first", "First post", "Announced at last.");
      press.awaitServed(server, "/posts/first/", "Announced at last.");
    }
  }

  /** Only what the builder says goes over that wire. */
  @Test
  void whatTheBuilderSaysArrivesThoughItsConnectionEndedInEachOfItsMoments() throws Exception {
    press.broker();
    Queue queue = press.queue();
    try (CutWire wire = CutWire.to(press.brokerPort(), Moment.values())) {
      Program builder =
          press.builderWithoutBroker(
              "PRESSROOM_BROKER_PORT=" + wire.port(),
              "MP_MESSAGING_INCOMING_REBUILD_PORT=" + press.brokerPort(),
              "MP_MESSAGING_INCOMING_SHUTDOWN_PORT=" + press.brokerPort());
      press.awaitFirstBuild(builder);
      builder.await("has met every cut").until(() -> wire.left() == 0);
      builder
          .await("announces its first release")
          .until(() -> announced(queue, press.store().live().orElseThrow()) > 0);
      ReleaseId first = press.store().live().orElseThrow();
      press.site().savePost("first", "First post", "Written after the cuts.");
      builder
          .await("publishes the next one")
          .until(() -> !press.store().live().orElseThrow().equals(first));
      builder
          .await("announces the next one")
          .until(() -> announced(queue, press.store().live().orElseThrow()) == 1);
    }
  }

  /** Only what the server says goes over that wire. */
  @Test
  void whatTheServerSaysArrivesThoughItsConnectionEndedInEachOfItsMoments() throws Exception {
    press.broker();
    try (CutWire wire = CutWire.to(press.brokerPort(), Moment.values())) {
      Program server =
          press.server(
              "PRESSROOM_ADMIN_TOKEN=secret",
              "PRESSROOM_BROKER_PORT=" + wire.port(),
              "MP_MESSAGING_INCOMING_EVENTS_PORT=" + press.brokerPort(),
              "MP_MESSAGING_INCOMING_SHUTDOWN_PORT=" + press.brokerPort());
      press.awaitAnswer(server);
      server
          .await("has met every cut")
          .until(
              () -> {
                press.web().ask("/-/rebuild?cause=cut", "secret");
                return wire.left() == 0;
              });
      int before = press.waitingMessages(Addresses.REBUILD);
      assertEquals(202, press.web().ask("/-/rebuild?cause=whole", "secret"));
      assertEquals(before + 1, press.waitingMessages(Addresses.REBUILD));
      try (Queue queue = press.queueOnce()) {
        List<String> requests = queue.bodies(Addresses.REBUILD);
        server
            .await("asked")
            .until(() -> requests.stream().anyMatch(request -> request.contains("whole")));
      }
    }
  }

  /**
   * For minutes, as the services see it: until each has reached for its broker again so often that
   * it gives up what it waits for. Then all of that is answered.
   */
  @Test
  void noConnectionIsLeftBehindByABrokerThatSaysNothingForLong() throws Exception {
    press.broker();
    try (MuteWire wire = MuteWire.to(press.brokerPort())) {
      String mute = "PRESSROOM_BROKER_PORT=" + wire.port();
      Program builder = press.builderWithoutBroker(mute);
      Program server = press.server(mute);
      press.awaitFirstBuild(builder);
      press.awaitServed(server, "/posts/first/", "The first text.");
      builder.await("reaches for it again and again").until(() -> wire.connections() > 15);
      wire.speak();
      awaitRequestsAreHeard(builder, "it speaks");
      awaitSteadyConnections(builder, 5);
      assertTrue(awaitSteadyConnections(builder, 5) <= 6, "connections are left behind");
    }
  }

  /** As when the broker's machine is lost, or the way to it: nobody is told of an end. */
  @Test
  void connectionsThatFallSilentAreGivenUp() throws Exception {
    press.broker();
    try (MuteWire wire = MuteWire.to(press.brokerPort())) {
      wire.speak();
      String wired = "PRESSROOM_BROKER_PORT=" + wire.port();
      Program builder = press.builderWithoutBroker(wired);
      Program server = press.server(wired, "PRESSROOM_LOOK_EVERY=PT1H");
      press.awaitFirstBuild(builder);
      press.awaitServed(server, "/posts/first/", "The first text.");
      server.awaitLine("The broker is back|Connected to the broker");
      awaitRequestsAreHeard(builder, "before");
      wire.lose();
      server.awaitLine("The broker is away");
      awaitRequestsAreHeard(builder, "after");
      server.awaitLine("The broker is back");
      press.site().savePost("first", "First post", "Announced over new connections.");
      press.awaitServed(server, "/posts/first/", "Announced over new connections.");
    }
  }

  private static long announced(Queue queue, ReleaseId release) {
    return queue.events(ReleasePublished.class).stream()
        .filter(event -> event.release().equals(release))
        .count();
  }

  /** At the start, and again when all is connected and has to connect anew. */
  @Test
  void aBrokerThatRefusesItsUserIsNoReasonToStop() throws Exception {
    Program broker = press.broker();
    press.brokerRefuses(true);
    Program builder = press.builderWithoutBroker();
    Program server = press.server(LOOK_SOON);
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.site().savePost("first", "First post", "Written while it refuses.");
    press.awaitServed(server, "/posts/first/", "Written while it refuses.");
    builder.awaitLine("refuses this user");
    server.awaitLine("refuses this user");

    press.brokerRefuses(false);
    awaitRequestsAreHeard(builder, "accepted");
    broker.signal(Signal.KILL);
    assertEquals(137, broker.awaitExit());
    press.broker();
    awaitRequestsAreHeard(builder, "after a restart");
  }

  /** Each outage takes down every connection, and none is followed by more than there were. */
  @Test
  void noConnectionIsLeftBehindByOutages() throws Exception {
    Program broker = press.broker();
    Program builder = press.builderWithoutBroker();
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    int steady = awaitSteadyConnections(builder, 4);
    for (int outage = 1; outage <= 3; outage++) {
      broker.signal(Signal.KILL);
      assertEquals(137, broker.awaitExit());
      press.site().savePost("first", "First post", "Outage " + outage + ".");
      press.awaitServed(server, "/posts/first/", "Outage " + outage + ".");
      broker = press.broker();
      awaitRequestsAreHeard(builder, "outage " + outage);
    }
    // Fewer are no fault: a channel that has nothing to send connects when it has.
    int after = awaitSteadyConnections(builder, 4);
    assertTrue(after <= steady, () -> "%d connections, and %d before".formatted(after, steady));
  }

  @Test
  void poisonOfEveryKindIsADeadLetterToldOnceAndStopsNothing() throws Exception {
    press.broker();
    Program builder = press.builderWithoutBroker();
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    awaitSteadyConnections(builder, 4);
    Queue queue = press.queue();
    String wrongVersion =
        """
        {"specversion":"1.0","id":"1","source":"/test","time":"2026-01-02T03:04:05Z",\
        "type":"io.pressroom.RebuildRequested.v9","data":{"cause":"from the future"}}""";
    String wrongType =
        """
        {"specversion":"1.0","id":"2","source":"/test","time":"2026-01-02T03:04:05Z",\
        "type":"io.pressroom.BuildStarted.v1","data":{"buildId":"1","cause":"not a request"}}""";
    List<String> poison =
        new ArrayList<>(
            List.of("not json", wrongVersion, wrongType, "x".repeat(10_000_000), "{\"a\":"));
    for (String body : poison) {
      queue.send(Addresses.REBUILD, "queue", body);
      if (!body.equals(wrongType)) { // an event, and not wrong there
        queue.send(Addresses.EVENTS, "topic", body);
      }
      queue.send(Addresses.SHUTDOWN, "topic", body);
    }
    // Events are heard by the server, requests by the builder, the wish to stop by both.
    int heard = (poison.size() - 1) + poison.size() + 2 * poison.size();
    builder.await("has refused all of it").until(() -> press.waitingMessages("DLQ") == heard);
    awaitRequestsAreHeard(builder, "after the poison");
    press.site().savePost("first", "First post", "Written after the poison.");
    press.awaitServed(server, "/posts/first/", "Written after the poison.");
    assertToldOnceEach(builder, 2 * poison.size(), "refused a message");
    assertToldOnceEach(server, 2 * poison.size() - 1, "A message was rejected");
  }

  private static void assertToldOnceEach(Program program, int times, String words) {
    List<String> told = program.lines().stream().filter(line -> line.contains(words)).toList();
    assertEquals(times, told.size(), program::output);
    assertTrue(told.stream().allMatch(line -> line.length() < 500), "a line is no place for it");
  }

  /** How many there are once their number has not changed for a while. */
  private int awaitSteadyConnections(Program program, int atLeast) {
    int[] last = {-1};
    program
        .await("has its connections")
        .pollInterval(Duration.ofSeconds(3))
        .until(
            () -> {
              int before = last[0];
              last[0] = press.brokerConnections();
              return last[0] == before && before >= atLeast;
            });
    return last[0];
  }

  private void awaitRequestsAreHeard(Program builder, String cause) throws Exception {
    try (Queue queue = press.queueOnce()) {
      queue.send(new RebuildRequested(cause, Optional.empty()));
      builder
          .await("hears a request: " + cause)
          .until(
              () ->
                  press.waitingMessages(Addresses.REBUILD) == 0
                      && queue.events(BuildStarted.class).stream()
                          .anyMatch(event -> event.cause().contains(cause)));
    }
  }
}
