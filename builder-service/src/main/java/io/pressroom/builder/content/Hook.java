package io.pressroom.builder.content;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program of the author's that runs before or after a build, as {@code site.yaml} names it.
 *
 * @param run the program and its arguments; no shell is between
 * @param folder {@code in}: where it runs, relative to the site folder; empty for that itself
 * @param reads files or folders, relative to the site folder: it runs when one of them changed;
 *     empty for the whole site
 * @param writes files or folders, relative to the site folder, that it makes: what changes there is
 *     its doing, and no reason to run it
 * @param timeLimit {@code time-limit}: when it is stopped
 * @param environment more of its environment
 * @param line where it is in {@code site.yaml}
 * @param column where it is in {@code site.yaml}
 */
public record Hook(
    List<String> run,
    String folder,
    List<String> reads,
    List<String> writes,
    Duration timeLimit,
    Map<String, String> environment,
    int line,
    int column) {

  static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(1);

  /** The hooks of a site, in the order in which they run. */
  public record Hooks(List<Hook> before, List<Hook> after) {
    public static final Hooks NONE = new Hooks(List.of(), List.of());

    public Hooks {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    public boolean isEmpty() {
      return before.isEmpty() && after.isEmpty();
    }
  }

  public Hook {
    run = List.copyOf(run);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    environment = Frozen.map(new TreeMap<>(environment));
  }

  /** The command, for a person. */
  public String name() {
    String words = String.join(" ", run).replaceAll("\\s+", " ");
    return words.length() > 60 ? words.substring(0, 59) + "…" : words;
  }
}
