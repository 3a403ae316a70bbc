package io.pressroom.builder.hook;

import io.pressroom.builder.content.Hook;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the hooks of a site, in their order. For the one thread that builds.
 *
 * <p>A hook before a build runs when it never did, when what it reads has changed since the last
 * time, and when it is asked for. What it reads is looked at before a run and after all of them: if
 * it differs, somebody saved a file meanwhile, or a hook wrote into it, and the hook runs again.
 * One that writes the same bytes again has settled by then. One that never does is told of after
 * {@value #MOST_RUNS} runs, and rests until something else changes, so that no hook can keep the
 * builder busy with its own writing.
 */
public final class HookRunner {

  static final int MOST_RUNS = 3;

  /** How a shell says it. */
  private static final int COMMAND_NOT_FOUND = 127;

  /** Where hooks must not run at all. */
  public static final HookRunner NEVER = new HookRunner(Optional.empty(), _ -> {});

  /**
   * What the hooks before a build did.
   *
   * @param touched where they may have written; nothing where none ran
   * @param failed the one that failed: there must be no build. Empty where all is well
   * @param problems what else their author should know
   */
  public record Ran(Change touched, Optional<Problem> failed, List<Problem> problems) {
    public Ran {
      problems = List.copyOf(problems);
    }
  }

  private static final class State {
    private final Inputs inputs;
    private Digest madeFrom; // null: never ran
    private Optional<Problem> failure = Optional.empty();

    State(Inputs inputs) {
      this.inputs = inputs;
    }
  }

  private final Optional<Path> site;
  private final Consumer<String> console;
  private Map<Hook, State> states = new HashMap<>();
  private Path knownRoot; // null before the first run; another one where a link is turned
  private List<Problem> unsettled = List.of();
  private volatile String running = "";

  private HookRunner(Optional<Path> site, Consumer<String> console) {
    this.site = site;
    this.console = console;
  }

  /**
   * A runner that remembers nothing yet.
   *
   * @param console is told of each run, and what the programs print
   */
  public static HookRunner of(Path site, Consumer<String> console) {
    return new HookRunner(Optional.of(site), console);
  }

  /** Whether hooks run here at all. */
  public boolean isOn() {
    return site.isPresent();
  }

  /** The hook that runs now and how long it may, for a person; empty where none does. */
  public String running() {
    return running;
  }

  /**
   * Runs those that are due before a build.
   *
   * @param change where the site may have changed since the last call
   * @param all whether all of them are due
   * @param told more of their environment
   */
  public Ran before(List<Hook> hooks, Change change, boolean all, Map<String, String> told)
      throws IOException, InterruptedException {
    if (site.isEmpty() || hooks.isEmpty()) {
      return new Ran(Change.nothing(), Optional.empty(), List.of());
    }
    Path root = site.get().toRealPath();
    Map<Hook, State> kept = new HashMap<>();
    for (Hook hook : hooks) {
      State state = root.equals(knownRoot) ? states.get(hook) : null;
      kept.put(hook, state == null ? new State(new Inputs(root, hook)) : state);
    }
    states = kept;
    knownRoot = root;

    Change touched = Change.nothing();
    int passes = 0;
    boolean settled = false;
    while (!settled && passes < MOST_RUNS) {
      List<Hook> ran =
          runDue(hooks, root, passes == 0 ? change : Change.all(), all && passes == 0, told);
      settled = ran.isEmpty();
      if (!settled) {
        passes++;
        for (Hook hook : ran) {
          touched = touched.and(written(hook, root));
        }
      }
    }
    if (passes > 0) {
      unsettled = settled ? List.of() : rest(hooks);
    }
    return new Ran(
        touched,
        hooks.stream().flatMap(hook -> states.get(hook).failure.stream()).findFirst(),
        unsettled);
  }

  /** Runs each that is due, up to one that fails, and says which ran. */
  private List<Hook> runDue(
      List<Hook> hooks, Path root, Change change, boolean all, Map<String, String> told)
      throws IOException, InterruptedException {
    List<Hook> ran = new ArrayList<>();
    for (Hook hook : hooks) {
      State state = states.get(hook);
      // After those that came before it: what they wrote, it may read.
      Digest now = state.inputs.look(ran.isEmpty() ? change : Change.all());
      if (all || !now.equals(state.madeFrom)) {
        ran.add(hook);
        state.madeFrom = now;
        state.failure = run(hook, root, told);
      }
      if (state.failure.isPresent()) {
        break;
      }
    }
    return ran;
  }

  /** Takes what is there now for what each of them was made from. */
  private List<Problem> rest(List<Hook> hooks) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (Hook hook : hooks) {
      State state = states.get(hook);
      Digest now = state.inputs.look(Change.all());
      if (state.madeFrom != null && !now.equals(state.madeFrom)) {
        state.madeFrom = now;
        problems.add(
            problem(
                    hook,
                    "Hook does not settle",
                    "'%s' ran %d times, and each time something that it reads had changed meanwhile"
                        .formatted(hook.name(), MOST_RUNS))
                .withHint("name what it writes itself under 'writes'"));
      }
    }
    return problems;
  }

  /** Where a hook may have written: what it says, or anywhere. */
  private static Change written(Hook hook, Path root) {
    return hook.writes().isEmpty()
        ? Change.all()
        : Change.of(hook.writes().stream().map(root::resolve).toList());
  }

  /**
   * Runs those after a build, each whether or not the others fail.
   *
   * @param told more of their environment
   * @return what went wrong
   */
  public List<Problem> after(List<Hook> hooks, Map<String, String> told)
      throws IOException, InterruptedException {
    List<Problem> problems = new ArrayList<>();
    if (site.isPresent() && !hooks.isEmpty()) {
      Path root = site.get().toRealPath();
      for (Hook hook : hooks) {
        run(hook, root, told).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Returns what went wrong. */
  private Optional<Problem> run(Hook hook, Path root, Map<String, String> told)
      throws InterruptedException {
    Path folder = root.resolve(hook.folder());
    if (!Files.isDirectory(folder)) {
      return Optional.of(failed(hook, "there is no folder '%s'".formatted(hook.folder())));
    }
    Optional<List<String>> newSession =
        HookProcess.newSession(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    if (newSession.isEmpty()) {
      return Optional.of(
          failed(
              hook, "this system has neither 'setsid' nor 'perl', one of which it takes to run"));
    }
    Map<String, String> environment = new HashMap<>(told);
    environment.put("PRESSROOM_SITE", root.toString());
    running = "the hook '%s', at most %s".formatted(hook.name(), inWords(hook.timeLimit()));
    console.accept("runs " + running);
    try {
      HookProcess.Ended ended =
          HookProcess.run(
              newSession.get(), hook, folder, environment, line -> console.accept("  | " + line));
      return ended.well() ? Optional.empty() : Optional.of(failed(hook, ended));
    } catch (IOException e) {
      return Optional.of(failed(hook, "it cannot be started: " + e.getMessage()));
    } finally {
      running = "";
    }
  }

  private static String inWords(Duration time) {
    return time.toSeconds() + " s";
  }

  private static Problem failed(Hook hook, HookProcess.Ended ended) {
    Problem problem =
        ended
            .code()
            .map(
                code ->
                    code == COMMAND_NOT_FOUND
                        ? failed(hook, "it ended with exit code " + code)
                            .withHint(
                                "is '%s' installed, and on the PATH of the builder?"
                                    .formatted(hook.run().getFirst()))
                        : failed(hook, "it ended with exit code " + code))
            .orElseGet(
                () ->
                    failed(
                            hook,
                            "it did not end within %s and was stopped"
                                .formatted(inWords(hook.timeLimit())))
                        .withHint("nobody answers what it asks; or give it a longer 'time-limit'"));
    return ended.last().isEmpty() ? problem : problem.withExcerpt(String.join("\n", ended.last()));
  }

  private static Problem failed(Hook hook, String why) {
    return problem(hook, "Hook failed", "'%s': %s".formatted(hook.name(), why));
  }

  private static Problem problem(Hook hook, String title, String detail) {
    return Problem.at(Snapshot.SETTINGS.value(), hook.line(), hook.column(), title, detail);
  }
}
