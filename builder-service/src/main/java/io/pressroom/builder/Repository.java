package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.fetch.Checkout;
import io.pressroom.builder.fetch.Commit;
import io.pressroom.builder.fetch.Follower;
import io.pressroom.builder.fetch.Origin;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The repository that the site is in: what is new there becomes a request to the build loop. */
final class Repository {

  private final Origin origin;
  private final Checkout checkout;
  private final Console console;
  private Optional<Follower> follower = Optional.empty();
  private Optional<BuildLoop> loop = Optional.empty();

  private Repository(Origin origin, Checkout checkout, Console console) {
    this.origin = origin;
    this.checkout = checkout;
    this.console = console;
  }

  /**
   * Opens the copy that is kept in the builder's state.
   *
   * @throws CannotStart where the settings cannot be meant so, or there is no place for a copy
   */
  static Repository open(String url, OperatorSettings settings, Console console) {
    OperatorSettings.Git git = settings.git();
    try {
      Origin origin =
          new Origin(
              Origin.uri(url),
              git.ref(),
              git.path().orElse(""),
              git.timeout(),
              git.username(),
              git.password(),
              git.passwordFile(),
              git.keyFile(),
              git.knownHostsFile());
      Checkout checkout =
          Checkout.open(origin, settings.stateFolder().resolve("git"), console::warn);
      return new Repository(origin, checkout, console);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(e.getMessage(), e);
    } catch (IOException e) {
      throw new CannotStart(
          "the repository cannot be copied here: %s; set PRESSROOM_STATE to a folder that the builder may write to"
              .formatted(Console.reason(e)),
          e);
    }
  }

  Path site() {
    return checkout.site();
  }

  Checkout checkout() {
    return checkout;
  }

  /** From here on the loop builds what is new. */
  void follow(BuildLoop loop, Consumer<Boolean> looked) {
    this.loop = Optional.of(loop);
    Follower started = new Follower(origin, checkout, new Telling(loop, looked));
    follower = Optional.of(started);
    started.look();
  }

  void look() {
    follower.ifPresent(Follower::look);
  }

  void request(String cause, Optional<String> ref, Runnable settled, Consumer<String> refused) {
    follower
        .orElseThrow()
        .request(
            ref,
            new Follower.Answer() {
              @Override
              public void fetched(Commit commit) {
                loop.orElseThrow().request(cause, Change.all(), settled);
              }

              @Override
              public void refused(Problem problem) {
                refused.accept(problem.toString());
              }
            });
  }

  Follower.Status status() {
    return follower
        .map(Follower::status)
        .orElseGet(
            () -> new Follower.Status(checkout.fetched(), Optional.empty(), Optional.empty()));
  }

  /** Fetches no more. */
  void stop() {
    follower.ifPresent(Follower::close);
  }

  void close() {
    checkout.close();
  }

  /** What a person is told, and what is built. */
  private final class Telling implements Follower.Listener {
    private final BuildLoop loop;
    private final Consumer<Boolean> looked;

    Telling(BuildLoop loop, Consumer<Boolean> looked) {
      this.loop = loop;
      this.looked = looked;
    }

    @Override
    public void looked(boolean answered) {
      looked.accept(answered);
    }

    @Override
    public void fetched(Commit commit) {
      loop.request("%s (%s)".formatted(commit, commit.subject()), Change.nothing(), () -> {});
    }

    @Override
    public void failed(Problem problem, Duration retry) {
      console.error(
          "%s; next attempt in %d s, and then ever less often"
              .formatted(problem, retry.toSeconds()));
    }

    @Override
    public void recovered() {
      console.line("the repository answers again");
    }
  }
}
