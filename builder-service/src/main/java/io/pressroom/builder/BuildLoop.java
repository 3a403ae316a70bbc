package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.ChangeQueue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The builder's heart: one thread that builds, and what wakes it: a change of the content, a
 * request, a moment at which the site changes by itself (a post's date, an expiry), a stop. Nobody
 * else builds, so there is never more than one build.
 */
final class BuildLoop {

  /** What the loop drives. */
  interface Builds {

    /**
     * Makes the live release what the content says now. Bad content is no failure.
     *
     * @param change where the content may differ from what the last build read
     * @param cause why, for a person; empty where it is the change
     * @throws IOException where the world does not let it: a full disk, a store that is gone. The
     *     live release stays, and a later call may succeed.
     */
    void build(Change change, Optional<String> cause) throws IOException, InterruptedException;

    /** Whether what is live is what the content says now, as far as a glance can tell. */
    default boolean isCurrent() {
      return false;
    }

    /** Whether there is content to build from. */
    default boolean hasContent() {
      return true;
    }

    /** When the site changes next though nobody touches the content. */
    Optional<Instant> nextChange();

    /** Does what can wait until there is no build to do. */
    void settle() throws IOException;

    /**
     * Does a little of what a save makes a build do, and drops what comes of it, so that the first
     * saves find code that is compiled.
     *
     * @param number of the rehearsal, from 0
     * @return whether there is more to rehearse
     */
    boolean rehearse(int number) throws IOException, InterruptedException;
  }

  /** How long a first build that only makes sure waits for the rest of the start, at most. */
  private static final Duration LONGEST_START = Duration.ofSeconds(5);

  /** Bounds what a clock that was set, or a machine that slept, can delay a post's date by. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration QUIET_BEFORE_SETTLING = Duration.ofMillis(500);

  /** It may never be quiet: a look at a large site may take longer than it is to the next one. */
  static final int MOST_UNSETTLED = 100;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  /** What all rehearsals may take together. */
  private static final Duration MOST_FOR_REHEARSALS = Duration.ofSeconds(10);

  /** A save waits for the one that runs: where one takes longer, it is the last. */
  private static final Duration MOST_FOR_A_REHEARSAL = Duration.ofMillis(500);

  /** What has to be done between two builds. */
  interface Task {
    /**
     * Does it.
     *
     * @throws IOException where the world does not let it; it is tried again
     */
    void run() throws IOException;
  }

  private record Request(String cause, Change change, Runnable settled) {}

  private final Builds builds;
  private final ChangeQueue changes;
  private final Console console;
  private final Clock clock;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean building;
  private volatile boolean built;

  private int rehearsals;
  private long rehearsed; // in nanoseconds
  private boolean toRehearse = true;

  /** How many builds have left something to tidy up. */
  private int unsettled;

  BuildLoop(Builds builds, ChangeQueue changes, Console console, Clock clock) {
    this.builds = builds;
    this.changes = changes;
    this.console = console;
    this.clock = clock;
  }

  /** Starts the thread, which begins with a build of everything, once there is content. */
  void start() {
    Thread.ofPlatform().name("build").start(this::run);
  }

  /**
   * Asks for a build. Requests that wait at the same time get one build.
   *
   * @param cause who or what asks, for a person
   * @param change where to look
   * @param settled is run once such a build is published; never where the process ends before
   */
  void request(String cause, Change change, Runnable settled) {
    requests.add(new Request(cause, change, settled));
    changes.offer(Change.nothing());
  }

  /** Has something done as soon as no build runs. */
  void between(Task task) {
    tasks.add(task);
    changes.offer(Change.nothing());
  }

  /** Has what builds leave tidied up once it is quiet, as there is more of it with time. */
  void tidyLater() {
    between(() -> unsettled++);
  }

  /** Tells the loop that all else has started: a first build that waits for that begins. */
  void started() {
    changes.offer(Change.nothing());
  }

  /** Ends the loop once the build that runs, if one does, is done. Returns at once. */
  void stop() {
    stopping = true;
    changes.offer(Change.nothing());
  }

  /** Waits for the end of the loop, and says whether it came within that time. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether a build runs. */
  boolean isBuilding() {
    return building;
  }

  /** Whether a build has succeeded since the start, or a glance said that none was needed. */
  boolean hasBuilt() {
    return built;
  }

  /** Whether the thread has ended: after a stop. */
  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopping && !builds.hasContent()) {
        var _ = changes.poll(LONGEST_WAIT); // who brings it asks for a build
        doTasks();
      }
      if (builds.isCurrent()) {
        // Ready, then. The build, which makes sure, leaves the processor to the rest of the start.
        built = true;
        var _ = changes.poll(LONGEST_START);
      }
      build(Change.all(), Optional.of("start"));
      while (!stopping) {
        next();
      }
      // Not settled: a stop waits for nothing that the next start can do as well.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Waits for the next thing to do, and does it. */
  private void next() throws InterruptedException {
    Optional<Change> change = changes.poll(QUIET_BEFORE_SETTLING);
    if (!stopping && unsettled > (change.isEmpty() ? 0 : MOST_UNSETTLED - 1)) {
      settle();
      unsettled = 0;
    }
    if (change.isEmpty() && !stopping) {
      change = rehearse();
      if (change.isEmpty()) {
        change = changes.poll(untilNextChange());
      }
    }
    if (stopping) {
      return;
    }
    doTasks();
    boolean due = untilNextChange().isZero();
    Change toLookAt = change.orElse(Change.nothing());
    if (due || !toLookAt.isEmpty() || !requests.isEmpty()) {
      build(toLookAt, due ? Optional.of("the date of a page") : Optional.empty());
    }
  }

  /** As long as nothing else is to be done, and once. Returns what then is. */
  private Optional<Change> rehearse() throws InterruptedException {
    Optional<Change> change = Optional.empty();
    while (toRehearse && change.isEmpty()) {
      long begun = System.nanoTime();
      try {
        toRehearse = builds.rehearse(rehearsals++);
      } catch (IOException | RuntimeException | Error e) {
        toRehearse = false; // a build meets it too, and tells it
      }
      long took = System.nanoTime() - begun;
      rehearsed += took;
      toRehearse &=
          took < MOST_FOR_A_REHEARSAL.toNanos() && rehearsed < MOST_FOR_REHEARSALS.toNanos();
      change = changes.poll(Duration.ZERO);
    }
    return change;
  }

  private Duration untilNextChange() {
    return builds
        .nextChange()
        .map(moment -> Duration.between(clock.instant(), moment))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT);
  }

  /** Builds until it succeeds, or a stop comes. */
  private void build(Change first, Optional<String> why) throws InterruptedException {
    Change change = first;
    Duration pause = FIRST_RETRY;
    while (!stopping) {
      doTasks();
      List<Request> served = new ArrayList<>();
      for (Request request = requests.poll(); request != null; request = requests.poll()) {
        served.add(request);
        change = change.and(request.change());
      }
      building = true;
      Optional<Duration> retry =
          attempt(change, served.isEmpty() ? why : Optional.of(causes(served)), pause);
      building = false;
      unsettled++;
      if (retry.isEmpty()) {
        served.forEach(request -> request.settled().run());
        built = true;
        return;
      }
      requests.addAll(served);
      change = change.and(changes.poll(retry.get()).orElse(Change.nothing()));
      pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
    }
  }

  /** Returns when to try again, where it did not succeed. */
  private Optional<Duration> attempt(Change change, Optional<String> cause, Duration pause)
      throws InterruptedException {
    try {
      builds.build(change, cause);
      return Optional.empty();
    } catch (IOException e) {
      console.error(
          "not published: %s; the live release stays; next attempt in %d s"
              .formatted(Console.reason(e), pause.toSeconds()));
      return Optional.of(pause);
    } catch (RuntimeException | Error e) {
      // Ours to mend. The same content would most likely meet it again, so what helps is an edit.
      console.fault("not published, by a fault of the builder; the live release stays", e);
      return Optional.of(LAST_RETRY);
    }
  }

  private void doTasks() {
    for (Task task = tasks.peek(); task != null && !stopping; task = tasks.peek()) {
      try {
        task.run();
      } catch (IOException e) {
        console.error("not done: %s; it is tried again".formatted(Console.reason(e)));
        return;
      } catch (RuntimeException | Error e) {
        console.fault("not done, by a fault of the builder", e);
      }
      tasks.remove();
    }
  }

  private void settle() {
    try {
      builds.settle();
    } catch (IOException e) {
      console.warn("not tidied up: " + Console.reason(e));
    } catch (RuntimeException | Error e) {
      console.fault("not tidied up, by a fault of the builder", e);
    }
  }

  private static String causes(List<Request> served) {
    String first = served.getFirst().cause();
    return served.size() == 1 ? first : "%s and %d more".formatted(first, served.size() - 1);
  }
}
