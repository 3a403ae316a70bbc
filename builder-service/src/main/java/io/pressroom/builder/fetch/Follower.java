package io.pressroom.builder.fetch;

import io.pressroom.message.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Follows a repository: fetches when it is told to look and when somebody asks, and after a failure
 * again and again, ever less often. On a thread of its own, so that a network that is slow or gone
 * holds up neither a build nor a stop.
 */
public final class Follower implements AutoCloseable {

  /** What a follower tells, on its thread. */
  public interface Listener {
    /** The repository was asked, and answered or did not. */
    void looked(boolean answered);

    /** There is something new to build. */
    void fetched(Commit commit);

    /**
     * An attempt failed, in another way than the one before.
     *
     * @param retry the next one comes no later than that
     */
    void failed(Problem problem, Duration retry);

    /** An attempt succeeded after others had failed. */
    void recovered();
  }

  /** What became of a request; for the follower's thread. */
  public interface Answer {
    /** What was asked for is there to be built. */
    void fetched(Commit commit);

    /** The repository has nothing of that name; what was followed before is followed still. */
    void refused(Problem problem);
  }

  /**
   * How things stand.
   *
   * @param commit what was fetched last
   * @param problem why it may not be the newest
   * @param ref what somebody asked to follow in place of what is set
   */
  public record Status(Optional<Commit> commit, Optional<Problem> problem, Optional<String> ref) {}

  private record Request(Optional<String> ref, Answer answer) {}

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  private final Checkout checkout;
  private final Remote remote;
  private final Listener listener;
  private final ScheduledExecutorService thread;

  private final Deque<Request> requests = new ArrayDeque<>(); // guarded by this
  private boolean looking; // guarded by this: a look waits to be made
  private volatile Optional<Problem> problem = Optional.empty();
  private Duration pause = FIRST_RETRY; // of the thread, as are the two below
  private Duration waits = FIRST_RETRY; // the pause before the next attempt
  private Optional<Future<?>> retry = Optional.empty();

  public Follower(Origin origin, Checkout checkout, Listener listener) {
    this(
        origin,
        checkout,
        listener,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pressroom-fetch").factory()));
  }

  /**
   * One that works on that thread.
   *
   * @param thread is shut down with it
   */
  Follower(Origin origin, Checkout checkout, Listener listener, ScheduledExecutorService thread) {
    this.thread = thread;
    this.checkout = checkout;
    this.remote = new Remote(origin, checkout);
    this.listener = listener;
  }

  /** Looks for something new, unless the next attempt after a failure will. Returns at once. */
  public void look() {
    if (problem.isEmpty()) {
      lookNow();
    }
  }

  /**
   * Fetches now.
   *
   * @param ref the branch, tag or commit to follow from here on; where empty, what is followed
   * @param answer is told once; never where the process ends before, or the repository stays away
   */
  public void request(Optional<String> ref, Answer answer) {
    synchronized (this) {
      requests.add(new Request(ref.filter(name -> !name.isBlank()), answer));
    }
    lookNow();
  }

  /** How things stand. */
  public Status status() {
    return new Status(checkout.fetched(), problem, checkout.followed());
  }

  private synchronized void lookNow() {
    if (!looking && !thread.isShutdown()) {
      looking = true;
      thread.execute(this::run);
    }
  }

  /** Requests that come while it looks get a look of their own: theirs may be newer. */
  private void run() {
    Deque<Request> waiting = takeAll();
    try {
      boolean looked = false;
      while (!waiting.isEmpty()) {
        looked |= serve(waiting.peek(), looked);
        waiting.remove();
      }
      if (!looked) {
        fetch(checkout.followed());
      }
      succeeded();
    } catch (NotFetchedException e) {
      putBack(waiting);
      failed(e.problem());
    } catch (RuntimeException | Error e) {
      putBack(waiting);
      failed(Problem.of("Content not fetched", "a fault of the builder: " + e));
    }
  }

  /**
   * Answers one request. Those that wait for the same get one look.
   *
   * @param looked whether what is followed was just looked at
   * @return whether it is now
   */
  private boolean serve(Request request, boolean looked) throws NotFetchedException {
    boolean look = request.ref().isPresent() || !looked;
    try {
      Commit commit =
          look
              ? fetch(request.ref().or(checkout::followed))
              : checkout.fetched().orElseThrow(IllegalStateException::new);
      request.answer().fetched(commit);
      return true;
    } catch (NotFetchedException e) {
      if (!e.isRefUnknown()) {
        throw e;
      }
      request.answer().refused(e.problem());
      return false;
    }
  }

  private synchronized Deque<Request> takeAll() {
    looking = false;
    Deque<Request> all = new ArrayDeque<>(requests);
    requests.clear();
    return all;
  }

  private synchronized void putBack(Deque<Request> waiting) {
    waiting.addAll(requests);
    requests.clear();
    requests.addAll(waiting);
  }

  private Commit fetch(Optional<String> ref) throws NotFetchedException {
    Optional<Commit> before = checkout.fetched();
    Commit commit = remote.fetch(ref);
    if (!before.map(Commit::id).equals(Optional.of(commit.id()))) {
      listener.fetched(commit);
    }
    return commit;
  }

  private void succeeded() {
    listener.looked(true);
    pause = FIRST_RETRY;
    retry.ifPresent(next -> next.cancel(false));
    if (problem.isPresent()) {
      problem = Optional.empty();
      listener.recovered();
    }
  }

  private void failed(Problem now) {
    if (thread.isShutdown()) {
      return; // it was cut off
    }
    listener.looked(false);
    boolean isNew = !problem.equals(Optional.of(now));
    problem = Optional.of(now);
    // One that waits already, as where this attempt was asked for, is not joined by another.
    if (retry.filter(next -> !next.isDone()).isEmpty()) {
      retry = Optional.of(thread.schedule(this::lookNow, pause.toMillis(), TimeUnit.MILLISECONDS));
      waits = pause;
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }
    if (isNew) {
      listener.failed(now, waits);
    }
  }

  /** Ends at once; a fetch that runs is cut off, which costs nothing. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
