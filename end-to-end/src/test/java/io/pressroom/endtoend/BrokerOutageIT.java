package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ReleasePublished;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The broker is away, comes, goes and comes back; nobody restarts a service for it. */
class BrokerOutageIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void publishesReachTheServerThroughTheStoreAndEventsComeBackWithTheBroker() throws Exception {
    Program broker = press.broker();
    Program builder = press.builderWithoutBroker();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);

    broker.signal(Signal.KILL);
    assertEquals(137, broker.awaitExit());
    press.site().savePost("first", "First post", "Written in the outage.");
    press.awaitServed(server, "/posts/first/", "Written in the outage.");
    assertEquals(200, press.serverManagement().status("/q/health/live"));
    assertEquals(200, press.builderManagement().status("/q/health/live"));
    assertEquals(200, press.serverManagement().status("/q/health/ready"));

    press.broker();
    Queue queue = press.queue();
    press.site().savePost("first", "First post", "Written after the outage.");
    press.awaitServed(server, "/posts/first/", "Written after the outage.");
    builder
        .await("announces again")
        .until(
            () ->
                queue.events(ReleasePublished.class).stream()
                    .map(ReleasePublished::release)
                    .anyMatch(press.store().live().orElseThrow()::equals));
    press.site().save("content/posts/fourth.md", SiteFolder.post("Fourth post", "Once more."));
    queue.send(new RebuildRequested("requests are heard again", Optional.empty()));
    press.awaitServed(server, "/posts/fourth/", "Once more.");
    queue.close();
  }

  @Test
  void servicesStartWithoutTheBrokerAndFindItWhenItComes() throws Exception {
    Program builder = press.builderWithoutBroker();
    Program server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");

    assertTrue(unconfirmed() > 0, "what waits");
    press.broker();
    builder.await("announces what it could not").until(() -> unconfirmed() == 0);
    server.awaitLine("Connected to the broker|The broker is back");
  }

  /** How many announcements no broker has confirmed. */
  private int unconfirmed() throws Exception {
    Matcher told =
        Pattern.compile("\"unconfirmed announcements\": (\\d+)")
            .matcher(press.builderManagement().text("/q/health/ready"));
    assertTrue(told.find());
    return Integer.parseInt(told.group(1));
  }

  /** The builder carries the broker: its restart is the broker's. */
  @Test
  void theServerFindsTheEmbeddedBrokerAgain() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());

    press.site().savePost("first", "First post", "Written between two builders.");
    Program next = press.builder();
    press.awaitServed(server, "/posts/first/", "Written between two builders.");
    press.awaitFirstBuild(next);
    press.site().savePost("first", "First post", "Written after.");
    press.awaitServed(server, "/posts/first/", "Written after.");
  }

  @Test
  void aBuilderWhoseBrokerIsGoneDrainsAllTheSame() throws Exception {
    Program broker = press.broker();
    Program builder =
        press.builderWithoutBroker(SlowBuild.PAUSE, "PRESSROOM_ANNOUNCE_TIMEOUT=PT2S");
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);
    broker.signal(Signal.KILL);
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());
    Program server = press.server();
    build.awaitServed(server);
  }
}
