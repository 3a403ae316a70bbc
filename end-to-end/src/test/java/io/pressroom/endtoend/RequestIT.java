package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.message.Addresses;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.RebuildRequested;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes over the queue. */
class RequestIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void tenRequestsThatWaitBecomeOneBuild() throws Exception {
    Program builder = press.builder(SlowBuild.PAUSE);
    press.awaitFirstBuild(builder);
    SlowBuild build = SlowBuild.begin(press, builder);
    for (int i = 0; i < 10; i++) {
      build.queue().send(new RebuildRequested("request " + i, Optional.empty()));
    }
    builder.await("publishes").until(build::isPublished);
    // A later edit's build comes after the requests': when it is out, theirs have been.
    builder
        .await("builds once more")
        .until(() -> build.queue().events(BuildStarted.class).size() == 2);
    press.site().savePost("later", "Later post", "Comes after.");
    builder
        .await("builds the later edit")
        .until(() -> build.queue().events(BuildStarted.class).size() == 3);
    assertEquals(
        1,
        build.queue().events(BuildStarted.class).stream()
            .filter(event -> event.cause().contains("request "))
            .count());
  }

  @Test
  void poisonStopsNothingAndIsKeptForAPerson() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    Queue queue = press.queue();
    List<String> poison = List.of("not json", "{}", "[1, 2, 3]", "");
    for (String body : poison) {
      queue.send(Addresses.REBUILD, "queue", body);
      queue.send(Addresses.SHUTDOWN, "topic", body);
      queue.send(Addresses.EVENTS, "topic", body);
    }
    List<String> dead = queue.bodies("pressroom.dead-letters");
    builder.await("refuses the poison").until(() -> dead.containsAll(poison));

    press.site().savePost("first", "First post", "Another text.");
    press.awaitServed(server, "/posts/first/", "Another text.");
    queue.send(new RebuildRequested("still heard", Optional.empty()));
    builder
        .await("hears requests still")
        .until(
            () ->
                queue.events(BuildStarted.class).stream()
                    .anyMatch(event -> event.cause().contains("still heard")));
  }
}
