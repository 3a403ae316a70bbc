package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Problem;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Programs that a site names: their builds, and what a stop does while one runs. */
class HookIT {
  private static final String ON = "PRESSROOM_HOOKS=on";

  @RegisterExtension final Press press = new Press();

  private Path file(String name) {
    return press.folder().resolve(name);
  }

  /**
   * A hook that makes a style sheet. While {@code hold} is there it waits in its middle; a signal
   * that reaches it leaves {@code cut}.
   */
  private void siteWithStyles() throws IOException {
    press.site().save("styles/site.css", "body { color: red }");
    press
        .site()
        .save(
            "css.sh",
            """
            trap 'touch %1$s/cut' INT TERM HUP QUIT
            echo run >> %1$s/runs
            touch %1$s/in-hook
            while [ -e %1$s/hold ]; do sleep 0.02; done
            grep -v broken styles/site.css || { echo 'this style is broken'; exit 3; }
            cp styles/site.css static/site.css
            """
                .formatted(press.folder()));
    Files.createDirectories(press.site().path().resolve("static"));
    hooks("[sh, css.sh]", "");
  }

  private void hooks(String run, String more) throws IOException {
    press
        .site()
        .save(
            "site.yaml",
            """
            title: Small blog
            base-url: http://localhost:8080/
            hooks:
              before:
                - run: %s
                  reads: [styles]
                  writes: [static/site.css]
            %s
            """
                .formatted(run, more));
  }

  private int runs() throws IOException {
    return Files.readAllLines(file("runs")).size();
  }

  /** Changes what the hook reads, and returns in the middle of the hook. */
  private void editAndHold(Program builder, String style) throws Exception {
    Files.createFile(file("hold"));
    Files.deleteIfExists(file("in-hook"));
    press.site().save("styles/site.css", style);
    builder.await("runs the hook").until(() -> Files.exists(file("in-hook")));
  }

  private void assertPublished(String path, String text) throws IOException {
    StoreReader reader = StoreReader.at(press.store().path());
    var entry = reader.manifest(press.store().assertWhole()).entry(OutputPath.of(path));
    assertEquals(
        text,
        Files.readString(reader.object(entry.orElseThrow().digest()), StandardCharsets.UTF_8));
  }

  @Test
  void whatItMakesIsOfTheSameBuildAndItsFailureLeavesTheOldRelease() throws Exception {
    siteWithStyles();
    Program builder = press.builder(ON);
    Program server = press.server();
    Queue queue = press.queue();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/site.css", "color: red");
    assertEquals(1, runs());

    press.site().save("styles/site.css", "body { color: blue }");
    press.awaitServed(server, "/site.css", "color: blue");
    press.site().savePost("first", "First post", "Not of the hook's concern.");
    press.awaitServed(server, "/posts/first/", "Not of the hook's concern.");
    assertEquals(2, runs(), builder::output);

    ReleaseId before = press.store().live().orElseThrow();
    press.site().save("styles/site.css", "broken");
    builder.awaitLine("Hook failed \\[site.yaml:5:12\\]: 'sh css.sh': it ended with exit code 3");
    builder.awaitLine("this style is broken");
    builder
        .await("tells the failure")
        .until(
            () ->
                queue.events(BuildFailed.class).stream()
                    .flatMap(failed -> failed.problems().stream())
                    .map(Problem::title)
                    .anyMatch("Hook failed"::equals));
    assertEquals(before, press.store().assertWhole());

    press.site().savePost("second", "Second post", "Saved while the hook fails.");
    press.site().save("styles/site.css", "body { color: green }");
    press.awaitServed(server, "/site.css", "color: green");
    press.awaitServed(server, "/posts/second/", "Saved while the hook fails.");
    builder.awaitLine("all problems are mended");
    assertEquals(4, runs(), builder::output);
  }

  /** As a terminal sends it: to every process of the group. */
  @Test
  void aSignalToTheGroupDoesNotReachIt() throws Exception {
    siteWithStyles();
    Program builder = press.builder(ON);
    press.awaitFirstBuild(builder);
    editAndHold(builder, "body { color: blue }");
    builder.signalGroup(Signal.INT);
    builder.awaitLine(
        "stopping \\(SIGINT\\): waiting for the build that runs \\(the hook 'sh css.sh', at most 60"
            + " s\\), for at most 600 s; Ctrl-C again drops it");
    Files.delete(file("hold"));
    assertEquals(0, builder.awaitExit(), builder::output);
    assertFalse(Files.exists(file("cut")), "a signal reached the hook");
    assertPublished("site.css", "body { color: blue }");
  }

  @Test
  @ResourceLock(Press.USUAL_PORTS)
  void ctrlCAtATerminalDoesNotReachIt() throws Exception {
    siteWithStyles();
    Program launcher = press.launcherAtTerminal(Map.of(), press.up());
    press.awaitServed(launcher, "/site.css", "color: red");
    launcher.awaitLine("Serving ");
    editAndHold(launcher, "body { color: blue }");
    launcher.type("\3");
    launcher.awaitLine("waiting for the build that runs \\(the hook 'sh css.sh'");
    Files.delete(file("hold"));
    assertEquals(0, launcher.awaitExit(), launcher::output);
    assertFalse(Files.exists(file("cut")), "a signal reached the hook");
    assertPublished("site.css", "body { color: blue }");
    press.assertNoProcessLeft();
  }

