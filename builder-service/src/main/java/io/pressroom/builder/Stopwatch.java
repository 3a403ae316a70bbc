package io.pressroom.builder;

import java.time.Duration;

/** How long the stages of a build take, one after the other. */
final class Stopwatch {

  private final long start = System.nanoTime();
  private final StringBuilder stages = new StringBuilder();
  private long lap = start;

  /** A stage has ended, and the next begins. */
  void lap(String stage) {
    long now = System.nanoTime();
    stages
        .append(stages.isEmpty() ? "" : ", ")
        .append(stage)
        .append(' ')
        .append(Duration.ofNanos(now - lap).toMillis());
    lap = now;
  }

  /** From the start to the end of the last stage. */
  Duration took() {
    return Duration.ofNanos(lap - start);
  }

  /** Such as {@code read 3, plan 1, render 9, publish 4}, in milliseconds. */
  String stages() {
    return stages.toString();
  }
}
