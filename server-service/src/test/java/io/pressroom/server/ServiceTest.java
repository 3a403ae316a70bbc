package io.pressroom.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.Problem;
import io.pressroom.server.follow.Switch;
import io.pressroom.server.load.Store;
import io.pressroom.store.Digest;
import io.pressroom.store.ReleaseId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.smallrye.reactive.messaging.memory.InMemorySource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The whole service with a real store and real HTTP; only the broker is in memory. */
@QuarkusTest
@QuarkusTestResource(value = ServiceTest.Surroundings.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
class ServiceTest {

  private static final String PAGE = "<!DOCTYPE html><html><body><p>%s</p></body></html>";
  private static final String LONG = "A long story. ".repeat(200);
  private static final String FILM = "0123456789".repeat(20_000);

  /** A folder for the store, and channels in memory. */
  public static final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private Path folder;

    @Override
    public Map<String, String> start() {
      try {
        folder = Files.createTempDirectory("pressroom-server");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      Map<String, String> settings =
          new HashMap<>(
              Map.of(
                  "pressroom.store",
                  folder.resolve("store").toString(),
                  "pressroom.live-reload",
                  "true",
                  "pressroom.look-every",
                  "1h",
                  "pressroom.admin.token",
                  "secret"));
      settings.putAll(InMemoryConnector.switchIncomingChannelsToInMemory("events", "shutdown"));
      settings.putAll(
          InMemoryConnector.switchOutgoingChannelsToInMemory(
              "rebuild-requests", "shutdown-requests"));
      return settings;
    }

    @Override
    public void stop() {
      InMemoryConnector.clear();
    }
  }

  /** Stands in for the switch that would end this process. */
  @Singleton
  static class NotedSwitch implements Switch {
    final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void off(String why) {
      reasons.add(why);
    }
  }

  @Inject NotedSwitch noted;
  @Inject Settings settings;

  @Inject
  @Connector("smallrye-in-memory")
  InMemoryConnector broker;

  @TestHTTPResource("/")
  URI site;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  private Store store;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void begin() {
    store = new Store(settings.store());
  }

  @Test
  @Order(1)
  void withoutAStoreItStartsAndIsNotReady() throws Exception {
    HttpResponse<String> early = get("/");
    assertEquals(503, early.statusCode());
    assertEquals("1", header(early, "retry-after"));
    assertEquals(503, health("ready").statusCode());
    assertEquals(200, health("live").statusCode());
  }

  @Test
  @Order(2)
  void theFirstReleaseMakesItReady() throws Exception {
    ReleaseId id =
        publish(
            Map.of(
                "index.html",
                PAGE.formatted("home"),
                "404.html",
                PAGE.formatted("not here"),
                "posts/hello/index.html",
                PAGE.formatted(LONG),
                "story.txt",
                LONG,
                "film.mp4",
                FILM,
                "assets/style.0123abcd.css",
                "p{}"));
    HttpResponse<String> ready = health("ready");
    assertEquals(200, ready.statusCode());
    assertTrue(ready.body().contains(id.value()), ready.body());

    HttpResponse<String> home = get("/");
    assertEquals(200, home.statusCode());
    String digest = Digest.of(PAGE.formatted("home").getBytes(UTF_8)).hex();
    String script =
        "<script src=\"/-/live.js\" data-page=\"" + digest + "\" defer></script>\n</body></html>";
    assertTrue(home.body().endsWith(script), home.body());
    assertEquals("\"" + digest + "-live\"", header(home, "etag"));
    assertEquals("text/html;charset=utf-8", header(home, "content-type"));
    assertEquals("no-cache", header(home, "cache-control"));
    assertEquals("nosniff", header(home, "x-content-type-options"));
    assertTrue(header(home, "content-security-policy").contains("script-src 'self'"));
    assertTrue(home.headers().firstValue("date").isPresent());
  }

  @Test
  @Order(3)
  void everythingButPagesIsServedAsItIs() throws Exception {
    HttpResponse<String> story = get("/story.txt");
    assertEquals(LONG, story.body());
    assertEquals("\"" + Digest.of(LONG.getBytes(UTF_8)).hex() + "\"", header(story, "etag"));
    assertEquals("text/plain;charset=utf-8", header(story, "content-type"));
    assertEquals("accept-encoding", header(story, "vary"));
    HttpResponse<String> film = get("/film.mp4");
    assertEquals(FILM, film.body());
    assertEquals("video/mp4", header(film, "content-type"));
    assertTrue(film.headers().firstValue("vary").isEmpty());
    assertEquals(
        "public, max-age=31536000, immutable",
        header(get("/assets/style.0123abcd.css"), "cache-control"));
  }

  @Test
  @Order(3)
  void headSaysWhatGetWouldSay() throws Exception {
    // In the second of a release's publish there is none yet, and it might end between the two.
    await().until(() -> get("/").headers().firstValue("last-modified").isPresent());
    for (String path : List.of("/", "/story.txt", "/film.mp4", "/none", "/posts/hello")) {
      HttpResponse<String> whole = get(path);
      HttpResponse<String> head = send(to(path).method("HEAD", none()));
      assertEquals(whole.statusCode(), head.statusCode(), path);
      assertEquals("", head.body(), path);
      Map<String, List<String>> expected = new HashMap<>(whole.headers().map());
      Map<String, List<String>> actual = new HashMap<>(head.headers().map());
      expected.remove("date");
      actual.remove("date");
      assertEquals(expected, actual, path);
    }
  }

  @Test
  @Order(3)
  void whatTheClientHasIsNotSentAgain() throws Exception {
    HttpResponse<String> story = get("/story.txt");
    HttpResponse<String> same =
        send(to("/story.txt").header("If-None-Match", header(story, "etag")));
    assertEquals(304, same.statusCode());
    assertEquals("", same.body());
    for (String name : List.of("etag", "cache-control", "vary")) {
      assertEquals(header(story, name), header(same, name));
    }
    assertTrue(same.headers().firstValue("content-type").isEmpty());
    assertEquals(412, send(to("/story.txt").header("If-Match", "\"x\"")).statusCode());
  }

  @Test
  @Order(3)
  void partsAreParts() throws Exception {
    for (String path : List.of("/story.txt", "/film.mp4")) {
      String whole = get(path).body();
      HttpResponse<String> part = send(to(path).header("Range", "bytes=10-19"));
      assertEquals(206, part.statusCode(), path);
      assertEquals(whole.substring(10, 20), part.body(), path);
      assertEquals("bytes 10-19/" + whole.length(), header(part, "content-range"), path);
      assertEquals("10", header(part, "content-length"), path);

      HttpResponse<String> end = send(to(path).header("Range", "bytes=-5"));
      assertEquals(whole.substring(whole.length() - 5), end.body(), path);

      HttpResponse<String> two = send(to(path).header("Range", "bytes=0-1,-2"));
      assertEquals(206, two.statusCode(), path);
      String type = header(two, "content-type");
      assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
      String boundary = "\r\n--" + type.substring(type.indexOf('=') + 1);
      String partType = header(get(path), "content-type");
      String expected =
          boundary
              + "\r\nContent-Type: %s\r\nContent-Range: bytes 0-1/%d\r\n\r\n"
                  .formatted(partType, whole.length())
              + whole.substring(0, 2)
              + boundary
              + "\r\nContent-Type: %s\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
                  .formatted(partType, whole.length() - 2, whole.length() - 1, whole.length())
              + whole.substring(whole.length() - 2)
              + boundary
              + "--\r\n";
      assertEquals(expected, two.body(), path);

      HttpResponse<String> beyond = send(to(path).header("Range", "bytes=" + whole.length() + "-"));
      assertEquals(416, beyond.statusCode(), path);
      assertEquals("bytes */" + whole.length(), header(beyond, "content-range"), path);
    }
  }

  @Test
  @Order(3)
  void codedBodiesAreTheSameText() throws Exception {
    HttpResponse<byte[]> gzip =
        client.send(
            to("/posts/hello/").header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    assertEquals("gzip", gzip.headers().firstValue("content-encoding").orElseThrow());
    assertEquals("accept-encoding", gzip.headers().firstValue("vary").orElseThrow());
    assertEquals(
        Integer.toString(gzip.body().length),
        gzip.headers().firstValue("content-length").orElseThrow());
    assertArrayEquals(
        get("/posts/hello/").body().getBytes(UTF_8),
        new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
    String etag = gzip.headers().firstValue("etag").orElseThrow();
    assertEquals(
        304,
        send(to("/posts/hello/").header("Accept-Encoding", "gzip").header("If-None-Match", etag))
            .statusCode());
    assertEquals(200, send(to("/posts/hello/").header("If-None-Match", etag)).statusCode());
  }

  @Test
  @Order(3)
  void odditiesGetTheirStatus() throws Exception {
    HttpResponse<String> missing = get("/none");
    assertEquals(404, missing.statusCode());
    assertTrue(missing.body().contains("not here"), missing.body());
    HttpResponse<String> folder = get("/posts/hello?page=2");
    assertEquals(308, folder.statusCode());
    assertEquals("/posts/hello/?page=2", header(folder, "location"));
    HttpResponse<String> post = send(to("/").POST(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(405, post.statusCode());
    assertEquals("GET, HEAD, OPTIONS", header(post, "allow"));
    HttpResponse<String> options = send(to("/").method("OPTIONS", none()));
    assertEquals(204, options.statusCode());
    assertEquals("GET, HEAD, OPTIONS", header(options, "allow"));
    assertEquals(404, get("/-/none").statusCode());
  }

  /** Or visitors could fill the log. */
  @Test
  @Order(3)
  void whatCannotBeDecodedIsNoFaultToBeLogged() throws Exception {
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    Handler listening =
        new Handler() {
          @Override
          public void publish(LogRecord told) {
            if (told.getLevel().intValue() >= Level.SEVERE.intValue()) {
              faults.add(told.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(listening);
    try {
      for (String target : List.of("/%zz", "/-/%zz", "/-/live%", "/-/%c0%af")) {
        assertEquals(400, raw("GET " + target + " HTTP/1.1\r\nHost: x\r\n"), target);
      }
    } finally {
      root.removeHandler(listening);
    }
    assertEquals(List.of(), List.copyOf(faults));
  }

  @Test
  @Order(3)
  void requestsThatNoClientLibrarySends() throws Exception {
    assertEquals(200, raw("GET / HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(200, raw("GET http://x/?q HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(200, raw("GET / HTTP/1.0\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost:\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: a b\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: a/b\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: a@b\r\n"));
    assertEquals(200, raw("GET / HTTP/1.1\r\nHost: [::1]:80\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: x\r\n: nameless\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n"));
    assertEquals(400, raw("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gibberish\r\n"));
    assertEquals(204, raw("OPTIONS * HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET * HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(405, raw("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET /../x HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET /%00 HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET /\\x HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(200, raw("GET /?a=%zz HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET /%zz HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(400, raw("GET /-/%zz HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(404, raw("GET /a|b HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(501, raw("BREW / HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(414, raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n"));
    assertEquals(431, raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n"));
  }

  @Test
  @Order(3)
  void overHttp2ToConnectHasNoPathAndIsRefused() throws Exception {
    try (Socket socket = new Socket(site.getHost(), site.getPort())) {
      socket.setSoTimeout(20_000);
      String settings = "\0\0\0\4\0\0\0\0\0";
      String fields = "\2\7CONNECT\1\5x:443"; // :method and :authority (RFC 7541, section 6.2.2)
      String headers = "\0\0" + (char) fields.length() + "\1\5\0\0\0\1";
      String request = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings + headers + fields;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      StringBuilder response = new StringBuilder();
      while (!response.toString().contains("</html>")) {
        int next = socket.getInputStream().read();
        assertTrue(next >= 0, response.toString());
        response.append((char) next);
      }
      assertTrue(response.toString().contains("405"), response.toString());
    }
  }

  @Test
  @Order(4)
  void aBrowserThatListensHearsOfTheNextRelease() throws Exception {
    try (Listening listening = new Listening("/-/live?page=%2Fposts%2Fhello%2F")) {
      listening.await("event: release");
      publish(
          Map.of(
              "index.html",
              PAGE.formatted("home again"),
              "404.html",
              PAGE.formatted("not here"),
              "picture.png",
              "p"));
      String notHere = Digest.of(PAGE.formatted("not here").getBytes(UTF_8)).hex();
      listening.await("data: {\"page\":\"" + notHere + "\"");
      assertTrue(listening.text().contains("/picture.png"), listening.text());
      assertTrue(get("/").body().contains("home again"));
      assertEquals(404, get("/posts/hello/").statusCode());
      assertEquals(200, get("/assets/style.0123abcd.css").statusCode(), "for a grace time");

      Problem problem =
          new Problem(
              "Bad page",
              Optional.of("content/a.md"),
              1,
              2,
              "it is bad",
              Optional.empty(),
              Optional.empty());
      events().send(MessageCodec.encode(envelope(new BuildFailed("b", List.of(problem)))));
      listening.await("\"title\":\"Bad page\"");
      events()
          .send(
              MessageCodec.encode(
                  envelope(
                      new ReleasePublished(
                          "b",
                          new ReleaseId("0".repeat(64)),
                          Optional.empty(),
                          Optional.empty(),
                          0))));
      listening.await("data: []");
    }
    assertTrue(get("/-/live.js").body().contains("EventSource"));
  }

  @Test
  @Order(5)
  void aPoisonMessageIsRejectedAndTheNextIsRead() throws Exception {
    AtomicBoolean rejected = new AtomicBoolean();
    AtomicBoolean accepted = new AtomicBoolean();
    for (String poison :
        List.of("", "{", "[]", "{\"specversion\":\"1.0\"}", "\u0000", "nonsense")) {
      rejected.set(false);
      events()
          .send(
              org.eclipse.microprofile.reactive.messaging.Message.of(
                  poison,
                  Metadata.empty(),
                  () -> {
                    accepted.set(true);
                    return CompletableFuture.completedFuture(null);
                  },
                  reason -> {
                    rejected.set(true);
                    return CompletableFuture.completedFuture(null);
                  }));
      await().untilTrue(rejected);
    }
    assertFalse(accepted.get());
    publish(Map.of("index.html", PAGE.formatted("after the poison")));
    assertTrue(get("/").body().contains("after the poison"));
  }

  @Test
  @Order(6)
  void aDamagedReleaseIsRefusedAndTheCurrentOneStays() throws Exception {
    store.publish(Map.of("index.html", PAGE.formatted("damaged")));
    Path object = store.object(PAGE.formatted("damaged"));
    byte[] bytes = Files.readAllBytes(object);
    Files.delete(object);
    announce();
    await().until(() -> health("ready").body().contains("refused"));
    assertTrue(get("/").body().contains("after the poison"));
    assertEquals(200, health("ready").statusCode());
    Files.write(object, bytes);
    announce();
    await().until(() -> get("/").body().contains("damaged"));
  }

  @Test
  @Order(7)
  void onlyRequestsForTheServerSwitchItOff() {
    InMemorySource<String> shutdown = broker.source("shutdown");
    for (Target target : Target.values()) {
      shutdown.send(MessageCodec.encode(envelope(new ShutdownRequested(target, "for " + target))));
    }
    await().until(() -> noted.reasons.size() == 2);
    assertEquals(List.of("asked to: for SERVER", "asked to: for ALL"), noted.reasons);
  }

  @Test
  @Order(8)
  void anOperatorAsksOverTheQueue() throws Exception {
    assertEquals(401, send(to("/-/rebuild").POST(none())).statusCode());
    assertEquals(401, ask("/-/rebuild", "wrong"));
    assertEquals(401, ask("/-/shutdown?target=everything", "wrong"));
    assertEquals(202, ask("/-/rebuild?cause=a%20hook", "secret"));
    assertEquals(202, ask("/-/shutdown?target=builder&reason=night", "secret"));
    assertEquals(400, ask("/-/shutdown?target=everything", "secret"));
    assertEquals(405, get("/-/rebuild").statusCode());
    assertEquals(new RebuildRequested("a hook", Optional.empty()), sent("rebuild-requests"));
    assertEquals(new ShutdownRequested(Target.BUILDER, "night"), sent("shutdown-requests"));
    assertEquals(202, ask("/-/rebuild?git-ref=next", "secret"));
    assertEquals(
        new RebuildRequested("a request over HTTP", Optional.of("next")), sent("rebuild-requests"));
  }

  @Test
  @Order(9)
  void itIsMeasured() throws Exception {
    String metrics =
        client
            .send(
                HttpRequest.newBuilder(management.resolve("/q/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    for (String name :
        List.of(
            "pressroom_responses_total{status=\"200\"}",
            "pressroom_response_bytes_total",
            "pressroom_bodies_kept",
            "pressroom_release_addresses 1.0",
            "pressroom_release_age_seconds",
            "pressroom_release_refused 0.0",
            "pressroom_release_info{release=\"",
            "pressroom_event_age_seconds",
            "pressroom_bodies_total{result=\"hit\"}",
            "pressroom_bodies_total{result=\"miss\"}",
            "pressroom_broker_connected",
            "pressroom_certificate_expires_timestamp_seconds 0.0",
            "pressroom_live_streams")) {
      assertTrue(metrics.contains(name), name + " in\n" + metrics);
    }
  }

  /** Each release has a text that names its number and its asset, which has the number too. */
  @Test
  @Order(10)
  void whileReleasesComeEveryResponseIsOfOne() throws Exception {
    int releases = 40;
    AtomicInteger served = new AtomicInteger();
    Map<String, String> content = new HashMap<>();
    publish(numbered(content, 0));
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> reading = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        reading.add(readers.submit(() -> readUntil(releases, served)));
      }
      for (int number = 1; number <= releases; number++) {
        publish(numbered(content, number));
        served.set(number);
      }
      for (Future<Integer> reader : reading) {
        assertTrue(reader.get() > 0, "a reader that read nothing proves nothing");
      }
    }
  }

  private static Map<String, String> numbered(Map<String, String> content, int number) {
    content.keySet().removeIf(path -> path.startsWith("assets/"));
    content.put("now.txt", number + " " + asset(number) + "\n" + "x".repeat(5000));
    content.put(asset(number), "/* " + number + " */");
    return content;
  }

  private static String asset(int number) {
    return "assets/style.%08x.css".formatted(number);
  }

  private int readUntil(int last, AtomicInteger served) throws Exception {
    int responses = 0;
    int number = 0;
    String etag = "\"none\"";
    while (number < last) {
      int atLeast = served.get();
      HttpResponse<String> now = send(to("/now.txt").header("If-None-Match", etag));
      if (now.statusCode() == 304) {
        assertTrue(number >= atLeast, "a stale 304: " + number + " after " + atLeast);
      } else {
        assertEquals(200, now.statusCode());
        etag = header(now, "etag");
        assertEquals("\"" + Digest.of(now.body().getBytes(UTF_8)).hex() + "\"", etag);
        int before = number;
        number = Integer.parseInt(now.body().substring(0, now.body().indexOf(' ')));
        assertTrue(number >= Math.max(before, atLeast), number + " after " + atLeast);
        HttpResponse<String> style = get("/" + asset(number));
        assertEquals(200, style.statusCode(), "the asset of " + number);
        assertEquals("/* " + number + " */", style.body());
      }
      responses++;
    }
    return responses;
  }

  private int ask(String path, String token) throws Exception {
    return send(to(path).header("Authorization", "Bearer " + token).POST(none())).statusCode();
  }

  private Message sent(String channel) throws Exception {
    return MessageCodec.decode(broker.<String>sink(channel).received().getLast().getPayload())
        .message();
  }

  /** Publishes a release, announces it and waits until it is served. */
  private ReleaseId publish(Map<String, String> content) {
    ReleaseId id = store.publish(content);
    announce();
    await().until(() -> health("ready").body().contains(id.value()));
    return id;
  }

  private void announce() {
    ReleaseId id;
    try {
      id = store.reader().live().orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    events()
        .send(
            MessageCodec.encode(
                envelope(new ReleasePublished("b", id, Optional.empty(), Optional.empty(), 1))));
  }

  private InMemorySource<Object> events() {
    return broker.source("events");
  }

  private static Envelope envelope(Message message) {
    return new Envelope(
        UUID.randomUUID().toString(), URI.create("urn:test"), Instant.EPOCH, message);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(site.toString().replaceAll("/$", "") + path));
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> health(String kind) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(management.resolve("/q/health/" + kind)).build(),
        BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow(() -> new AssertionError(name));
  }

  /** Sends a request as it is written and gives the status of the response. */
  private int raw(String request) throws IOException {
    try (Socket socket = new Socket(site.getHost(), site.getPort())) {
      socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(UTF_8));
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  /** An open stream of events. */
  private final class Listening implements AutoCloseable {
    private final Queue<String> parts = new ConcurrentLinkedQueue<>();
    private final InputStream in;

    Listening(String path) throws Exception {
      HttpResponse<InputStream> response =
          client.send(to(path).build(), BodyHandlers.ofInputStream());
      assertEquals("text/event-stream", header(response, "content-type"));
      in = response.body();
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      byte[] buffer = new byte[4096];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          parts.add(new String(buffer, 0, n, UTF_8));
        }
      } catch (IOException e) {
        parts.add(e.toString());
      }
    }

    String text() {
      return String.join("", parts);
    }

    void await(String part) {
      org.awaitility.Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> text().contains(part));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