  @Test
  void aSecondSignalDropsTheBuildAndTheHook() throws Exception {
    siteWithStyles();
    Program builder = press.builder(ON);
    press.awaitFirstBuild(builder);
    ReleaseId before = press.store().assertWhole();
    editAndHold(builder, "body { color: blue }");
    Awaitility.await("Ctrl-C, as often as it takes")
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              builder.signalGroup(Signal.INT);
              return !builder.isRunning();
            });
    assertEquals(130, builder.awaitExit());
    awaitNoProcess();
    assertEquals(before, press.store().assertWhole());
  }

  /** A wedged build is ended by its deadline. */
  @Test
  void aStopWaitsNoLongerThanItsLimit() throws Exception {
    siteWithStyles();
    Program builder = press.builder(ON, "PRESSROOM_DRAIN_TIMEOUT=PT1S");
    press.awaitFirstBuild(builder);
    ReleaseId before = press.store().assertWhole();
    editAndHold(builder, "body { color: blue }");
    builder.signal(Signal.TERM);
    assertEquals(1, builder.awaitExit());
    builder.awaitSaid("the build did not end within 1 s and is dropped; the live release stays");
    awaitNoProcess();
    assertEquals(before, press.store().assertWhole());
  }

  @Test
  void aHookDoesNotOutliveABuilderThatIsKilled() throws Exception {
    siteWithStyles();
    Program builder = press.builder(ON);
    press.awaitFirstBuild(builder);
    editAndHold(builder, "body { color: blue }");
    builder.signal(Signal.KILL);
    assertEquals(137, builder.awaitExit());
    awaitNoProcess();

    Files.delete(file("hold"));
    Program next = press.builder(ON);
    press.awaitFirstBuild(next);
    assertPublished("site.css", "body { color: blue }");
  }

  /** The services hear of it and end as if told to: the hook and its build are not cut. */
  @Test
  @ResourceLock(Press.USUAL_PORTS)
  void aLauncherThatIsKilledLeavesNoHookBehind() throws Exception {
    siteWithStyles();
    Program launcher = press.launcher(Map.of(), press.up());
    press.awaitServed(launcher, "/site.css", "color: red");
    launcher.awaitLine("Serving ");
    editAndHold(launcher, "body { color: blue }");
    launcher.signal(Signal.KILL);
    assertEquals(137, launcher.awaitExit());
    // What they say of it is not to be had: Java closes the pipe of a process that has ended.
    Awaitility.await("its server has gone")
        .atMost(Program.PATIENCE)
        .until(() -> press.web().status("/") == 0);
    Files.delete(file("hold"));
    awaitNoProcess();
    assertFalse(Files.exists(file("cut")), "a signal reached the hook");
    assertPublished("site.css", "body { color: blue }");
  }

  @Test
  void aHookAfterABuildKnowsTheRelease() throws Exception {
    siteWithStyles();
    hooks(
        "[sh, css.sh]",
        "  after:\n    - run: [sh, -c, 'echo $PRESSROOM_RELEASE >> %s']".formatted(file("after")));
    Program builder = press.builder(ON);
    press.awaitFirstBuild(builder);
    press.site().savePost("first", "First post", "Another text.");
    builder
        .await("runs the hook after the second build")
        .until(() -> Files.exists(file("after")) && Files.readAllLines(file("after")).size() == 2);
    assertEquals(
        press.store().live().orElseThrow().value(), Files.readAllLines(file("after")).getLast());
  }

  /** They are programs: who runs the builder decides, not who writes the site. */
  @Test
  void withoutTheOperatorsWordNoneRuns() throws Exception {
    siteWithStyles();
    Program builder = press.builder();
    press.awaitFirstBuild(builder);
    builder.awaitLine("site.yaml names hooks, which are not run");
    assertFalse(Files.exists(file("runs")));
  }

  @Test
  void aBuildIntoAFolderRunsThem() throws Exception {
    siteWithStyles();
    hooks(
        "[sh, css.sh]",
        "  after:\n    - run: [sh, -c, 'ls $PRESSROOM_OUTPUT/site.css > %s']"
            .formatted(file("after")));
    Path output = file("output");
    Program build =
        press.launcher(
            Map.of(), "build", press.site().path().toString(), "--output", output.toString());
    assertEquals(0, build.awaitExit(), build::output);
    assertEquals("body { color: red }", Files.readString(output.resolve("site.css")));
    assertTrue(Files.readString(file("after")).contains("site.css"));

    press.site().save("styles/site.css", "broken");
    Program broken =
        press.launcher(
            Map.of(), "build", press.site().path().toString(), "--output", output.toString());
    assertEquals(1, broken.awaitExit());
    assertTrue(broken.output().contains("Hook failed [site.yaml:5:12]"), broken::output);
    assertEquals("body { color: red }", Files.readString(output.resolve("site.css")));
  }

  private void awaitNoProcess() {
    Awaitility.await("no process is left")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(press::assertNoProcessLeft);
  }
}
