package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * What it means to be asked to stop. The first time the process drains: the build that runs is
 * finished, published and announced, and the exit code is 0. A second signal drops that build: what
 * it staged is discarded, the live release stays, and the exit code is 130.
 */
final class Shutdown {

  static final int DROPPED = 130;

  /**
   * Signals that come closer together than a person can press keys are one: {@code timeout} and
   * some supervisors signal a process and then its group.
   */
  static final Duration ECHO = Duration.ofMillis(100);

  /** The work that a stop has to end. */
  interface Work {
    /** Takes nothing new. What runs is finished. Returns at once. */
    void stop();

    /** What the stop now waits for, for a person; empty where it waits for nothing. */
    String unfinished();
  }

  private final Console console;
  private final IntConsumer exit;
  private final IntConsumer halt;
  private final LongSupplier nanos;

  private Optional<Work> work = Optional.empty();
  private boolean requested;
  private boolean signalled;
  private long firstSignal;

  /**
   * @param exit ends the process in order, on a thread of its own
   * @param halt ends the process at once
   */
  Shutdown(Console console, IntConsumer exit, IntConsumer halt, LongSupplier nanos) {
    this.console = console;
    this.exit = exit;
    this.halt = halt;
    this.nanos = nanos;
  }

  /** From here on a stop has this to wait for. */
  synchronized void covers(Work work) {
    this.work = Optional.of(work);
  }

  /** Whether the process was asked to stop. */
  synchronized boolean isRequested() {
    return requested;
  }

  /** A stop signal came. */
  synchronized void signal(String name) {
    long now = nanos.getAsLong();
    if (!signalled) {
      signalled = true;
      firstSignal = now;
      request(name);
    } else if (now - firstSignal > ECHO.toNanos()) {
      console.warn(
          unfinished().isEmpty()
              ? name + " again: ending at once"
              : name + " again: the build is dropped, the live release stays");
      // What it staged, the next start removes.
      halt.accept(DROPPED);
    }
  }

  /**
   * Somebody else asked for a stop: the queue, or the end of the launcher. To ask again changes
   * nothing, since a message may come twice.
   */
  synchronized void request(String reason) {
    if (requested) {
      return;
    }
    requested = true;
    work.ifPresent(Work::stop);
    String unfinished = unfinished();
    console.line(
        unfinished.isEmpty()
            ? "stopping (%s)".formatted(reason)
            : "stopping (%s): waiting for %s; Ctrl-C again drops it, and the live release stays"
                .formatted(reason, unfinished));
    if (work.isPresent()) {
      exit.accept(0);
    } else {
      halt.accept(0); // half started, there is nothing to lose and nothing to take down in order
    }
  }

  private String unfinished() {
    return work.map(Work::unfinished).orElse("");
  }
}
