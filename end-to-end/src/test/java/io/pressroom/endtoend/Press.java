package io.pressroom.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Pressroom for one test: a site, a store, ports that nobody else has, and the processes that
 * the test starts. After a test that passed, whatever still runs is told to stop and must end with
 * exit code 0; after any test no process is left. A test that failed shows what every process
 * printed.
 */
final class Press implements BeforeEachCallback, AfterEachCallback {
  private static final Path PROJECT = Path.of(System.getProperty("pressroom.project")).normalize();
  private static final String MARK = "PRESSROOM_END_TO_END";

  /**
   * Held by those who run {@code pressroom up}, which takes the usual ports of its broker and of
   * its health where they are free: two of them may see that at the same time.
   */
  static final String USUAL_PORTS = "the usual ports";

  /** In the environment of every process of this test and so of every process that one starts. */
  private final String mark = UUID.randomUUID().toString();

  private final List<Program> programs = new ArrayList<>();
  private final List<Queue> queues = new ArrayList<>();
  private final int webPort = Ports.free();
  private final int brokerPort = Ports.free();
  private final int brokerQuestions = Ports.free();
  private final int builderManagementPort = Ports.free();
  private final int serverManagementPort = Ports.free();
  private Path folder;
  private SiteFolder site;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("pressroom-end-to-end");
    site = SiteFolder.smallBlog(Files.createDirectory(folder.resolve("site")));
  }

  SiteFolder site() {
    return site;
  }

  /**
   * The folder of this test: {@code site}, {@code store}, {@code state} and {@code broker} are in
   * it.
   */
  Path folder() {
    return folder;
  }

  Store store() {
    return new Store(folder.resolve("store"));
  }

  Web web() {
    return new Web(webPort);
  }

  Web builderManagement() {
    return new Web(builderManagementPort);
  }

  Web serverManagement() {
    return new Web(serverManagementPort);
  }

  int webPort() {
    return webPort;
  }

  int brokerPort() {
    return brokerPort;
  }

  /**
   * A connection to the broker, closed after the test. The broker may still be starting: a release
   * is in the store, and so may be served, without it.
   */
  Queue queue() {
    Awaitility.await("the broker listens")
        .atMost(Program.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Ports.listens(brokerPort));
    return queue(brokerPort);
  }

  /** A connection to the broker that the launcher's builder carries, at the port it found free. */
  Queue launchersQueue() throws IOException {
    Path builder = Path.of("/proc", String.valueOf(service("builder-service").pid()));
    return queue(
        environment(builder)
            .lines()
            .flatMap(line -> Stream.of(line.split("\0")))
            .filter(variable -> variable.startsWith("PRESSROOM_BROKER_PORT="))
            .map(variable -> Integer.parseInt(variable.substring(variable.indexOf('=') + 1)))
            .findFirst()
            .orElseThrow());
  }

  private Queue queue(int port) {
    Queue queue = Queue.connect(port);
    queues.add(queue);
    return queue;
  }

  /** A connection for one message or two, which the caller closes. */
  Queue queueOnce() {
    return Queue.connect(brokerPort);
  }

  /** The one process of this test that runs the named service, whoever started it. */
  ProcessHandle service(String name) throws IOException {
    List<ProcessHandle> found = services(name);
    assertEquals(1, found.size(), () -> "processes of " + name + ": " + found);
    return found.getFirst();
  }

  boolean runs(String name) throws IOException {
    return !services(name).isEmpty();
  }

  private List<ProcessHandle> services(String name) throws IOException {
    return leftOver()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .orElse("")
                    .contains("-jar " + PROJECT.resolve(name).resolve("target")))
        .toList();
  }

  /**
   * Starts a builder.
   *
   * @param settings more of its environment, each as {@code NAME=value}
   */
  Program builder(String... settings) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PRESSROOM_SITE", site.path().toString());
    environment.put("PRESSROOM_STORE", folder.resolve("store").toString());
    environment.put("PRESSROOM_STATE", folder.resolve("state").toString());
    environment.put("PRESSROOM_BROKER_EMBEDDED", "true");
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(builderManagementPort));
    return service("builder-service", environment, settings);
  }

  /** Starts a builder that uses the broker of {@link #broker()}. */
  Program builderWithoutBroker(String... settings) throws IOException {
    String[] more =
        Stream.concat(Stream.of("PRESSROOM_BROKER_EMBEDDED=false"), Stream.of(settings))
            .toArray(String[]::new);
    return builder(more);
  }

  /** Starts a server; see {@link #builder}. */
  Program server(String... settings) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PRESSROOM_STORE", folder.resolve("store").toString());
    environment.put("PRESSROOM_LIVE_RELOAD", "true");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(webPort));
    environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(serverManagementPort));
    return service("server-service", environment, settings);
  }

  private Program service(String name, Map<String, String> environment, String... settings)
      throws IOException {
    environment.put("PRESSROOM_BROKER_HOST", "127.0.0.1");
    environment.put("PRESSROOM_BROKER_PORT", String.valueOf(brokerPort));
    environment.put("PRESSROOM_BROKER_USERNAME", BrokerProcess.USER);
    environment.put("PRESSROOM_BROKER_PASSWORD", BrokerProcess.PASSWORD);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Path application = PROJECT.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    List<String> command = java(name.substring(0, name.indexOf('-')));
    command.addAll(List.of("-jar", application.toString()));
    return start(name, environment, command);
  }

  /** Starts a broker in a process of its own, with what the last one on this test's journal had. */
  Program broker() throws IOException {
    Program broker = brokerStarting();
    broker.awaitLine("broker is up");
    return broker;
  }

  /** The same, without waiting until it is up. */
  Program brokerStarting() throws IOException {
    List<String> command = java("broker");
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            String.valueOf(brokerPort),
            folder.resolve("own-broker").toString(),
            String.valueOf(brokerQuestions)));
    return start("broker", Map.of(), command);
  }

  /** How many connections the broker of {@link #broker()} has. */
  int brokerConnections() throws InterruptedException {
    return number("/connections");
  }

  /** How many messages lie in one of its queues, those included that nobody has settled yet. */
  int waitingMessages(String queue) throws InterruptedException {
    return number("/" + queue);
  }

  /** Has that broker believe nobody, or its one user again. */
  void brokerRefuses(boolean everybody) throws InterruptedException {
    new Web(brokerQuestions).text(everybody ? "/refuse" : "/accept");
  }

  private int number(String question) throws InterruptedException {
    String answer = new Web(brokerQuestions).text(question);
    return answer.isEmpty() ? -1 : Integer.parseInt(answer);
  }

  /**
   * Starts the project's launcher at a terminal of its own, at which {@link Program#type} types.
   */
  Program launcherAtTerminal(Map<String, String> settings, String... arguments) throws IOException {
    Caches.make();
    StringBuilder command = new StringBuilder("exec '" + PROJECT.resolve("pressroom") + "'");
    for (String argument : arguments) {
      command.append(" '").append(argument).append("'");
    }
    return start(
        "pressroom",
        settings,
        List.of(
            "script", "--quiet", "--flush", "--return", "--command", command + "", "/dev/null"));
  }

  /** Runs one command of a person, as the launcher would, beside the broker of this test. */
  Program command(String... arguments) throws IOException {
    return command(Map.of(), arguments);
  }

  /** The same, with more of its environment. */
  Program command(Map<String, String> settings, String... arguments) throws IOException {
    Path application = PROJECT.resolve("builder-service/target/quarkus-app/quarkus-run.jar");
    List<String> command = java("command");
    command.addAll(List.of("-cp", application.toString(), "io.pressroom.builder.command.Main"));
    command.addAll(List.of(arguments));
    return start("command " + arguments[0], settings, command);
  }

  /** Starts the project's launcher script. */
  Program launcher(Map<String, String> settings, String... arguments) throws IOException {
    Caches.make(); // or the first one would, for longer than anybody waits
    List<String> command = new ArrayList<>();
    command.add(PROJECT.resolve("pressroom").toString());
    command.addAll(List.of(arguments));
    return start("pressroom", settings, command);
  }

  /**
   * The JVM with the options of the launcher, but for the second compiler: these programs end too
   * soon for it to pay.
   *
   * @param program whose cache of the launcher it starts from, where it has one
   */
  private static List<String> java(String program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    Caches.of(program).ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    return command;
  }

  /** What the launcher's programs start from. It makes that once for each build of Pressroom. */
  private static final class Caches {
    private static final Path FOLDER = PROJECT.resolve("target/pressroom");

    static {
      try {
        // Any command will do. Where there is no cache after it, programs start without.
        boolean _ =
            new ProcessBuilder(PROJECT.resolve("pressroom").toString(), "doctor")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(10, TimeUnit.MINUTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Done when the class is there. */
    static void make() {}

    static Optional<Path> of(String program) {
      String name = program + "-" + System.getProperty("java.runtime.version") + ".aot";
      return Optional.of(FOLDER.resolve(name)).filter(cache -> cache.toFile().length() > 0);
    }
  }

  private Program start(String name, Map<String, String> environment, List<String> command)
      throws IOException {
    Map<String, String> marked = new HashMap<>(environment);
    marked.put(MARK, mark);
    Program program =
        Program.start(name, folder, marked, command, command.getFirst().equals("script"));
    programs.add(program);
    return program;
  }

  void awaitFirstBuild(Program builder) {
    builder
        .await("first build is out")
        .until(() -> builderManagement().status("/q/health/ready") == 200);
  }

  /** The words of {@code pressroom up} for this site, port and store. */
  String[] up() {
    return new String[] {
      "up",
      site().path().toString(),
      "--port",
      String.valueOf(webPort()),
      "--store",
      store().path().toString()
    };
  }

  /** Waits until the server answers at all: with no release it says so. */
  void awaitAnswer(Program server) {
    server.await("answers").until(() -> web().status("/") != 0);
  }

  void awaitReady(Program server) {
    server
        .await("server is ready")
        .until(() -> serverManagement().status("/q/health/ready") == 200);
  }

  /** Waits until a visitor finds the text at the address. */
  void awaitServed(Program server, String path, String text) {
    server.await("serves '" + text + "' at " + path).until(() -> web().text(path).contains(text));
  }

  void awaitGone(Program server, String path) {
    server.await("answers 404 at " + path).until(() -> web().status(path) == 404);
  }

  /** Nothing that this test started runs any more, nor anything which that started. */
  void assertNoProcessLeft() throws IOException {
    assertEquals(List.of(), leftOver().map(Press::describe).toList(), "processes left behind");
  }

  private Stream<ProcessHandle> leftOver() throws IOException {
    Path proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) { // no environment of other processes to read: ask those we know
      return programs.stream()
          .filter(Program::isRunning)
          .map(p -> ProcessHandle.of(p.pid()).orElseThrow());
    }
    List<ProcessHandle> marked = new ArrayList<>();
    try (Stream<Path> processes = Files.list(proc)) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        if (environment(process).contains(MARK + "=" + mark)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(marked::add);
        }
      }
    }
    return marked.stream();
  }

  /** Empty for a process that ended, one that is not ours, and a zombie, which runs no more. */
  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().commandLine().orElse("?");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      for (Queue queue : queues) {
        queue.close();
      }
      if (context.getExecutionException().isEmpty()) {
        assertAll(
            programs.stream()
                .filter(Program::isRunning)
                .map(program -> () -> assertStops(program)));
        assertNoProcessLeft();
      }
    } catch (Throwable failure) {
      showOutput(context);
      throw failure;
    } finally {
      if (context.getExecutionException().isPresent()) {
        showOutput(context);
      }
      for (ProcessHandle process : leftOver().toList()) {
        process.destroyForcibly();
      }
      for (Program program : programs) {
        program.kill();
      }
      delete(folder);
    }
  }

  private static void assertStops(Program program) throws Exception {
    program.signal(Signal.TERM);
    int expected = program.name().equals("broker") ? 143 : 0;
    assertEquals(
        expected, program.awaitExit(), program.name() + " after SIGTERM:\n" + program.output());
  }

  private void showOutput(ExtensionContext context) {
    for (Program program : programs) {
      System.err.printf(
          "---- %s: %s (pid %d)%n%s%n",
          context.getDisplayName(), program.name(), program.pid(), program.output());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Press::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
