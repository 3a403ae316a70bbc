package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message stops what it names exactly as a signal would. */
class ShutdownRequestIT {
  @RegisterExtension final Press press = new Press();
  private Program builder;
  private Program server;

  @BeforeEach
  void start() throws Exception {
    builder = press.builder(SlowBuild.PAUSE);
    server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    server
        .await("follows the builder")
        .until(() -> press.serverManagement().status("/q/health/ready") == 200);
  }

  @Test
  void theServerAlone() throws Exception {
    press.queue().send(new ShutdownRequested(Target.SERVER, "a test"));
    assertEquals(0, server.awaitExit());
    assertTrue(builder.isRunning());
  }

  @Test
  void theBuilderAlone() throws Exception {
    press.queue().send(new ShutdownRequested(Target.BUILDER, "a test"));
    assertEquals(0, builder.awaitExit());
    assertTrue(server.isRunning());
    assertTrue(press.web().text("/posts/first/").contains("The first text."));
  }

  @Test
  void allInTheMiddleOfABuild() throws Exception {
    SlowBuild build = SlowBuild.begin(press, builder);
    build.queue().send(new ShutdownRequested(Target.ALL, "a test"));
    assertEquals(0, server.awaitExit());
    assertEquals(0, builder.awaitExit());
    assertTrue(build.isPublished());
    press.store().assertWhole();
    press.assertNoProcessLeft();
  }

  @Test
  void allWhenIdle() throws Exception {
    press.queue().send(new ShutdownRequested(Target.ALL, "a test"));
    assertEquals(0, server.awaitExit());
    assertEquals(0, builder.awaitExit());
    press.assertNoProcessLeft();
  }

  /** Twice, as a message may come; and a signal after it is the first one. */
  @Test
  void theBuilderAloneInTheMiddleOfABuild() throws Exception {
    SlowBuild build = SlowBuild.begin(press, builder);
    build.queue().send(new ShutdownRequested(Target.BUILDER, "a test"));
    builder.awaitLine("stopping \\(requested: a test\\): waiting for the build that runs");
    build.queue().send(new ShutdownRequested(Target.BUILDER, "a test"));
    builder.signal(Signal.INT);
    build.awaitServed(server);
    assertEquals(0, builder.awaitExit());
    assertTrue(server.isRunning());
  }

  @Test
  void theServerAloneInTheMiddleOfABuild() throws Exception {
    SlowBuild build = SlowBuild.begin(press, builder);
    build.queue().send(new ShutdownRequested(Target.SERVER, "a test"));
    assertEquals(0, server.awaitExit());
    builder.await("publishes").until(build::isPublished);
    build.awaitServed(press.server());
  }
}
