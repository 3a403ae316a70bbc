package io.pressroom.server.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.load.Body;
import io.pressroom.server.load.Store;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the system has not in memory, over one connection. */
@Timeout(120)
class DiskTest {

  private static final String FILM =
      IntStream.range(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theyComeWholeAndInParts(HttpClient.Version version) throws Exception {
    Store store = new Store(folder);
    store.publish(Map.of("film.bin", FILM, "index.html", "home"));
    Body.InFile file = new Body.InFile(store.object(FILM), FILM.length());
    try (Replica replica = new Replica(folder);
        HttpClient client = HttpClient.newBuilder().version(version).build()) {
      replica.look();
      assertEquals("home", get(client, replica.to("/")).body());
      for (int[] part : new int[][] {{0, FILM.length()}, {1, 131_072}, {131_072, 300_001}}) {
        Store.forget(file.file());
        assertFalse(replica.bodies.isAtHand(file, part[0], part[1] - part[0]));
        HttpResponse<String> response =
            get(
                client,
                replica.to("/film.bin").header("Range", "bytes=" + part[0] + "-" + (part[1] - 1)));
        assertEquals(206, response.statusCode());
        assertEquals(FILM.substring(part[0], part[1]), response.body());
      }
      Store.forget(file.file());
      assertEquals(FILM, get(client, replica.to("/film.bin")).body());
      assertEquals("home", get(client, replica.to("/")).body());
    }
  }

  /** A release leaves the store when its time has come, whoever still reads of it. */
  @Test
  void oneThatIsBeingSentMayBeRemoved() throws Exception {
    String film = FILM.repeat(40);
    Store store = new Store(folder);
    store.publish(Map.of("film.bin", film));
    try (Replica replica = new Replica(folder);
        Socket socket = new Socket()) {
      replica.look();
      Store.forget(store.object(film));
      socket.setReceiveBufferSize(4096);
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), replica.port()));
      socket
          .getOutputStream()
          .write(
              "GET /film.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      assertEquals("HTTP/1.1 200 OK", new String(in.readNBytes(15), US_ASCII));
      Files.delete(store.object(film));
      assertTrue(new String(in.readAllBytes(), US_ASCII).endsWith("\r\n\r\n" + film));
    }
  }

  private static HttpResponse<String> get(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
