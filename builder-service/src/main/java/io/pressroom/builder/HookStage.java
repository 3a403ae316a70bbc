package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.content.Hook;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.hook.HookRunner;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import io.pressroom.store.Manifest;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hooks around a build: which are due, and what they are told. For the one thread that builds.
 */
final class HookStage {

  private final HookRunner hooks;
  private final Console console;
  private final Optional<URI> baseUrl;
  private boolean refusalTold;
  private List<Hook> ranAfter = List.of();
  private List<Problem> problemsAfter = List.of();

  /**
   * The stage of one site.
   *
   * @param baseUrl the address of the site where it is not the one in {@code site.yaml}
   */
  HookStage(HookRunner hooks, Console console, Optional<URI> baseUrl) {
    this.hooks = hooks;
    this.console = console;
    this.baseUrl = baseUrl;
  }

  /** Whether programs run before a build of that content. */
  boolean runBefore(Snapshot snapshot) {
    return hooks.isOn() && !snapshot.settings().hooks().before().isEmpty();
  }

  /** Whether programs run before or after a build of that content. */
  boolean runAround(Snapshot snapshot) {
    return hooks.isOn() && !snapshot.settings().hooks().isEmpty();
  }

  /**
   * Runs those before a build that are due; tells once where there are some that must not run.
   *
   * @param change where the site has changed
   * @param asked whether all of them are due
   */
  HookRunner.Ran before(Snapshot snapshot, Change change, boolean asked)
      throws IOException, InterruptedException {
    Hook.Hooks named = snapshot.settings().hooks();
    if (!hooks.isOn() && !named.isEmpty() && !refusalTold) {
      refusalTold = true;
      console.warn(
          "site.yaml names hooks, which are not run: they are programs, and whoever runs this"
              + " builder has not allowed them (PRESSROOM_HOOKS=on does)");
    }
    return hooks.before(named.before(), change, asked, environment(snapshot));
  }

  /**
   * Runs those after a build where they are due, or others than the last time.
   *
   * @param live what is served now
   * @param due whether it is another release, or they were asked for
   */
  void after(Snapshot snapshot, Manifest live, boolean due)
      throws IOException, InterruptedException {
    List<Hook> named = snapshot.settings().hooks().after();
    if (live.size() == 0 || !(due || !named.equals(ranAfter))) {
      return;
    }
    Map<String, String> told = new HashMap<>(environment(snapshot));
    told.put("PRESSROOM_RELEASE", live.id().value());
    problemsAfter = hooks.after(named, told);
    ranAfter = named;
  }

  /** What is wrong since the hooks after a build last ran. */
  List<Problem> problemsAfter() {
    return problemsAfter;
  }

  /** The hook that runs now and how long it may, for a person; empty where none does. */
  String running() {
    return hooks.running();
  }

  private Map<String, String> environment(Snapshot snapshot) {
    return Map.of("PRESSROOM_BASE_URL", baseUrl.orElse(snapshot.settings().baseUrl()).toString());
  }
}
