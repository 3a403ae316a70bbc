package io.pressroom.server.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.load.Store;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever answers, it is the same: one server takes the shortcut and the other, which writes an
 * access log, never does.
 */
@Timeout(240)
class ShortcutTest {

  private static final int SEQUENCES = 150;

  @TempDir Path folder;
  private Replica taken;
  private Replica never;
  private String etag;

  @BeforeEach
  void begin() throws Exception {
    new Store(folder)
        .publish(
            Map.of(
                "index.html",
                "<!doctype html><title>Home</title>" + "<p>A home page.".repeat(100),
                "about.html",
                "short",
                "posts/first/index.html",
                "<p>The first post.".repeat(500),
                "assets/style.0123abcd.css",
                "p { color: red }\n".repeat(200),
                "film.bin",
                "film ".repeat(60_000),
                "404.html",
                "<p>Nothing here."));
    taken = new Replica(folder);
    never = new Replica(folder, new AccessLog(AccessLog.Format.JSON, Clock.systemUTC(), l -> {}));
    for (Replica replica : List.of(taken, never)) {
      replica.look();
      await()
          .until(() -> exchange(replica, List.of(get("/"))).getFirst().contains("last-modified"));
    }
    etag =
        exchange(never, List.of(get("/")))
            .getFirst()
            .replaceAll("(?s).*etag=\\[(\"[^\"]*\")].*", "$1");
  }

  @AfterEach
  void end() {
    taken.close();
    never.close();
  }

