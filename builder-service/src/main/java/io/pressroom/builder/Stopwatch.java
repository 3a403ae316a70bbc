package io.pressroom.builder;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the stages of a build take, one after the other; one that comes again adds up. */
final class Stopwatch {

  private final long start = System.nanoTime();
  private final Map<String, Duration> stages = new LinkedHashMap<>();
  private long lap = start;

  /** A stage has ended, and the next begins. */
  void lap(String stage) {
    long now = System.nanoTime();
    stages.merge(stage, Duration.ofNanos(now - lap), Duration::plus);
    lap = now;
  }

  /** From the start to the end of the last stage. */
  Duration took() {
    return Duration.ofNanos(lap - start);
  }

  /** Such as {@code read 3, plan 1, render 9, quiet 7, publish 4}, in milliseconds. */
  String stages() {
    return stages.entrySet().stream()
        .map(stage -> stage.getKey() + " " + stage.getValue().toMillis())
        .collect(joining(", "));
  }
}
