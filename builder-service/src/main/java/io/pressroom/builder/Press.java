package io.pressroom.builder;

import io.pressroom.builder.announce.Announcer;
import io.pressroom.builder.command.Console;
import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.fetch.Checkout;
import io.pressroom.builder.hook.HookRunner;
import io.pressroom.builder.plan.BuildRecord;
import io.pressroom.builder.plan.Outcome;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Planner;
import io.pressroom.builder.plan.RecordFile;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.Step;
import io.pressroom.builder.plan.Upcoming;
import io.pressroom.builder.publish.Published;
import io.pressroom.builder.publish.Publisher;
import io.pressroom.builder.render.DefaultTheme;
import io.pressroom.builder.render.ObjectSink;
import io.pressroom.builder.render.Progress;
import io.pressroom.builder.render.Renderer;
import io.pressroom.builder.watch.Change;
import io.pressroom.memory.Heap;
import io.pressroom.message.Changes;
import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Problem;
import io.pressroom.store.DamagedStoreException;
import io.pressroom.store.Digest;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.Retention;
import io.pressroom.store.Staged;
import io.pressroom.store.Staging;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The stages of a build in their order: content, plan, render, publish, announce. What was built
 * last is a value that it keeps and hands to the next plan. For the one thread of the {@link
 * BuildLoop}.
 */
final class Press implements BuildLoop.Builds {

  /** For a plan that makes nothing. */
  private static final ObjectSink NOTHING =
      new ObjectSink() {
        @Override
        public Digest put(OutputPath path, byte[] bytes) {
          throw new IllegalStateException("nothing was to be made");
        }

        @Override
        public Staged put(OutputPath path, Path file) {
          throw new IllegalStateException("nothing was to be made: " + file);
        }
      };

  /** For a rehearsal. */
  private static final ObjectSink DROPPED =
      new ObjectSink() {
        @Override
        public Digest put(OutputPath path, byte[] bytes) {
          return Digest.of(bytes);
        }

        @Override
        public Staged put(OutputPath path, Path file) {
          throw new IllegalStateException("a rehearsal copies nothing: " + file);
        }
      };

  /** What makes one build of a burst of changes. */
  @FunctionalInterface
  interface Burst {
    /**
     * Waits until it is over.
     *
     * @return what has changed since the build was asked for; nothing where the build is to go on
     */
    Change rest() throws InterruptedException;
  }

  /**
   * One look at the content.
   *
   * @param change where it was looked
   * @param problems what the author of the site's hooks should know
   */
  private record Pass(Snapshot snapshot, Change change, List<Problem> problems, Plan plan) {}

  /**
   * What came of one build.
   *
   * @param pass the last one
   * @param steps of all passes
   * @param kept how many outputs stayed as they were
   * @param dropped how many outputs are gone
   * @param published empty where nothing was
   */
  private record Made(
      Pass pass,
      List<Step> steps,
      int kept,
      int dropped,
      Outcome outcome,
      Optional<Published> published) {}

  /** A hook before a build has failed: there must be no build. */
  private static final class HookFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Snapshot snapshot;
    private final transient Problem problem;