  /** Some of them are answered by the one, some by the other, in every order and mixture. */
  @Test
  void responsesAreTheSameAndInOrder() throws Exception {
    List<String> requests = requests();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long before = taken.framework.get();
    int asked = 0;
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      List<String> some = new ArrayList<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        some.add(requests.get(random.nextInt(requests.size())));
      }
      asked += some.size();
      assertEquals(exchange(never, some), exchange(taken, some), () -> "seed " + seed + some);
    }
    long elsewhere = taken.framework.get() - before;
    assertTrue(elsewhere < asked, "none of %d took the shortcut".formatted(asked));
    assertTrue(elsewhere > SEQUENCES, "all of %d took the shortcut".formatted(asked));
  }

  @Test
  void whatIsInMemoryOrKnownTakesIt() throws Exception {
    String known = get("/", "If-None-Match: " + etag);
    for (String request :
        List.of(
            get("/"),
            get("/posts/first/", "Accept-Encoding: gzip"),
            get("/assets/style.0123abcd.css", "Connection: keep-alive"),
            get("/about"),
            get("/none", "Accept-Encoding: br"),
            known)) {
      exchange(taken, List.of(get("/posts/first"), request)); // and now they are in memory
      long before = taken.framework.get();
      exchange(taken, List.of(get("/posts/first"), request, request));
      assertEquals(before + 1, taken.framework.get(), request);
    }
  }

  /** Rules ask where a request was sent to, which only the framework knows. */
  @Test
  void whereTheSiteHasRulesTheyHaveTheirSay() throws Exception {
    new Store(folder)
        .publish(
            Map.of(
                "_redirects",
                "/none /about.html 200\nhttp://x/gone https://y.example/ 302\n",
                "about.html",
                "short",
                "404.html",
                "<p>Nothing here."));
    taken.look();
    never.look();
    List<String> requests =
        List.of(get("/about.html"), get("/none"), get("/gone"), get("/about"), get("/nothing"));
    exchange(taken, requests); // and now they are in memory
    List<String> responses = exchange(taken, requests);
    assertEquals(exchange(never, requests), responses);
    assertEquals(
        List.of("200", "200", "302", "200", "404"),
        responses.stream().map(response -> response.substring(9, 12)).toList());
  }

  /** What a request over such a connection hides is for the framework to refuse. */
  @Test
  void aConnectionOverWhichSomethingUnusualCameNeverDoesAgain() throws Exception {
    for (String unusual :
        List.of(
            get("/", "Content-Length: 0"),
            get("/", "Connection: keep-alive, x"),
            get("/", "Upgrade: x"),
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) {
      long before = taken.framework.get();
      exchange(taken, List.of(get("/"), get("/"), unusual, get("/"), get("/")));
      assertEquals(before + 4, taken.framework.get(), unusual);
    }
  }

  /** Hundreds of requests at once of somebody who does not read: all of it comes in the end. */
  @Test
  void manyRequestsAtOnceAreAllAnsweredToASlowReader() throws Exception {
    String request = get("/posts/first/");
    int many = 5_000;
    exchange(taken, List.of(request));
    List<String> responses = exchange(taken, Collections.nCopies(many, request));
    assertEquals(many, responses.size());
    assertEquals(1, responses.stream().distinct().count());
  }

  /**
   * More than the client takes at once, and the last of it is the framework's and takes its time.
   */
  @Test
  void aConnectionThatWasFullIsHeardAgain() throws Exception {
    List<String> requests = new ArrayList<>(Collections.nCopies(1_500, get("/posts/first/")));
    requests.add(get("/film.bin"));
    exchange(taken, List.of(get("/posts/first/")));
    try (Socket socket = connect(taken)) {
      assertEquals(2, exchange(socket, List.of(get("/"), get("/posts/first"))).size());
      assertEquals(2, exchange(socket, requests).stream().distinct().count());
      assertEquals(1, exchange(socket, List.of(get("/"))).size());
    }
  }

  private List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (String path :
        List.of(
            "/",
            "/about.html",
            "/about",
            "/posts/first/",
            "/posts/first",
            "/posts/first/index.html",
            "/assets/style.0123abcd.css",
            "/film.bin",
            "/none",
            "/%61bout.html",
            "/%00",
            "/?x=y",
            "http://x/")) {
      requests.add(get(path));
      requests.add(get(path, "Accept-Encoding: gzip, br;q=0.5"));
      requests.add(get(path, "Connection: keep-alive", "Accept-Encoding: identity"));
      requests.add(get(path, "If-None-Match: " + etag));
      requests.add(get(path, "If-None-Match: \"other\", " + etag, "Accept-Encoding: br"));
      requests.add(get(path, "If-Match: \"other\""));
      requests.add(get(path, "Range: bytes=2-5"));
      requests.add(get(path).replace("GET", "HEAD"));
      requests.add(get(path).replace("GET", "OPTIONS"));
      requests.add(get(path).replace("GET", "DELETE"));
    }
    return requests;
  }

  private static String get(String target, String... fields) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: x\r\n"
        + Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining())
        + "\r\n";
  }

  /**
   * Sends all at once over one connection; what came back for each, without what is of the moment.
   */
  private static List<String> exchange(Replica replica, List<String> requests) throws Exception {
    try (Socket socket = connect(replica)) {
      return exchange(socket, requests);
    }
  }

  private static Socket connect(Replica replica) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), replica.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static List<String> exchange(Socket socket, List<String> requests) throws Exception {
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    socket.getOutputStream().write(String.join("", requests).getBytes(ISO_8859_1));
                  } catch (IOException e) {
                    // what is not answered is told by whoever reads
                  }
                });
    InputStream in = new BufferedInputStream(socket.getInputStream());
    List<String> responses = new ArrayList<>();
    for (String request : requests) {
      responses.add(response(in, request.startsWith("HEAD")));
    }
    sender.join();
    return responses;
  }

  private static String response(InputStream in, boolean head) throws IOException {
    String status = line(in);
    TreeMap<String, List<String>> fields = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] field = line.split(": ", 2);
      fields
          .computeIfAbsent(field[0].toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(field[1]);
    }
    fields.remove("date");
    fields.remove("x-request-id");
    boolean bare = head || status.contains(" 304 ") || status.contains(" 204 ");
    int length =
        bare ? 0 : Integer.parseInt(fields.getOrDefault("content-length", List.of("0")).getFirst());
    byte[] body = in.readNBytes(length);
    assertEquals(length, body.length);
    return status + " " + fields + " " + Arrays.hashCode(body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("after " + line.toString(UTF_8));
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
