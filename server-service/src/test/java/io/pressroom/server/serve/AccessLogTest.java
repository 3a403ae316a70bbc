package io.pressroom.server.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.load.Store;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line that programs read which know Apache's {@code combined}. */
@Timeout(60)
class AccessLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06.789Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Replica replica;

  @BeforeEach
  void begin() throws Exception {
    new Store(folder).publish(Map.of("index.html", "a page"));
    replica = new Replica(folder, new AccessLog(AccessLog.Format.COMBINED, CLOCK, lines::add));
    replica.look();
  }

  @AfterEach
  void end() {
    replica.close();
  }

  @Test
  void saysWhoAskedForWhatAndWhatCameOfIt() throws Exception {
    assertEquals(
        "127.0.0.1 - - [03/Feb/2026:04:05:06 +0000] \"GET /?a=b HTTP/1.1\" 200 6"
            + " \"https://from.example/\" \"Agent 1.0\" r-1",
        line(
            "GET /?a=b HTTP/1.1",
            "Host: x",
            "Referer: https://from.example/",
            "User-Agent: Agent 1.0",
            "X-Request-Id: r-1"));
    String bare = line("HEAD / HTTP/1.0");
    assertTrue(
        bare.matches(
            "127\\.0\\.0\\.1 - - \\[03/Feb/2026:04:05:06 \\+0000] \"HEAD / HTTP/1\\.0\" 200 0"
                + " \"-\" \"-\" [0-9a-f]{16}"),
        bare);
  }

  @Test
  void nobodyEndsAFieldOrALineOfIt() throws Exception {
    String line =
        line("GET /\"x\\y HTTP/1.1", "Host: x", "User-Agent: a\" ä\tb", "X-Request-Id: r-2");
    assertTrue(line.contains("\"GET /\\\"x\\\\y HTTP/1.1\" 400 "), line);
    assertTrue(line.endsWith(" \"a\\\" \\xe4\\x09b\" r-2"), line);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "192.0.2.7,            192.0.2.7",
        "2001:db8::1,          2001:db8:0:0:0:0:0:1",
        "[2001:db8::1],        2001:db8:0:0:0:0:0:1",
        "unknown,              unknown",
        "_proxy-1,             _proxy-1",
        "a b,                  -",
        "a\"] \"GET,           -",
      })
  void namesWhomAProxyNames(String said, String client) {
    assertEquals(
        Optional.ofNullable(client), AccessLog.client(SocketAddress.inetSocketAddress(80, said)));
  }

  private String line(String... request) throws Exception {
    int before = lines.size();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), replica.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              (String.join("\r\n", request) + "\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertTrue(socket.getInputStream().readAllBytes().length > 0);
    }
    await().until(() -> lines.size() == before + 1);
    return lines.getLast();
  }
}
