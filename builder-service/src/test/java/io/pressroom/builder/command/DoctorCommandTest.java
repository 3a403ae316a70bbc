package io.pressroom.builder.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds, and the code that it ends with: 1 where something keeps from working. */
class DoctorCommandTest {

  @TempDir Path site;
  @TempDir Path store;

  private record Ran(int code, String text) {
    void says(String pattern) {
      assertTrue(Pattern.compile(pattern).matcher(text).find(), () -> pattern + " in:\n" + text);
    }
  }

  @BeforeEach
  void aPage() throws IOException {
    Files.createDirectories(site.resolve("content"));
    Files.writeString(site.resolve("content/a.md"), "Text\n");
  }

  private Ran doctor(int port) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new Console(out, false, false, "", Clock.systemUTC()),
            Map.of(),
            "doctor",
            site.toString(),
            "--store",
            store.toString(),
            "--port",
            Integer.toString(port));
    return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
  }

  /** One that was free a moment ago. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ReleaseId publish(StoreWriter writer, String text) throws IOException {
    try (Staging staging = writer.stage()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Digest digest = staging.put(bytes);
      return staging.publish(
          Manifest.of(
              List.of(
                  new Entry(
                      OutputPath.of("index.html"),
                      digest,
                      bytes.length,
                      "text/html;charset=utf-8"))));
    }
  }

  @Test
  void allIsWellWhereNothingWasDoneYet() throws IOException {
    Ran ran = doctor(freePort());
    assertEquals(0, ran.code(), ran.text());
    ran.says("JDK.*25");
    ran.says("site.*1 pages, 0 other files; no site.yaml");
    ran.says("watching.*changes in 2 folders");
    ran.says("disk.* free at ");
    ran.says("store.*nothing was published");
    ran.says("port.*is free");
    ran.says("broker.*none runs yet");
  }

  @Test
  void aPageThatCannotBeReadKeepsNothingFromWorking() throws IOException {
    Files.writeString(site.resolve("content/b.md"), "---\ntitle: A: B\n---\n");
    Ran ran = doctor(freePort());
    assertEquals(0, ran.code(), ran.text());
    ran.says("site.*content/b.md:2:");
  }

  @Test
  void aPortThatAnotherProgramHasIsBad() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = doctor(other.getLocalPort());
      assertEquals(1, ran.code(), ran.text());
      ran.says("BAD.*is taken by another program");
      ran.says("up --port");
    }
  }

  @Test
  void aPortIsTakenWhileABuilderHasTheStore() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ReleaseId live = publish(writer, "one");
      Ran ran = doctor(server.getLocalPort());
      assertEquals(0, ran.code(), ran.text());
      ran.says("release " + live.shortForm() + " is live, one of 1; a builder has it");
      ran.says("port.*is taken, as one would expect");
    }
  }

  @Test
  void aReleaseThatIsHeldIsToldWithTheWayToLetItGo() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store)) {
      ReleaseId one = publish(writer, "one");
      var _ = publish(writer, "two");
      writer.hold(one);
    }
    Ran ran = doctor(freePort());
    assertEquals(0, ran.code(), ran.text());
    ran.says("no builder has it; it is held");
    ran.says("rollback --resume");
  }

  @Test
  void aFileThatTheLiveReleaseLacksIsBad() throws IOException {
    try (StoreWriter writer = StoreWriter.open(store)) {
      var _ = publish(writer, "one");
    }
    StoreReader reader = StoreReader.at(store);
    Entry page = reader.manifest(reader.live().orElseThrow()).entries().findFirst().orElseThrow();
    Files.delete(reader.object(page.digest()));
    Ran ran = doctor(freePort());
    assertEquals(1, ran.code(), ran.text());
    ran.says("BAD.*index.html of release .* is missing or cut short");
    ran.says("a start of the builder mends it");
  }

  @Test
  void whatIsNoPortIsNotUnderstood() {
    Ran ran = doctor(65536);
    assertEquals(2, ran.code(), ran.text());
    ran.says("--port.*'65536' is not a number from 1 to 65535; see");
    assertEquals(1, ran.text().lines().count(), ran.text());
  }
}
