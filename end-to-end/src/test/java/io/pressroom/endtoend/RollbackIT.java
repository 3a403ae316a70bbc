package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.RollbackRequested;
import io.pressroom.store.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator goes back to an older release, and forward again. */
class RollbackIT {
  @RegisterExtension final Press press = new Press();

  private static final String PAGE = "/posts/first/";

  private Program command(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", press.store().path().toString()));
    return press.command(all.toArray(String[]::new));
  }

  @Test
  void overTheQueueAndForwardAgain() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, PAGE, "The first text.");
    ReleaseId good = press.store().live().orElseThrow();
    press.site().savePost("first", "First post", "A regretted text.");
    press.awaitServed(server, PAGE, "A regretted text.");
    press.queue();

    Program rollback = command("rollback", good.shortForm());
    assertEquals(0, rollback.awaitExit(), rollback.output());
    press.awaitServed(server, PAGE, "The first text.");
    Program again = command("rollback", good.value());
    assertEquals(0, again.awaitExit(), again.output());
    assertTrue(again.output().contains("already"), again.output());

    // Neither an edit nor a request undoes it, nor does a start.
    press.site().savePost("second", "Second post", "Another second text.");
    builder.awaitLine("waits, as " + good.shortForm() + " is held live");
    press.queue().askForBuild(builder, new RebuildRequested("a webhook", Optional.empty()));
    assertEquals(good, press.store().assertWhole());
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());
    Program next = press.builder();
    press.awaitFirstBuild(next);
    assertEquals(good, press.store().assertWhole());
    assertTrue(press.builderManagement().text("/q/health/ready").contains(good.value()));
    Program list = command("releases");
    assertEquals(0, list.awaitExit(), list.output());
    assertTrue(
        list.lines().stream().anyMatch(line -> line.startsWith(good.shortForm() + "  held live")),
        list.output());

    press.site().savePost("first", "First post", "A better text.");
    next.awaitLine("waits, as .*posts/first.md");
    assertTrue(press.web().text(PAGE).contains("The first text."));
    press.queue();
    Program resume = command("rollback", "--resume");
    assertEquals(0, resume.awaitExit(), resume.output());
    press.awaitServed(server, PAGE, "A better text.");
    press.awaitServed(server, "/posts/second/", "Another second text.");
    assertFalse(press.builderManagement().text("/q/health/ready").contains("held"));
  }

  @Test
  void whereNoBuilderRuns() throws Exception {
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    ReleaseId good = press.store().live().orElseThrow();
    press.site().savePost("first", "First post", "A regretted text.");
    builder.await("publishes").until(() -> !press.store().live().equals(Optional.of(good)));
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());

    Program rollback = command("rollback", good.value().substring(0, 8));
    assertEquals(0, rollback.awaitExit(), rollback.output());
    assertEquals(good, press.store().assertWhole());
    Program unknown = command("rollback", "0123456789");
    assertEquals(1, unknown.awaitExit(), unknown.output());
    assertTrue(unknown.output().contains("there is no release 0123456789"), unknown.output());
    Program resume = command("rollback", "--resume");
    assertEquals(0, resume.awaitExit(), resume.output());

    Program next = press.builder();
    Program server = press.server();
    press.awaitServed(server, PAGE, "A regretted text.");
    press.awaitFirstBuild(next);
  }

  @Test
  void aReleaseThatIsNotThereIsRefused() throws Exception {
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    ReleaseId live = press.store().live().orElseThrow();
    List<String> dead = press.queue().bodies("pressroom.dead-letters");
    press.queue().send(new RollbackRequested(new ReleaseId("0".repeat(64)), "a test"));
    builder.awaitLine("refused a message.*Not rolled back: .*there is no such release");
    builder.await("is among the dead letters").until(() -> !dead.isEmpty());
    assertEquals(live, press.store().assertWhole());
  }
}
