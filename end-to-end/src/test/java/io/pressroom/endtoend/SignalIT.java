package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildStarted;
import io.pressroom.store.ReleaseId;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What stop signals do to each service: alone, as a container's stop, and together, as Ctrl-C. */
@Order(3)
class SignalIT {
  @RegisterExtension final Press press = new Press();

  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM", "HUP"})
  void eachServiceStopsAloneWhenIdleAndTheOtherGoesOn(Signal signal) throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);

    builder.signal(signal);
    assertEquals(0, builder.awaitExit());
    assertTrue(server.isRunning());
    assertTrue(press.web().text("/posts/first/").contains("The first text."));

    Program nextBuilder = press.builder();
    server.signal(signal);
    assertEquals(0, server.awaitExit());
    press.awaitFirstBuild(nextBuilder);
    ReleaseId before = press.store().assertWhole();
    press.site().savePost("first", "First post", "Written without a server.");
    nextBuilder
        .await("publishes without a server")
        .until(() -> !press.store().live().orElseThrow().equals(before));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM", "HUP"})
  void aBuildThatRunsIsFinishedPublishedAndAnnounced(Signal signal) throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);

    builder.signal(signal);
    build.awaitServed(server);
    assertEquals(0, builder.awaitExit());
    press.store().assertWhole();
    assertTrue(server.isRunning());
  }

  @Test
  void theServerDoesNotWaitForTheBuild() throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);

    server.signal(Signal.INT);
    builder.signal(Signal.INT);
    assertEquals(0, server.awaitExit());
    assertFalse(build.isPublished(), "the server outlived the build");
    assertEquals(0, builder.awaitExit());
    assertTrue(build.isPublished(), "the build was not finished");
    press.store().assertWhole();

    Program nextServer = press.server();
    build.awaitServed(nextServer);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM"})
  void aSecondSignalDropsTheBuildAndTheReleaseStays(Signal signal) throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);

    builder.signal(signal);
    // What follows at once is taken for an echo of the first, so press again until it is over.
    Awaitility.await("the second signal ends it")
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              builder.signal(signal);
              return !builder.isRunning();
            });
    assertEquals(130, builder.awaitExit());
    assertEquals(build.before(), press.store().assertWhole());
    assertFalse(build.isServed());

    Program next = press.builder();
    build.awaitServed(server);
    press.awaitFirstBuild(next);
  }

  @Test
  void anOpenEventStreamDoesNotKeepTheServer() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    try (EventStream stream = EventStream.open(press.web(), "/-/live")) {
      press.site().savePost("first", "First post", "Another text.");
      server
          .await("tells browsers")
          .until(() -> stream.lines().stream().anyMatch(line -> line.startsWith("data:")));
      server.signal(Signal.TERM);
      assertEquals(0, server.awaitExit());
    }
  }

  /** Before there is a broker to talk to, or anything to finish. */
  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM"})
  void anEarlySignalEndsBothCleanly(Signal signal) throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    server.await("says something").until(() -> !server.lines().isEmpty());
    server.signal(signal);
    builder.await("says something").until(() -> !builder.lines().isEmpty());
    builder.signal(signal);
    assertEquals(0, server.awaitExit(), server::output);
    assertEquals(0, builder.awaitExit(), builder::output);
    press.assertNoProcessLeft();
  }

  /**
   * At moments all over the start. Until the JVM listens for signals it ends by them as any process
   * does, and has begun nothing; from then on the code is 0.
   */
  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM"})
  void aSignalAtAnyMomentOfTheStartEndsBoth(Signal signal) throws Exception {
    press.broker();
    for (int moment = 1; moment <= 5; moment++) {
      long pause = Duration.ofMillis(moment * 350L).toNanos();
      Program builder = press.builderWithoutBroker();
      Program server = press.server();
      LockSupport.parkNanos(pause); // the moment, and nothing that is waited for
      builder.signal(signal);
      server.signal(signal);
      for (Program program : List.of(builder, server)) {
        int code = program.awaitExit();
        boolean silent = program.isSilent();
        assertTrue(
            code == 0 || (silent && (code == 1 || code == signal.exitCode())),
            () -> "%s ended with %d:%n%s".formatted(program.name(), code, program.output()));
      }
    }
  }

  @Test
  void aSignalInTheFirstBuildLetsItFinishThoughNoBrokerIsThere() throws Exception {
    Program builder =
        press.builderWithoutBroker(SlowBuild.PAUSE, "PRESSROOM_ANNOUNCE_TIMEOUT=PT1S");
    builder
        .await("is in its first build")
        .until(() -> Files.exists(press.store().path().resolve("staging")));
    builder.signal(Signal.TERM);
    builder.awaitLine(
        "stopping \\(SIGTERM\\): waiting for the build that runs.*, for at most 600 s; Ctrl-C again"
            + " drops it, and the live release stays");
    assertEquals(0, builder.awaitExit(), builder::output);
    builder.awaitSaid("the broker did not confirm the last announcement within 1 s");
    press.store().assertWhole();
  }

  @ParameterizedTest
  @CsvSource({"INT,TERM", "TERM,INT"})
  void twoSignalsAreTwoWhicheverTheyAre(Signal first, Signal second) throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);
    builder.signal(first);
    builder.awaitLine("stopping \\(SIG" + first);
    Awaitility.await("the second signal ends it")
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              builder.signal(second);
              return !builder.isRunning();
            });
    assertEquals(130, builder.awaitExit());
    builder.awaitSaid("SIG" + second + " again: the build is dropped, the live release stays");
    assertEquals(build.before(), press.store().assertWhole());
  }

  /**
   * A template that is never done: the time limit of the stop comes before that of the template.
   */
  @Test
  void aWedgedBuildIsEndedByItsDeadlineAndTheReleaseStays() throws Exception {
    Program builder = press.builder("PRESSROOM_DRAIN_TIMEOUT=PT1S");
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    ReleaseId before = press.store().assertWhole();
    Queue queue = press.queue();
    String slow = "{#for a in 2100}{#for b in 2100}" + "{a}{b}".repeat(10) + "{/for}{/for}";
    press.site().save("templates/page.html", slow);
    builder.await("starts to build").until(() -> !queue.events(BuildStarted.class).isEmpty());

    builder.signal(Signal.INT);
    assertEquals(1, builder.awaitExit(), builder::output);
    builder.awaitSaid("the build did not end within 1 s and is dropped; the live release stays");
    assertEquals(before, press.store().assertWhole());
    assertTrue(press.web().text("/posts/first/").contains("The first text."));

    press.site().delete("templates/page.html");
    press.site().savePost("first", "First post", "Mended.");
    press.awaitFirstBuild(press.builder());
    press.awaitServed(server, "/posts/first/", "Mended.");
  }

  /** At moments from the new live release on, four milliseconds apart. */
  @ParameterizedTest
  @EnumSource(names = {"INT", "TERM"})
  void aSignalWhileTheServerLoadsAReleaseEndsItCleanly(Signal signal) throws Exception {
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    for (int i = 0; i < 300; i++) { // something to load
      press.site().save("static/files/%d.txt".formatted(i), "file " + i);
    }
    for (int moment = 0; moment < 5; moment++) {
      String text = "Moment %d of %s.".formatted(moment, signal);
      Program server = press.server();
      press.awaitReady(server);
      ReleaseId before = press.store().live().orElseThrow();
      for (int i = 0; i < 300; i++) {
        press.site().save("static/files/%d.txt".formatted(i), text + i);
      }
      press.site().savePost("first", "First post", text);
      builder
          .await("publishes")
          .pollInterval(Duration.ofMillis(1))
          .until(() -> !press.store().live().orElseThrow().equals(before));
      LockSupport.parkNanos(Duration.ofMillis(moment * 4L).toNanos()); // the moment
      server.signal(signal);
      assertEquals(0, server.awaitExit(), server::output);
      press.store().assertWhole();

      Program next = press.server();
      press.awaitServed(next, "/posts/first/", text);
      next.signal(signal);
      assertEquals(0, next.awaitExit(), next::output);
    }
  }
}
