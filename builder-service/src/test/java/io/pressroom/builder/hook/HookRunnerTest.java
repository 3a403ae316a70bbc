package io.pressroom.builder.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pressroom.builder.content.Hook;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class HookRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir private Path folder;
  private Path site;
  private Path runs; // outside of the site: one line a run
  private final List<String> told = new CopyOnWriteArrayList<>();
  private HookRunner runner;

  @BeforeEach
  void site() throws IOException {
    site = Files.createDirectory(folder.toRealPath().resolve("site"));
    runs = folder.toRealPath().resolve("runs");
    Files.createDirectory(site.resolve("styles"));
    write("styles/site.css", "body {}");
    write("content.md", "Hello.");
    runner = HookRunner.of(site, told::add);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(site.resolve(file).getParent());
    Files.writeString(site.resolve(file), text);
  }

  private Hook hook(String script, List<String> reads, List<String> writes) {
    return hook(script, reads, writes, LONG);
  }

  private Hook hook(String script, List<String> reads, List<String> writes, Duration limit) {
    String counted = "echo run >> " + runs + "\n" + script;
    return new Hook(
        List.of("sh", "-c", counted), "", reads, writes, limit, Map.of("WORD", "hi"), 7, 3);
  }

  private HookRunner.Ran before(Change change, Hook... hooks) throws Exception {
    return runner.before(List.of(hooks), change, false, Map.of());
  }

  private int runs() throws IOException {
    if (Files.notExists(runs)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(runs)) {
      return (int) lines.count();
    }
  }

  @Test
  void runsAtTheStartAndWhenWhatItReadsChanges() throws Exception {
    Hook css = hook("cp styles/site.css static.css", List.of("styles"), List.of("static.css"));
    HookRunner.Ran first = before(Change.all(), css);
    assertEquals(Change.of(site.resolve("static.css")), first.touched());
    assertEquals(Optional.empty(), first.failed());
    assertEquals(1, runs());

    write("content.md", "Other.");
    assertEquals(Change.nothing(), before(Change.of(site.resolve("content.md")), css).touched());
    assertEquals(Change.nothing(), before(Change.all(), css).touched());
    assertEquals(1, runs());

    write("styles/site.css", "body {color: red}");
    before(Change.of(site.resolve("styles/site.css")), css);
    assertEquals(2, runs());
    assertEquals("body {color: red}", Files.readString(site.resolve("static.css")));
    // The event of what it wrote itself.
    assertEquals(Change.nothing(), before(Change.of(site.resolve("static.css")), css).touched());
    assertEquals(2, runs());
  }

  @Test
  void runsWhenAskedForThoughNothingChanged() throws Exception {
    Hook hook = hook("true", List.of("styles"), List.of("out"));
    before(Change.all(), hook);
    runner.before(List.of(hook), Change.all(), true, Map.of());
    assertEquals(2, runs());
  }

  /** One that writes into what it reads, the same each time. */
  @Test
  void whatWritesTheSameAgainSettlesByItself() throws Exception {
    Hook hook = hook("echo made > made.txt", List.of(), List.of());
    HookRunner.Ran ran = before(Change.all(), hook);
    assertEquals(Change.all(), ran.touched());
    assertEquals(List.of(), ran.problems());
    assertEquals(2, runs());
    assertEquals(Change.nothing(), before(Change.of(site.resolve("made.txt")), hook).touched());
    assertEquals(2, runs());
  }

  /** One that writes into what it reads, and never the same: no endless loop comes of it. */
  @Test
  void whatNeverSettlesIsToldAndRests() throws Exception {
    Hook hook = hook("wc -l < " + runs + " > made.txt", List.of(), List.of());
    HookRunner.Ran ran = before(Change.all(), hook);
    assertEquals(HookRunner.MOST_RUNS, runs());
    Problem problem = ran.problems().getFirst();
    assertEquals("Hook does not settle", problem.title());
    assertEquals(7, problem.line());
    assertTrue(problem.hint().orElseThrow().contains("writes"));
    HookRunner.Ran next = before(Change.of(site.resolve("made.txt")), hook);
    assertEquals(Change.nothing(), next.touched());
    assertEquals(ran.problems(), next.problems());
    assertEquals(HookRunner.MOST_RUNS, runs());
  }

  @Test
  void anEditWhileItRunsIsNotLost() throws Exception {
    // What the author saves while the hook runs, the hook itself saves here, once.
    Hook hook =
        hook(
            "cp styles/site.css out.css; [ $(wc -l < %s) -gt 1 ] || echo new > styles/site.css"
                .formatted(runs),
            List.of("styles"),
            List.of("out.css"));
    assertEquals(List.of(), before(Change.all(), hook).problems());
    assertEquals(2, runs());
    assertEquals("new\n", Files.readString(site.resolve("out.css")));
  }

  @Test
  void aHookThatReadsWhatALaterOneWritesRunsAgain() throws Exception {
    Hook first = hook("cp b a || :", List.of("b"), List.of("a"));
    Hook second = hook("cp styles/site.css b", List.of("styles"), List.of("b"));
    assertEquals(List.of(), before(Change.all(), first, second).problems());
    assertEquals(3, runs());
    assertEquals("body {}", Files.readString(site.resolve("a")));
  }

  @Test
  void aFailureIsAProblemUntilWhatItReadsChanges() throws Exception {
    Hook hook =
        hook("echo about to; grep -q good styles/site.css || exit 3", List.of("styles"), List.of());
    Hook later = hook("true", List.of(), List.of("x"));
    Problem problem = before(Change.all(), hook, later).failed().orElseThrow();
    assertEquals("Hook failed", problem.title());
    assertTrue(problem.toString().contains("[site.yaml:7:3]"), problem::toString);
    assertTrue(problem.detail().contains("exit code 3"), problem::toString);
    assertEquals(Optional.of("about to"), problem.excerpt());
    assertEquals(Optional.of(problem), before(Change.all(), hook, later).failed());
    assertEquals(1, runs(), "neither is tried again, nor is the next one run");

    write("styles/site.css", "good");
    assertEquals(Optional.empty(), before(Change.of(site.resolve("styles")), hook, later).failed());
    assertEquals(3, runs());
  }

  @Test
  void aProgramThatIsNotThere() throws Exception {
    Hook hook =
        new Hook(List.of("no-such-program"), "", List.of(), List.of(), LONG, Map.of(), 1, 1);
    Problem problem = before(Change.all(), hook).failed().orElseThrow();
    assertTrue(problem.toString().contains("is 'no-such-program' installed"), problem::toString);
  }

  @Test
  void aFolderThatIsNotThere() throws Exception {
    Hook hook = new Hook(List.of("true"), "bin", List.of(), List.of(), LONG, Map.of(), 1, 1);
    assertTrue(before(Change.all(), hook).failed().orElseThrow().detail().contains("'bin'"));
  }

  /** With all that it started, however it went about it. */
  @Test
  void itsTimeIsOver() throws Exception {
    Path pid = folder.resolve("pid");
    Hook hook =
        hook(
            "trap '' TERM INT HUP; (sleep 1000 & echo $! > %s; wait) & wait; wait".formatted(pid),
            List.of(),
            List.of("x"),
            Duration.ofSeconds(1));
    Problem problem = before(Change.all(), hook).failed().orElseThrow();
    assertTrue(problem.detail().contains("did not end within 1 s"), problem::toString);
    awaitEnd(pid);
  }

  @Test
  void whatItLeavesRunningIsStopped() throws Exception {
    Path pid = folder.resolve("pid");
    Hook hook = hook("sleep 1000 & echo $! > " + pid, List.of(), List.of("x"));
    assertEquals(Optional.empty(), before(Change.all(), hook).failed());
    awaitEnd(pid);
  }

  private static void awaitEnd(Path pid) throws Exception {
    var process = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    if (process.isPresent()) {
      process.get().onExit().get();
    }
  }

  @Test
  void runsInASessionOfItsOwnWithItsEnvironmentAndNoInput() throws Exception {
    Hook hook =
        hook(
            """
            echo "word $WORD, base $PRESSROOM_BASE_URL, site $PRESSROOM_SITE"
            printf '\\033[31mred\\033[0m\\n'
            read line || echo no input
            echo "in session $(ps -o sid= -p $$ | tr -d ' ')."
            """,
            List.of(),
            List.of("x"));
    runner.before(
        List.of(hook), Change.all(), true, Map.of("PRESSROOM_BASE_URL", "https://a.example/"));
    assertTrue(told.contains("  | word hi, base https://a.example/, site " + site), told::toString);
    assertTrue(told.contains("  | red"), told::toString);
    assertTrue(told.contains("  | no input"), told::toString);
    assertTrue(told.getFirst().contains("at most 50 s"), told::toString);
    assertTrue(told.stream().anyMatch(line -> line.contains("in session ")), told::toString);
    assertFalse(told.contains("  | in session " + ownSession() + "."), told::toString);
    assertEquals("", runner.running());
  }

  @Test
  void hooksAfterABuildAreAllRun() throws Exception {
    Hook fails = hook("exit 1", List.of(), List.of());
    Hook works = hook("echo \"release $PRESSROOM_RELEASE\"", List.of(), List.of());
    assertEquals(1, runner.after(List.of(fails, works), Map.of("PRESSROOM_RELEASE", "abc")).size());
    assertEquals(2, runs());
    assertTrue(told.contains("  | release abc"), told::toString);
  }

  @Test
  void neverMeansNever() throws Exception {
    Hook hook = hook("true", List.of(), List.of());
    assertFalse(HookRunner.NEVER.isOn());
    HookRunner.NEVER.before(List.of(hook), Change.all(), true, Map.of());
    HookRunner.NEVER.after(List.of(hook), Map.of());
    assertEquals(0, runs());
  }

  /** The session of this test's process. */
  private static String ownSession() throws IOException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    Process ps = new ProcessBuilder("ps", "-o", "sid=", "-p", pid).start();
    return new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
  }

  @Test
  void aSystemWithoutSetsidHasPerl() throws Exception {
    assertEquals(Optional.empty(), HookProcess.newSession(folder.toString()));
    Path perl = Path.of("/usr/bin/perl");
    assumeTrue(Files.isExecutable(perl), "no perl here");
    Path only = Files.createDirectory(folder.resolve("only-perl"));
    Files.createSymbolicLink(only.resolve("perl"), perl);
    List<String> newSession = HookProcess.newSession(only.toString()).orElseThrow();
    Hook hook = hook("ps -o sid= -p $$; exit 3", List.of(), List.of());
    HookProcess.Ended ended = HookProcess.run(newSession, hook, site, Map.of(), told::add);
    assertEquals(Optional.of(3), ended.code());
    assertTrue(Long.parseLong(ended.last().getFirst().strip()) > 0, told::toString);
    assertNotEquals(ownSession(), ended.last().getFirst().strip());
  }

  @Test
  void aBurstOfOutputIsShownInPart() throws Exception {
    Hook hook = hook("seq 100000", List.of(), List.of("x"));
    assertEquals(Optional.empty(), before(Change.all(), hook).failed());
    assertTrue(told.size() < 1000, () -> told.size() + " lines");
    Files.writeString(runs, "", StandardOpenOption.TRUNCATE_EXISTING);
  }
}
