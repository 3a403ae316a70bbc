package io.pressroom.builder;

import io.pressroom.builder.announce.Announcer;
import io.pressroom.builder.command.Console;
import io.pressroom.builder.fetch.Follower;
import io.pressroom.builder.plan.RecordFile;
import io.pressroom.builder.publish.Publisher;
import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.ChangeQueue;
import io.pressroom.builder.watch.ContentWatcher;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ResumeRequested;
import io.pressroom.message.Message.RollbackRequested;
import io.pressroom.store.DamagedStoreException;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreLockedException;
import io.pressroom.store.StoreWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.security.sasl.SaslException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the builder's parts in their order, and stops them in the order that loses nothing. */
@ApplicationScoped
class Service {

  private static final int FIRST = 1;
  private static final int AFTER_THE_CHANNELS = 100_000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final Duration FOR_THE_LAST_BROKER = Duration.ofSeconds(30);

  private final OperatorSettings settings;
  private final Console console;
  private final Shutdown shutdown;
  private final Metrics metrics;
  private final Announcer announcer;
  private final ChangeQueue changes;
  private final EmbeddedBroker broker;
  private StoreWriter store;
  private RecordFile recordFile;
  private Press press;
  private BuildLoop loop;
  private Optional<ContentWatcher> watcher = Optional.empty();
  private Optional<Repository> repository = Optional.empty();

  Service(OperatorSettings settings, Console console, Shutdown shutdown, Metrics metrics) {
    WrongSetting.refuse(settings);
    this.settings = settings;
    this.console = console;
    this.shutdown = shutdown;
    this.metrics = metrics;
    this.announcer = new Announcer(Clock.systemUTC(), new TellingOfTheBroker());
    this.changes = new ChangeQueue(settings.watch().quiet(), settings.watch().bound());
    this.broker =
        new EmbeddedBroker(
            settings.stateFolder().resolveSibling("broker"),
            settings.broker().host(),
            settings.broker().port());
  }

  /** The first build runs while the broker and the channels start. */
  void start(@Observes @Priority(FIRST) StartupEvent event) {
    ConfigProvider.getConfig()
        .getOptionalValue("quarkus.management.port", Integer.class)
        .ifPresent(port -> WrongSetting.port(0, port, "QUARKUS_MANAGEMENT_PORT"));
    if (settings.git().url().isEmpty()) {
      requireSite(settings.site().toAbsolutePath().normalize());
    }
    store = openStore();
    // Only now: whoever has the store has the copy of the repository too.
    repository = settings.git().url().map(url -> Repository.open(url, settings, console));
    Path site =
        repository.map(Repository::site).orElse(settings.site().toAbsolutePath().normalize());
    recordFile =
        new RecordFile(stateFolder().resolve("record"), site.toString(), this::notRecorded);
    press =
        new Press(
            settings,
            site,
            repository.map(Repository::checkout),
            changes::rest,
            recordFile,
            stateFolder(),
            new Publisher(store),
            announcer,
            console,
            Clock.systemUTC(),
            metrics::built);
    loop = new BuildLoop(press, changes, console, Clock.systemUTC());
    shutdown.covers(new Draining());
    if (repository.isEmpty()) {
      watcher = Optional.of(watch(site));
    }
    held()
        .ifPresent(
            release -> {
              metrics.held(true);
              console.warn(
                  "release %s is held live; what is built waits until it is let go: ./pressroom rollback --resume"
                      .formatted(release));
            });
    loop.start();
    repository.ifPresent(it -> it.follow(loop, metrics::fetched));
    settings.parentPid().ifPresent(this::endWith);
    if (settings.broker().embedded()) {
      // Of a builder that this one follows, the broker is the last to end.
      broker.start(settings.standby() ? FOR_THE_LAST_BROKER : Duration.ZERO);
    }
  }

  private static void requireSite(Path site) {
    if (!Files.isDirectory(site)) {
      throw new CannotStart(
          "there is no folder %s; set PRESSROOM_SITE to the folder of the site, or PRESSROOM_GIT_URL to its repository"
              .formatted(site));
    }
  }

  private StoreWriter openStore() {
    boolean waiting = false;
    while (true) {
      try {
        return StoreWriter.open(settings.storeFolder());
      } catch (StoreLockedException e) {
        if (!settings.standby()) {
          throw new CannotStart(Console.reason(e), e);
        }
        if (!waiting) {
          console.line("waiting until it can take over: " + Console.reason(e));
        }
        waiting = true;
      } catch (IOException e) {
        throw new CannotStart(Console.reason(e), e);
      }
      // Nothing else runs yet: no request is taken that the other one could serve, and a signal
      // ends the process at once.
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private Path stateFolder() {
    try {
      return Files.createDirectories(settings.stateFolder());
    } catch (IOException e) {
      throw new CannotStart(
          "the builder's memory cannot be kept: %s; set PRESSROOM_STATE to a folder it may write to"
              .formatted(Console.reason(e)),
          e);
    }
  }

  private void notRecorded(IOException e) {
    console.warn(
        "what this build was made from is not written down, so the next start renders more: "
            + Console.reason(e));
  }

  void connect(@Observes @Priority(AFTER_THE_CHANNELS) StartupEvent event, Events events) {
    announcer.connect(events);
    metrics.unconfirmed(announcer::unconfirmed);
    loop.started();
  }

  private ContentWatcher watch(Path site) {
    try {
      ContentWatcher started =
          ContentWatcher.start(
              site, settings.watch().mode(), settings.watch().pollEvery(), changes::offer);
      started.fallback().ifPresent(console::warn);
      return started;
    } catch (IOException e) {
      throw new CannotStart(
          "the site cannot be watched: " + Console.reason(e) + "; set PRESSROOM_WATCH_MODE=poll",
          e);
    }
  }

  private void endWith(long parent) {
    var _ =
        ProcessHandle.of(parent)
            .map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null))
            .thenRun(() -> shutdown.request("the launcher has ended"));
  }

