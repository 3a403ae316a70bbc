package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service that cannot start says why in one line a person can act on, and ends with exit code 1.
 */
class StartFailureIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void aPortThatIsTaken() throws Exception {
    try (ServerSocket _ = new ServerSocket(press.webPort(), 1, InetAddress.getLoopbackAddress())) {
      assertGivesUp(press.server(), String.valueOf(press.webPort()));
    }
  }

  @Test
  void aBrokerPortThatIsTaken() throws Exception {
    try (ServerSocket _ =
        new ServerSocket(press.brokerPort(), 1, InetAddress.getLoopbackAddress())) {
      assertGivesUp(press.builder(), String.valueOf(press.brokerPort()));
    }
  }

  @Test
  void aSecondBuilderOnTheStore() throws Exception {
    Program first = press.builder();
    press.awaitFirstBuild(first);
    Program second =
        press.builder(
            "PRESSROOM_STATE=" + press.folder().resolve("another-state"),
            "PRESSROOM_BROKER_PORT=" + Ports.free(),
            "QUARKUS_MANAGEMENT_PORT=" + Ports.free());
    assertGivesUp(second, String.valueOf(first.pid()));
    assertTrue(first.isRunning());
  }

  @Test
  void aBrokerAddressThatIsNone() throws Exception {
    assertGivesUp(press.builderWithoutBroker("PRESSROOM_BROKER_PORT=fifty"), "fifty");
    assertGivesUp(press.server("PRESSROOM_BROKER_PORT=fifty"), "fifty");
  }

  @Test
  void aStoreThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(press.folder().resolve("a-file"), "not a folder");
    assertGivesUp(press.builder("PRESSROOM_STORE=" + file.resolve("store")), file.toString());
  }

  @Test
  void aSiteThatIsNotThere() throws Exception {
    Path nowhere = press.folder().resolve("no-site");
    assertGivesUp(press.builder("PRESSROOM_SITE=" + nowhere), nowhere.toString());
  }

  @Test
  void aPasswordFileThatIsNotThere() throws Exception {
    String nowhere = press.folder().resolve("no-password").toString();
    assertGivesUp(press.builder("PRESSROOM_BROKER_PASSWORD_FILE=" + nowhere), nowhere);
    assertGivesUp(press.server("PRESSROOM_BROKER_PASSWORD_FILE=" + nowhere), nowhere);
  }

  /** As in a container with a root that is read-only, and nothing mounted at {@code /tmp}. */
  @Test
  void noPlaceForTemporaryFilesIsNoFailure() throws Exception {
    Path none = Files.writeString(press.folder().resolve("tmp"), "not a folder");
    String setting = "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + none;
    press.awaitFirstBuild(press.builder(setting));
    press.awaitServed(press.server(setting), "/posts/first/", "The first text.");
  }

  @Test
  void aNumberOrAnAddressThatCannotBe() throws Exception {
    assertGivesUp(press.builder("QUARKUS_MANAGEMENT_HOST=999.9.9.9"), "999.9.9.9");
    assertGivesUp(press.builder("QUARKUS_MANAGEMENT_PORT=70000"), "70000");
    assertGivesUp(press.server("QUARKUS_HTTP_PORT=70000"), "70000");
    assertGivesUp(press.server("PRESSROOM_IDLE_TIMEOUT=0s"), "pressroom.idle-timeout");
    assertGivesUp(press.server("PRESSROOM_EVENT_LOOPS=0"), "pressroom.event-loops");
  }

  @Test
  void aCertificateThatCannotBeUsed() throws Exception {
    Path nowhere = press.folder().resolve("no-certificate.pem");
    assertGivesUp(
        press.server(
            "QUARKUS_TLS_KEY_STORE_PEM__SITE__CERT=" + nowhere,
            "QUARKUS_TLS_KEY_STORE_PEM__SITE__KEY=" + nowhere),
        nowhere.toString());
    Path damaged = Files.writeString(press.folder().resolve("damaged.p12"), "no key store");
    assertGivesUp(
        press.server(
            "QUARKUS_TLS_KEY_STORE_P12_PATH=" + damaged,
            "QUARKUS_TLS_KEY_STORE_P12_PASSWORD=secret"),
        "certificate");
    assertGivesUp(
        press.server("QUARKUS_HTTP_INSECURE_REQUESTS=redirect"), "QUARKUS_HTTP_INSECURE_REQUESTS");
  }

  /** What the scheduler says of it is no news beside that. */
  @Test
  void aTimeThatIsTooShortIsOneLine() throws Exception {
    for (Program program :
        List.of(
            press.builder("PRESSROOM_RECONCILE_EVERY=PT0.5S"),
            press.server("PRESSROOM_LOOK_EVERY=PT0.5S"))) {
      assertEquals(1, program.awaitExit(), program::output);
      assertEquals(1, program.lines().size(), program::output);
    }
  }

  private static void assertGivesUp(Program program, String named) throws Exception {
    assertEquals(1, program.awaitExit(), program::output);
    var told = program.lines().stream().filter(line -> line.contains(named)).toList();
    assertEquals(1, told.size(), () -> "one line names " + named + ":\n" + program.output());
    assertTrue(
        program.lines().stream()
            .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception")),
        () -> "no stack trace:\n" + program.output());
  }
}
