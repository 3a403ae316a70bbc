package io.pressroom.builder.hook;

import io.pressroom.builder.content.Hook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a hook, in a session of its own: a terminal's Ctrl-C, or its closing, reaches every
 * process of the session in the foreground, and this is none of them.
 *
 * <p>That session would outlive the builder too, however it ends, so a few lines of shell lead it.
 * Their standard input is a pipe to the builder. When that ends, because the builder closes it or
 * is no more, they kill everything in the session's process group, themselves included. When the
 * hook ends, what it left running is told to stop.
 */
final class HookProcess {

  /**
   * What leads the session. The line that is read never comes. The pipe is handed to the reader
   * alone: a hook that held it would keep nothing alive, but could read it.
   */
  private static final String LEADER =
      """
      exec 3<&0 </dev/null
      { read -r line; kill -KILL 0; } <&3 >/dev/null 2>&1 &
      exec 3<&-
      "$@"
      code=$?
      trap '' TERM
      kill -TERM 0 2>/dev/null
      exit $code
      """;

  private static final String NEW_SESSION_IN_PERL =
      "use POSIX; POSIX::setsid() != -1 or die $!; exec @ARGV or die $!";

  /** The builder's own settings, secrets among them: none of a hook's business. */
  private static final List<String> WITHHELD =
      List.of("PRESSROOM_", "QUARKUS_", "MP_MESSAGING_", "SMALLRYE_", "AMQP_");

  private static final int LONGEST_LINE = 400;
  private static final int MOST_LINES = 500;
  private static final int LAST_LINES = 8;
  private static final Duration FOR_LAST_OUTPUT = Duration.ofSeconds(2);

  /**
   * How a run ended.
   *
   * @param code the exit code; empty where its time was over
   * @param last the last lines that it printed
   */
  record Ended(Optional<Integer> code, List<String> last) {
    boolean well() {
      return code.equals(Optional.of(0));
    }
  }

  private HookProcess() {}

  /** The words that put a program into a session of its own; empty where nothing here can. */
  static Optional<List<String>> newSession(String path) {
    return find("setsid", path)
        .map(setsid -> List.of(setsid.toString()))
        .or(
            () ->
                find("perl", path)
                    .map(perl -> List.of(perl.toString(), "-e", NEW_SESSION_IN_PERL)));
  }

  private static Optional<Path> find(String program, String path) {
    return Arrays.stream(path.split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a hook to its end, or to that of its time.
   *
   * @param output is told each line that it prints
   * @throws IOException where it cannot be started
   */
  static Ended run(
      List<String> newSession,
      Hook hook,
      Path folder,
      Map<String, String> told,
      Consumer<String> output)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(newSession);
    words.addAll(List.of("/bin/sh", "-c", LEADER, "hook"));
    words.addAll(hook.run());
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> WITHHELD.stream().anyMatch(name::startsWith));
    environment.putAll(told);
    environment.putAll(hook.environment());
    Process process = builder.start();
    OutputStream lifeline = process.getOutputStream();
    try {
      var reading = new Reading(output);
      Thread reader =
          Thread.ofVirtual().name("output of a hook").start(() -> reading.readAll(process));
      boolean ended = process.waitFor(hook.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        lifeline.close();
        process.waitFor(5, TimeUnit.SECONDS);
        process.destroyForcibly();
      }
      // Whoever left the session may hold the stream for ever.
      boolean _ = reader.join(FOR_LAST_OUTPUT);
      return new Ended(ended ? Optional.of(process.exitValue()) : Optional.empty(), reading.last());
    } finally {
      lifeline.close();
      process.destroyForcibly();
    }
  }

  /** Shows what is printed, within bounds. */
  private static final class Reading {
    private final Consumer<String> output;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private int lines;

    Reading(Consumer<String> output) {
      this.output = output;
    }

    void readAll(Process process) {
      try (var reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          read(clean(line));
        }
      } catch (IOException _) {
        // It has ended: what it said is what there is.
      }
    }

    private synchronized void read(String line) {
      if (line.isBlank()) {
        return;
      }
      if (last.size() == LAST_LINES) {
        last.removeFirst();
      }
      last.addLast(line);
      lines++;
      if (lines <= MOST_LINES) {
        output.accept(line);
      } else if (lines == MOST_LINES + 1) {
        output.accept("… and more, which is not shown");
      }
    }

    /** A log is no terminal: colours and whatever else moves the cursor are left out. */
    private static String clean(String line) {
      String plain =
          line.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "").replaceAll("[\\p{Cntrl}&&[^\t]]", "");
      return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + "…" : plain;
    }

    synchronized List<String> last() {
      return List.copyOf(last);
    }
  }
}