  /**
   * Events of a file system can get lost; what is on the disk cannot. A save waits for none of it.
   */
  @Scheduled(
      every = "${pressroom.reconcile-every}",
      delayed = "${pressroom.reconcile-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void reconcile() {
    if (hasBuilt()) { // the first build looks at everything
      Change found = press.look();
      if (!found.isEmpty()) {
        changes.offer(found);
      }
      loop.tidyLater();
    }
  }

  /** A repository tells nobody that it has something new. */
  @Scheduled(
      every = "${pressroom.git.poll}",
      delayed = "${pressroom.git.poll}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    repository.ifPresent(Repository::look);
  }

  /**
   * Asks for a build of everything, and where the site is in a repository, of what is new there.
   *
   * @param settled is run once such a build is published
   * @param refused is run where what is asked for cannot be had, ever
   */
  void request(RebuildRequested request, Runnable settled, Consumer<String> refused) {
    String cause = "asked for by " + request.cause();
    if (repository.isPresent()) {
      repository.get().request(cause, request.gitRef(), settled, refused);
      return;
    }
    request
        .gitRef()
        .ifPresent(
            ref ->
                console.warn(
                    "\"%s\" is not followed: the site is in a folder; PRESSROOM_GIT_URL is for one in git"
                        .formatted(ref)));
    loop.request(cause, Change.all(), settled);
  }

  /**
   * Makes an older release live and holds it there.
   *
   * @param settled is run once that is done
   * @param refused is run where the store does not have it
   */
  void request(RollbackRequested request, Runnable settled, Consumer<String> refused) {
    loop.between(
        () -> {
          try {
            press.rollBack(request.release(), request.cause());
            metrics.held(true);
            settled.run();
          } catch (DamagedStoreException e) {
            refused.accept(
                "Not rolled back: %s (./pressroom releases lists what can be)"
                    .formatted(e.getMessage()));
          }
        });
  }

  /**
   * Lets go the release that is held.
   *
   * @param settled is run once what the content is now is live
   */
  void request(ResumeRequested request, Runnable settled) {
    loop.between(
        () -> {
          press.resume(request.cause());
          metrics.held(false);
          loop.request("resumed by " + request.cause(), Change.nothing(), settled);
        });
  }

  /** The release that is held live, for a person. */
  Optional<String> held() {
    try {
      return store == null ? Optional.empty() : store.reader().held().map(ReleaseId::value);
    } catch (IOException e) {
      return Optional.of(Console.reason(e));
    }
  }

  /** What was fetched, where the site is in a repository. */
  Optional<Follower.Status> fetched() {
    return repository.map(Repository::status);
  }

  boolean hasBuilt() {
    return loop != null && loop.hasBuilt();
  }

  boolean isAlive() {
    return loop != null && !loop.hasEnded();
  }

  int unconfirmed() {
    return announcer.unconfirmed();
  }

  /** The one hook in which the framework lets a build end and its message be confirmed. */
  void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
    if (loop == null) {
      return;
    }
    repository.ifPresent(Repository::stop);
    loop.stop();
    if (!loop.awaitEnd(settings.drain().timeout())) {
      console.error(
          "the build did not end within %d s and is dropped; the live release stays"
              .formatted(settings.drain().timeout().toSeconds()));
      Runtime.getRuntime().halt(1);
    }
    if (!announcer.drain(settings.announce().timeout())) {
      console.warn(
          "the broker did not confirm the last announcement within %d s; servers find the release in the store"
              .formatted(settings.announce().timeout().toSeconds()));
    }
    close();
  }

  private void close() {
    watcher.ifPresent(ContentWatcher::close);
    repository.ifPresent(Repository::close);
    press.remember();
    recordFile.close();
    try {
      store.close();
    } catch (IOException e) {
      console.warn("the release store was not given back in order: " + Console.reason(e));
    }
  }

  /** After everything that uses it. */
  void stopBroker(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    broker.stop();
  }

  private final class TellingOfTheBroker implements Announcer.Listener {
    @Override
    public void failed(Throwable why) {
      console.warn(
          "%s: %s; what is built goes live all the same, and requests wait until it takes us"
              .formatted(
                  why instanceof SaslException
                      ? "the broker at %s:%d refuses this user (PRESSROOM_BROKER_USERNAME, _PASSWORD)"
                          .formatted(settings.broker().host(), settings.broker().port())
                      : "the broker at %s:%d cannot be used"
                          .formatted(settings.broker().host(), settings.broker().port()),
                  why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage()));
    }

    @Override
    public void recovered() {
      console.line("the broker is back");
    }
  }

  private final class Draining implements Shutdown.Work {
    @Override
    public void stop() {
      loop.stop();
    }

    @Override
    public String unfinished() {
      if (!loop.isBuilding()) {
        return "";
      }
      String progress = press.progress();
      return "the build that runs%s, for at most %d s"
          .formatted(
              progress.isEmpty() ? "" : " (" + progress + ")",
              settings.drain().timeout().toSeconds());
    }
  }
}
