package io.pressroom.server;

import io.pressroom.server.follow.Switch;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logging.Logger;

/**
 * The one way in which this process stops: by a signal, by a message, because a process it belongs
 * to is gone. Nothing that a server does needs to be finished, so it does not wait: open streams
 * are closed, responses in flight get the short time that {@code quarkus.shutdown.timeout} says,
 * and a second signal ends it at once.
 */
final class Stop implements Switch {

  /** The process has one end, and signals arrive before there are beans. */
  static final Stop OF_THIS_PROCESS = new Stop();

  /** If stopping ever hangs, this ends it: longer than responses in flight are waited for. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static final int EXIT_FORCED = 130;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<Runnable> first = new CopyOnWriteArrayList<>();
  private volatile boolean started;

  private Stop() {}

  /** Has signals stop the process. */
  void onSignals() {
    Signals.handle(
        name -> {
          if (stopping.get()) {
            Runtime.getRuntime().halt(EXIT_FORCED);
          }
          off(name);
        });
  }

  /** Has the end of another process stop this one. */
  void whenEnds(long pid) {
    ProcessHandle.of(pid)
        .ifPresentOrElse(
            process ->
                Thread.ofVirtual()
                    .start(
                        () -> {
                          process.onExit().join();
                          off("process " + pid + " ended");
                        }),
            () -> off("process " + pid + " is not there"));
  }

  /** Has {@code action} run before anything else stops. */
  void first(Runnable action) {
    first.add(action);
  }

  /** Says that the application is up, so that it is to be taken down properly. */
  void started() {
    started = true;
  }

  boolean isStopping() {
    return stopping.get();
  }

  @Override
  public void off(String why) {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    if (!started) {
      // Half started there is nothing to take down, and no order to take it down in.
      Runtime.getRuntime().halt(0);
    }
    Logger.getLogger(Stop.class).infof("Stopping: %s", why);
    sayNoMore();
    Thread.ofPlatform().daemon().name("stop-watchdog").start(Stop::haltAfterAll);
    first.forEach(Runnable::run);
    Quarkus.asyncExit(0);
  }

  /**
   * What libraries say while they are taken down is for nobody: that the others are gone already,
   * with stack traces. Nothing that a server does has to be finished, so nothing can be lost.
   */
  static void sayNoMore() {
    for (Handler handler : java.util.logging.Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.OFF);
    }
  }

  private static void haltAfterAll() {
    try {
      TimeUnit.NANOSECONDS.sleep(LONGEST.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
