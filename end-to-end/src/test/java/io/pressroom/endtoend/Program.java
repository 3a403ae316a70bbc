package io.pressroom.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A process that a test started. It is the leader of its own process group and finds every signal
 * at its default disposition, as if a person had typed its command at a terminal.
 */
final class Program {
  /** What a JVM says for itself when it is ended before it has begun. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile(
          "$|Runtime\\.exit\\(|Error occurred during initialization of VM"
              + "|java\\.lang\\.InternalError: Bad level|\tat java\\.lang\\.|\tat jdk\\.internal\\.");

  /** Longer than anything here takes on a busy machine: only a fault ever waits it out. */
  static final Duration PATIENCE = Duration.ofSeconds(150);

  private final String name;
  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().name("output of " + name).start(this::read);
  }

  /**
   * Starts a program.
   *
   * @param typed whether {@link #type} will be called; else there is no input
   */
  static Program start(
      String name,
      Path folder,
      Map<String, String> environment,
      List<String> command,
      boolean typed)
      throws IOException {
    List<String> words = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A parent that ignores SIGINT, as a shell's background job does, would hand that on.
      words.addAll(List.of("setsid", "env", "--default-signal"));
    }
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!typed) {
      process.getOutputStream().close();
    }
    return new Program(name, process);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException closed) {
      // The process ended: what it said is what there is.
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What the process has printed, both streams in the order of arrival. */
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * Whether nothing came from the program itself. A JVM that a signal ends in its first moments may
   * complain that it cannot log its own end yet, or that it ends before it has begun.
   */
  boolean isSilent() {
    return lines().stream().allMatch(line -> OF_THE_JVM.matcher(line).lookingAt());
  }

  String output() {
    return String.join("\n", lines());
  }

  /** Types keys at its terminal: the character 3 is Ctrl-C. */
  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Signals this process alone, as a container's stop does. */
  void signal(Signal signal) throws IOException, InterruptedException {
    signal.sendTo(pid());
  }

  /** Signals the whole process group, as a terminal's Ctrl-C does. */
  void signalGroup(Signal signal) throws IOException, InterruptedException {
    signal.sendTo(-pid());
  }

  /** A bounded wait that ends early when this process does. */
  ConditionFactory await(String state) {
    return Awaitility.await(state + " (" + name + ")")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .failFast(name + " ended before: " + state, () -> !isRunning());
  }

  /** Waits for a line in which the expression is found, and returns it. */
  String awaitLine(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return await("prints " + expression)
        .until(
            () -> lines().stream().filter(line -> pattern.matcher(line).find()).findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  /** A line that was printed before the end, which has come. */
  void awaitSaid(String text) {
    Awaitility.await(name + " said " + text)
        .atMost(Duration.ofSeconds(10))
        .until(() -> lines().stream().anyMatch(line -> line.contains(text)));
  }

  /**
   * Waits for the end and returns the exit code; 128 + n after signal n. A process that hangs says
   * where.
   */
  int awaitExit() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE)) {
      signal(Signal.QUIT); // a JVM prints its threads
      process.waitFor(2, TimeUnit.SECONDS);
      fail(name + " did not end:\n" + output());
    }
    reader.join(Duration.ofSeconds(5)); // a child that outlives it may hold the stream
    return process.exitValue();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
