package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The services start in any order, and the server on its own. */
class StartOrderIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void theServerBeforeTheBuilder() throws Exception {
    Program server = press.server();
    server.await("lives").until(() -> press.serverManagement().status("/q/health/live") == 200);
    assertEquals(
        503, press.serverManagement().status("/q/health/ready"), "ready without a release");
    press.builder();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitReady(server);
    press.site().savePost("first", "First post", "Another text.");
    press.awaitServed(server, "/posts/first/", "Another text.");
  }

  @Test
  void theServerAfterTheBuilderAndThenWithoutOne() throws Exception {
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());
    server.signal(Signal.TERM);
    assertEquals(0, server.awaitExit());

    Program alone = press.server();
    press.awaitReady(alone);
    press.awaitServed(alone, "/posts/first/", "The first text.");
  }
}