    HookFailedException(Snapshot snapshot, Problem problem) {
      super(problem.title());
      this.snapshot = snapshot;
      this.problem = problem;
    }
  }

  /** Enough for the compiler to take notice; about a second of a processor for all of them. */
  private static final int REHEARSED_SAVES = 60;

  private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(250);

  /** Bytes that builds may leave behind before it is worth a pause. */
  private static final long SLACK = 64L << 20;

  private final OperatorSettings settings;
  private final Optional<Checkout> checkout;
  private final DefaultTheme theme = DefaultTheme.load();
  private final Burst burst;
  private final ContentReader content;
  private final HookStage hooks;
  private final Renderer renderer;
  private final RecordFile recordFile;
  private final Path standing;
  private final Publisher publisher;
  private final Announcer announcer;
  private final Console console;
  private final Reporter reporter;
  private final Clock clock;
  private final Consumer<Built> listener;
  private final Heap heap = new Heap(SLACK);
  private final String instance = "%08x".formatted(new SecureRandom().nextInt());

  private Last last;

  /** What has changed besides what {@link #build} is told, and is not built yet. */
  private Change taken = Change.nothing();

  private boolean first = true;
  private int builds;
  private volatile String progress = "";

  /**
   * A press for one site.
   *
   * @param site the folder of the site
   * @param checkout what keeps that folder, where the site is in a repository
   * @param burst is asked for what else has changed before anything is published
   * @param state the folder for what a stop leaves to the next start, and for scratch
   */
  Press(
      OperatorSettings settings,
      Path site,
      Optional<Checkout> checkout,
      Burst burst,
      RecordFile recordFile,
      Path state,
      Publisher publisher,
      Announcer announcer,
      Console console,
      Clock clock,
      Consumer<Built> listener) {
    this.settings = settings;
    this.checkout = checkout;
    this.burst = burst;
    this.content = new ContentReader(site);
    this.hooks =
        new HookStage(
            settings.hooks() ? HookRunner.of(site, console::line) : HookRunner.NEVER,
            console,
            settings.baseUrl());
    this.renderer = new Renderer(theme, state);
    this.recordFile = recordFile;
    this.standing = state.resolve("standing");
    this.publisher = publisher;
    this.announcer = announcer;
    this.console = console;
    this.reporter = new Reporter(site, console, settings.explain());
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public void build(Change change, Optional<String> cause)
      throws IOException, InterruptedException {
    if (last == null) {
      RecordFile.Found found = recordFile.load();
      found.fault().ifPresent(fault -> console.warn("building everything anew: " + fault));
      last = Last.of(found.record());
    }
    if (checkout.isPresent()) {
      taken = taken.and(checkout.get().bring());
    }
    try {
      last = build(last, change.and(taken), cause);
    } catch (DamagedStoreException e) {
      // The store lacks what the record says it has. All of it can be made again.
      console.warn("building everything anew: " + e.getMessage());
      first = true;
      last = build(Last.of(BuildRecord.empty()), Change.all(), cause);
    } finally {
      progress = "";
    }
    taken = Change.nothing();
  }

  @Override
  public boolean isCurrent() {
    if (checkout.isPresent()) {
      return false; // what is fetched next is not here to be looked at
    }
    try {
      Optional<Standing> known = Standing.load(standing);
      return known.isPresent()
          && known.get().holdsAt(clock.instant())
          && publisher.isLive(known.get().release())
          && content.glance().map(this::inputs).filter(known.get().inputs()::equals).isPresent();
    } catch (IOException | RuntimeException e) {
      return false; // the build that follows meets it too, and tells it
    }
  }

  /**
   * Finds where there is something to build, as far as can be told without disturbing a build. For
   * any thread.
   */
  Change look() {
    try {
      return checkout.isPresent() ? Change.all() : content.look();
    } catch (IOException e) {
      return Change.all(); // a build meets it too, and tells it
    }
  }

  /** Leaves to the next start what it can tell at a glance by. After the last build. */
  void remember() {
    if (last == null
        || last.snapshot().isEmpty()
        || last.withheld()
        || !last.record().isSettled()
        || !last.snapshot().get().failed().isEmpty()
        || checkout.isPresent()
        || hooks.runAround(last.snapshot().get())) {
      return;
    }
    ReleaseId release = last.manifest().id();
    try {
      Optional<Digest> stamps = content.stamps(last.snapshot().get());
      if (stamps.isPresent() && publisher.isLive(release)) {
        new Standing(release, inputs(stamps.get()), last.at(), last.next().map(Upcoming::at))
            .save(standing);
      }
    } catch (IOException e) {
      console.warn("the next start has to look at every file: " + Console.reason(e));
    }
  }

  /** All that decides what is made, but for the time. */
  private Digest inputs(Digest stamps) {
    return Digest.of(
        String.join(
                "\n",
                stamps.hex(),
                theme.theme().program(),
                settings.baseUrl().map(URI::toString).orElse(""),
                Boolean.toString(settings.drafts()),
                Boolean.toString(settings.hooks()))
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes an older release live and holds it there: what is built from here on waits. To ask for it
   * again changes nothing.
   *
   * @throws DamagedStoreException where the store does not have all of it
   */
  void rollBack(ReleaseId release, String cause) throws IOException {
    Published published = publisher.hold(release);
    console.warn(
        "release %s is held live (%s); what is built waits until it is let go: ./pressroom rollback --resume"
            .formatted(release.shortForm(), cause));
    announcer.announce(
        new ReleasePublished(
            instance + "-" + ++builds,
            release,
            published.parent(),
            published.difference().flatMap(Changes::of),
            0));
  }

  /** Lets go what is held: the next build goes live. */
  void resume(String cause) throws IOException {
    if (publisher.held().isPresent()) {
      console.line("the live release is held no longer (%s)".formatted(cause));
    }
    publisher.resume();
    first = true; // so that it is published, though it may be built already
  }

  private Last build(Last before, Change change, Optional<String> cause)
      throws IOException, InterruptedException {
    try {
      return buildUnlessAHookFails(before, change, cause);
    } catch (HookFailedException e) {
      return notBuilt(before, e.snapshot, e.problem);
    }
  }

  /**
   * Begins at once, and goes over the content again for what else has come until it is quiet. What
   * is published is the content after the burst; most of it is made while nobody knows yet that the
   * burst is over.
   */
  private Last buildUnlessAHookFails(Last before, Change change, Optional<String> cause)
      throws IOException, InterruptedException, HookFailedException {
    var watch = new Stopwatch();
    Instant now = clock.instant();
    boolean asked = cause.isPresent() && change.everything();
    Pass pass = pass(before.snapshot(), before.record(), change, asked, now, watch);
    if (pass.plan().empty()) {
      Change more = rest(watch);
      if (!more.isEmpty()) {
        pass = next(pass, before.record(), more, now, watch);
      }
    }
    if (before.wouldBeWithheld(pass.snapshot(), now) && cause.isEmpty()) {
      return before;
    }

    String buildId = instance + "-" + ++builds;
    if (!pass.plan().empty() || cause.isPresent()) {
      announcer.announce(new BuildStarted(buildId, why(cause, pass)));
    }
    Made made =
        pass.plan().empty() && !first
            ? nothingToMake(pass)
            : make(before.manifest(), pass, buildId, now, watch);
    return conclude(before, made, buildId, cause, asked, now, watch);
  }

  private Made nothingToMake(Pass pass) throws IOException, InterruptedException {
    Outcome outcome = renderer.render(pass.plan(), content.bodies(), NOTHING, Progress.IGNORED);
    return new Made(pass, List.of(), pass.plan().kept(), 0, outcome, Optional.empty());
  }

  /** Renders, goes on until it is quiet, and publishes. */
  private Made make(Manifest before, Pass begun, String buildId, Instant now, Stopwatch watch)
      throws IOException, InterruptedException, HookFailedException {
    List<Step> steps = new ArrayList<>();
    int dropped = 0;
    Manifest manifest = before;
    Pass pass = begun;
    try (Staging staging = publisher.stage()) {
      while (true) {
        Plan plan = pass.plan();
        steps.addAll(plan.render());
        steps.addAll(plan.copy());
        dropped += plan.drop().size();
        Outcome outcome = renderer.render(plan, content.bodies(), sink(staging), progress(buildId));
        manifest = manifest.with(outcome.changed(), outcome.removed());
        watch.lap("render");
        Change more = outcome.settled() ? rest(watch) : Change.nothing();
        if (outcome.settled() && more.isEmpty()) {
          // A site has a home page, whatever it lacks: where nothing is known, nothing is put live.
          Optional<Published> published =
              manifest.size() == 0 || !outcome.publishable()
                  ? Optional.empty()
                  : Optional.of(publisher.publish(staging, manifest));
          watch.lap("publish");
          return new Made(pass, steps, begun.plan().kept(), dropped, outcome, published);
        }
        pass = next(pass, outcome.record(), more, now, watch);
      }
    }
  }

  /** Tells what was made to whom it concerns. */
  private Last conclude(
      Last before,
      Made made,
      String buildId,
      Optional<String> cause,
      boolean asked,
      Instant now,
      Stopwatch watch)
      throws IOException, InterruptedException {
    Pass pass = made.pass();
    Outcome outcome = made.outcome();
    Optional<Published> published = made.published();
    boolean held = publisher.held().isPresent();
    boolean told = published.filter(it -> it.isLive() && (it.isNew() || first)).isPresent();
    List<Problem> problems = new ArrayList<>(outcome.problems());
    problems.addAll(pass.problems());
    if (told) {
      announce(buildId, published.get(), problems);
    }
    boolean withheld = !outcome.publishable();
    if (!withheld) {
      recordFile.save(outcome.record());
    }
    Manifest live = published.map(Published::manifest).orElse(before.manifest());
    if (!held) {
      hooks.after(pass.snapshot(), live, told || asked);
    }
    problems.addAll(hooks.problemsAfter());
    boolean mended = problems.isEmpty() && !before.problems().isEmpty();
    if (mended && !told && !held && live.size() > 0) {
      // Told again, so that nobody shows the problems any longer.
      announce(buildId, stillLive(live), problems);
    }
    if (!problems.isEmpty() && (!problems.equals(before.problems()) || published.isPresent())) {
      announcer.announce(new BuildFailed(buildId, Reporter.some(problems)));
    }
    first = false;
    var built =
        new Built(
            published,
            made.steps(),
            made.dropped(),
            made.kept(),
            problems,
            withheld,
            pass.plan().site().next(),
            watch.took(),
            watch.stages(),
            why(cause, pass));
    reporter.tell(built, before, pass.snapshot().settings().timeZone());
    listener.accept(built);
    return new Last(
        Optional.of(pass.snapshot()),
        now,
        withheld ? before.record() : outcome.record(),
        live,
        problems,
        withheld,
        pass.plan().site().next());
  }

  /** Looks at the content, has the hooks run that are due, and plans. */
  private Pass pass(
      Optional<Snapshot> before,
      BuildRecord record,
      Change change,
      boolean asked,
      Instant now,
      Stopwatch watch)
      throws IOException, InterruptedException, HookFailedException {
    Snapshot snapshot = content.read(before, change);
    Change looked = change;
    watch.lap("read");
    if (hooks.runBefore(snapshot)) {
      Change more = rest(watch); // a program that somebody else wrote is given the whole burst
      snapshot = content.read(Optional.of(snapshot), more);
      looked = looked.and(more);
    }
    HookRunner.Ran ran = hooks.before(snapshot, looked, asked);
    if (ran.failed().isPresent()) {
      throw new HookFailedException(snapshot, ran.failed().get());
    }
    if (!ran.touched().isEmpty()) {
      watch.lap("hooks");
      snapshot = content.read(Optional.of(snapshot), ran.touched());
      watch.lap("read");
    }
    Plan plan = plan(snapshot, record, now);
    watch.lap("plan");
    return new Pass(snapshot, looked, ran.problems(), plan);
  }

  /** Looks again, at what has come since the pass before. */
  private Pass next(Pass before, BuildRecord record, Change more, Instant now, Stopwatch watch)
      throws IOException, InterruptedException, HookFailedException {
    Pass next = pass(Optional.of(before.snapshot()), record, more, false, now, watch);
    return new Pass(
        next.snapshot(), before.change().and(next.change()), next.problems(), next.plan());
  }

  /** What else is to be built; kept until it is, as {@link #build} may fail. */
  private Change rest(Stopwatch watch) throws InterruptedException {
    Change more = burst.rest();
    taken = taken.and(more);
    watch.lap("quiet");
    return more;
  }

  private String why(Optional<String> cause, Pass pass) {
    return cause.orElseGet(() -> reporter.describe(pass.change()));
  }

  /** A hook has failed: what is live stays, and the next change of what the hook reads helps. */
  private Last notBuilt(Last before, Snapshot snapshot, Problem failure) {
    List<Problem> problems = List.of(failure);
    if (!problems.equals(before.problems())) {
      announcer.announce(new BuildFailed(instance + "-" + ++builds, problems));
      console.problems(problems);
      console.error("not built, as a hook failed; the live release stays");
    }
    return new Last(
        Optional.of(snapshot),
        before.at(),
        before.record(),
        before.manifest(),
        problems,
        false,
        before.next().filter(next -> clock.instant().isBefore(next.at())));
  }

  private Plan plan(Snapshot snapshot, BuildRecord record, Instant now) {
    return Planner.plan(record, site(snapshot, record, now));
  }

  private Site site(Snapshot snapshot, BuildRecord record, Instant now) {
    Snapshot atItsAddress = settings.baseUrl().map(snapshot::withBaseUrl).orElse(snapshot);
    return Site.of(atItsAddress, theme.theme(), record, now, settings.drafts());
  }

  private ObjectSink sink(Staging staging) {
    long pause = settings.render().pause().toNanos();
    return new ObjectSink() {
      @Override
      public Digest put(OutputPath path, byte[] bytes) throws IOException {
        LockSupport.parkNanos(pause);
        return staging.put(bytes);
      }

      @Override
      public Staged put(OutputPath path, Path file) throws IOException {
        LockSupport.parkNanos(pause);
        return staging.put(file);
      }
    };
  }

  private Progress progress(String buildId) {
    var lastTold = new AtomicLong(System.nanoTime());
    return (done, total) -> {
      progress = "%,d of %,d outputs".formatted(done, total);
      long told = lastTold.get();
      long now = System.nanoTime();
      if (now - told > BETWEEN_PROGRESS.toNanos() && lastTold.compareAndSet(told, now)) {
        console.progress("rendered " + progress);
        announcer.announce(new BuildProgressed(buildId, done, total));
      }
    };
  }

  private void announce(String buildId, Published published, List<Problem> problems) {
    announcer.announce(
        new ReleasePublished(
            buildId,
            published.release(),
            published.parent(),
            published.difference().flatMap(Changes::of),
            problems.size()));
  }

  private static Published stillLive(Manifest live) {
    return new Published(
        live, Optional.of(live.id()), Optional.of(live.since(live)), Optional.empty());
  }

  /** How far the build that runs is, for a person; empty where none renders. */
  String progress() {
    String hook = hooks.running();
    return hook.isEmpty() ? progress : hook;
  }

  @Override
  public boolean hasContent() {
    return checkout.map(Checkout::fetched).map(Optional::isPresent).orElse(true);
  }

  @Override
  public boolean rehearse(int number) throws IOException, InterruptedException {
    Site site = site(last.snapshot().orElseThrow(), last.record(), clock.instant());
    if (number < REHEARSED_SAVES) {
      renderer.rehearse(
          Planner.rehearsal(last.record(), site, number), content.bodies(), DROPPED, true);
      return true;
    }
    Plan some = Planner.rehearsalOfTemplates(last.record(), site, number - REHEARSED_SAVES);
    renderer.rehearse(some, content.bodies(), DROPPED, false);
    return !some.render().isEmpty();
  }

  @Override
  public Optional<Instant> nextChange() {
    return last.next().map(Upcoming::at);
  }

  @Override
  public void settle() throws IOException {
    publisher.tidy(new Retention(settings.keep().releases(), settings.keep().age()));
    heap.tidy();
  }
}
