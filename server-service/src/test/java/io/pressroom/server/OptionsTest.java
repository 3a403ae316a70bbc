package io.pressroom.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.pressroom.server.follow.Hints;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.Store;
import io.pressroom.store.ReleaseId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may switch on, and the limits, over real connections, with TLS and without. */
@QuarkusTest
@QuarkusTestResource(value = OptionsTest.Surroundings.class, restrictToAnnotatedClass = true)
@Timeout(60)
class OptionsTest {

  private static final String PAGE =
      "<!DOCTYPE html><html><head><link rel=\"stylesheet\" href=\"/assets/a.0123abcd.css\">"
          + "<script src=/a.js defer></script></head><body>%s</body></html>";
  private static final int CONNECTIONS = 60;

  /** A store, certificates, and all options on. */
  public static final class Surroundings implements QuarkusTestResourceLifecycleManager {

    static Path folder;

    @Override
    public Map<String, String> start() {
      try {
        folder = Files.createTempDirectory("pressroom-server");
        makeCertificate("first", 90);
        makeCertificate("second", 60);
        mix();
        use("first");
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      Map<String, String> settings = new HashMap<>();
      settings.put("pressroom.store", folder.resolve("store").toString());
      settings.put("pressroom.look-every", "1h");
      settings.put("pressroom.cache-control", "/files/* public, max-age=600; /files/b* no-store");
      settings.put("pressroom.short-addresses", "true");
      settings.put("pressroom.cors-origins", "https://friend.example");
      settings.put("pressroom.early-hints", "true");
      settings.put("pressroom.access-log", "json");
      settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
      settings.put("quarkus.http.proxy.allow-x-forwarded", "true");
      settings.put("quarkus.http.proxy.enable-forwarded-host", "true");
      settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.2");
      settings.put("quarkus.http.idle-timeout", "1s"); // a service of Netty's is not found here
      settings.put("quarkus.http.limits.max-connections", Integer.toString(CONNECTIONS));
      settings.put("quarkus.http.test-ssl-port", "0");
      settings.put("quarkus.tls.key-store.p12.path", folder.resolve("current.p12").toString());
      settings.put("quarkus.tls.key-store.p12.password", "secret");
      settings.put("quarkus.tls.reload-period", "1s");
      settings.putAll(InMemoryConnector.switchIncomingChannelsToInMemory("events", "shutdown"));
      settings.putAll(
          InMemoryConnector.switchOutgoingChannelsToInMemory(
              "rebuild-requests", "shutdown-requests"));
      return settings;
    }

    private static void makeCertificate(String name, int days) throws IOException {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "site",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=" + name,
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-validity",
                  Integer.toString(days),
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  folder.resolve(name + ".p12").toString(),
                  "-storepass",
                  "secret")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool.log").toFile())
              .start();
      assertEquals(0, keytool.onExit().join().exitValue());
    }

    /** Makes a certificate with the key of another. */
    private static void mix() throws IOException, GeneralSecurityException {
      char[] password = "secret".toCharArray();
      KeyStore first = KeyStore.getInstance(folder.resolve("first.p12").toFile(), password);
      KeyStore second = KeyStore.getInstance(folder.resolve("second.p12").toFile(), password);
      Key key = first.getKey("site", password);
      second.setKeyEntry("site", key, password, second.getCertificateChain("site"));
      try (OutputStream mixed = Files.newOutputStream(folder.resolve("mixed.p12"))) {
        second.store(mixed, password);
      }
    }

    /** Exchanges the certificate as a renewal does: whole, in one step. */
    static void use(String name) throws IOException {
      Path next = folder.resolve("next.p12");
      Files.copy(folder.resolve(name + ".p12"), next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          next,
          folder.resolve("current.p12"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void stop() {
      InMemoryConnector.clear();
    }
  }

  @Inject Settings settings;
  @Inject Hints hints;
  @Inject Current current;
  @Inject Vertx vertx;
  @Inject MeterRegistry metrics;
  @Inject Certificates certificates;
  @Inject TlsConfigurationRegistry registry;

  @TestHTTPResource("/")
  URI site;

  @TestHTTPResource(value = "/", tls = true)
  URI secureSite;

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void begin() {
    Logger.getLogger("access").addHandler(handler);
    publish(
        "/old /about 301\n/about /taken\nnonsense\nhttp://x.example/* https://x.example/:splat 301!\n",
        "/*\n  X-One: 1\n  ! Permissions-Policy\n/gone/*\n  Cache-Control: max-age=60\n  X-Two: 2\n");
  }

  @AfterEach
  void end() {
    Logger.getLogger("access").removeHandler(handler);
  }

  @Test
  void aSiteSaysItselfHowItIsServed() throws Exception {
    HttpResponse<String> about = get("/about");
    assertEquals(200, about.statusCode());
    assertEquals("1", header(about, "x-one"));
    assertEquals("", header(about, "permissions-policy"));
    assertTrue(header(about, "content-security-policy").contains("script-src"));
    HttpResponse<String> old = get("/old?a=b");
    assertEquals(301, old.statusCode());
    assertEquals("/about?a=b", header(old, "location"));
    HttpResponse<String> same = send(to("/about").header("If-None-Match", header(about, "etag")));
    assertEquals(304, same.statusCode());
    assertEquals("1", header(same, "x-one"));
    HttpResponse<String> part = send(to("/files/a.txt").header("Range", "bytes=0-1"));
    assertEquals(206, part.statusCode());
    assertEquals("1", header(part, "x-one"));
    assertEquals(404, get("/_redirects").statusCode());
    assertEquals(404, get("/_headers").statusCode());
    HttpResponse<String> gone = get("/gone/x");
    assertEquals(404, gone.statusCode());
    assertEquals("2", header(gone, "x-two"));
    assertEquals("no-cache", header(gone, "cache-control"), "it may be there tomorrow");

    publish("/old /elsewhere 302\n", "/about\n  X-One: 3\n  Set-Cookie: a=1\n  Set-Cookie: b=2\n");
    assertEquals(List.of("a=1", "b=2"), get("/about").headers().allValues("set-cookie"));
    assertEquals("/elsewhere", header(get("/old"), "location"));
    assertEquals("3", header(get("/about"), "x-one"));
    assertEquals("", header(get("/"), "x-one"));
  }

  @Test
  void cacheControlIsSetByPath() throws Exception {
    assertEquals("public, max-age=600", header(get("/files/a.txt"), "cache-control"));
    assertEquals("no-store", header(get("/files/b.txt"), "cache-control"));
    assertEquals("no-cache", header(get("/about"), "cache-control"));
    HttpResponse<String> missing = get("/files/none");
    assertEquals(404, missing.statusCode());
    assertEquals("no-cache", header(missing, "cache-control"));
  }

  @ParameterizedTest
  @CsvSource({
    "/about.html, 308, /about",
    "/about.html?a=b, 308, /about?a=b",
    "/about, 200, ''",
    "/posts/index.html, 308, /posts/",
    "/index.html, 308, /",
    "/both.html, 200, ''",
    "/both, 308, /both/",
    "/404.html, 308, /404",
    "/files/a.txt, 200, ''",
  })
  void shortAddressesAreTheOnesToKnow(String target, int status, String location) throws Exception {
    HttpResponse<String> response = get(target);
    assertEquals(status, response.statusCode());
    assertEquals(location, header(response, "location"));
  }

  @Test
  void scriptsOfFriendsMayRead() throws Exception {
    HttpResponse<String> friend = send(to("/about").header("Origin", "https://friend.example"));
    assertEquals("https://friend.example", header(friend, "access-control-allow-origin"));
    assertTrue(vary(friend).contains("origin"), vary(friend));
    HttpResponse<String> other = send(to("/about").header("Origin", "https://other.example"));
    assertEquals("", header(other, "access-control-allow-origin"));
    assertTrue(vary(other).contains("origin"), vary(other));
    HttpResponse<String> preflight =
        send(
            to("/about")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://friend.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "range"));
    assertEquals(204, preflight.statusCode());
    assertEquals("https://friend.example", header(preflight, "access-control-allow-origin"));
    assertEquals("GET, HEAD, OPTIONS", header(preflight, "access-control-allow-methods"));
    assertEquals("range", header(preflight, "access-control-allow-headers"));
  }

  @Test
  void overTlsThereIsHttp2AndBrowsersAreToldToStay() throws Exception {
    HttpResponse<String> secure = secure();
    assertEquals(200, secure.statusCode());
    assertEquals(HttpClient.Version.HTTP_2, secure.version());
    assertEquals("max-age=31536000", header(secure, "strict-transport-security"));
    assertEquals("", header(get("/about"), "strict-transport-security"));
  }

  @Test
  void withoutTlsThereIsHttp2Too() throws Exception {
    try (HttpClient upgrading =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> response = upgrading.send(to("/about").build(), BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, response.version());
      assertEquals(200, response.statusCode());
    }
  }

  @Test
  void aRenewedCertificateIsTakenWithoutARestart() throws Exception {
    var expires = metrics.get("pressroom.certificate.expires.timestamp.seconds").gauge();
    Surroundings.use("first");
    await()
        .ignoreExceptions()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> certificate().equals("CN=first"));
    Surroundings.use("second");
    await()
        .ignoreExceptions()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> certificate().equals("CN=second"));
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> peer().getNotAfter().toInstant().getEpochSecond() == (long) expires.value());
    Surroundings.use("first");
    await()
        .ignoreExceptions()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> certificate().equals("CN=first"));
  }

  @Test
  void aCertificateWithTheKeyOfAnotherIsNotTaken() throws Exception {
    Logger logger = Logger.getLogger(Certificates.class.getName());
    logger.addHandler(handler);
    try {
      Surroundings.use("mixed");
      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> logged.stream().anyMatch(it -> it.startsWith("Certificate not taken: ")));
      var wrong = assertThrows(WrongSetting.class, () -> certificates.check(registry));
      assertTrue(wrong.getMessage().contains("CN=second"), wrong.getMessage());
      assertEquals("CN=first", certificate());
    } finally {
      Surroundings.use("first");
      logger.removeHandler(handler);
    }
  }

  @Test
  void overHttp2PagesArePrecededByWhatTheyWillLoad() throws Exception {
    List<MultiMap> early = new ArrayList<>();
    var http2 =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    try {
      var response =
          http2
              .request(HttpMethod.GET, site.getPort(), site.getHost(), "/about")
              .compose(request -> request.earlyHintsHandler(early::add).send())
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      assertEquals(200, response.statusCode());
    } finally {
      http2.close();
    }
    assertEquals(1, early.size());
    assertEquals(
        "</assets/a.0123abcd.css>; rel=preload; as=style, </a.js>; rel=preload; as=script",
        early.getFirst().get("link"));
  }

  @Test
  void eachRequestHasAnIdAndALine() throws Exception {
    HttpResponse<String> response =
        send(to("/about?x").header("X-Request-Id", "abc-1").header("User-Agent", "a\"b"));
    assertEquals("abc-1", header(response, "x-request-id"));
    JsonNode line = line("abc-1");
    assertEquals("GET", line.get("method").asText());
    assertEquals("/about?x", line.get("target").asText());
    assertEquals(200, line.get("status").asInt());
    assertEquals(response.body().length(), line.get("bytes").asInt());
    assertEquals("a\"b", line.get("agent").asText());
    assertEquals(current.release().orElseThrow().id().shortForm(), line.get("release").asText());
    String made = header(send(to("/about").header("X-Request-Id", "a b\"c")), "x-request-id");
    assertTrue(made.matches("[0-9a-f]{16}"), made);
    assertNotEquals(made, header(get("/none"), "x-request-id"));
  }

  @Test
  void onlyTheNamedProxyIsBelieved() throws Exception {
    String forwarded =
        "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: x.example\r\n";
    String trusted =
        raw("127.0.0.2", "GET /a HTTP/1.1\r\nHost: x.example\r\nX-Request-Id: p1\r\n" + forwarded);
    assertTrue(trusted.startsWith("HTTP/1.1 404"), trusted);
    assertTrue(trusted.contains("strict-transport-security"), trusted);
    assertEquals("192.0.2.7", line("p1").get("client").asText());
    for (String said : List.of("[2001:db8::7]:4711", "2001:db8::7")) {
      raw(
          "127.0.0.2",
          "GET /a HTTP/1.1\r\nHost: x\r\nX-Request-Id: p3\r\nX-Forwarded-For: " + said + "\r\n");
      assertEquals("2001:db8:0:0:0:0:0:7", line("p3").get("client").asText(), said);
      logged.clear();
    }
    String stranger =
        raw("127.0.0.3", "GET /a HTTP/1.1\r\nHost: x.example\r\nX-Request-Id: p2\r\n" + forwarded);
    assertTrue(stranger.startsWith("HTTP/1.1 301"), stranger);
    assertTrue(stranger.contains("https://x.example/a"), stranger);
    assertTrue(!stranger.contains("strict-transport-security"), stranger);
    assertEquals("127.0.0.3", line("p2").get("client").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.0", "HTTP/2.0", "HTTP/1.2", "HTTX/1.1"})
  void aVersionThatThereIsNotIsRefusedInOneThatThereIs(String version) throws Exception {
    var refused = metrics.get("pressroom.responses").tag("status", "505").functionCounter();
    double before = refused.count();
    String response = raw("127.0.0.1", "GET /about " + version + "\r\nHost: x\r\n");
    assertTrue(response.startsWith("HTTP/1.1 505 "), response);
    assertEquals(before + 1, refused.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void twoVersionsOfTlsAreSpoken(String version) throws Exception {
    assertEquals(version, secure(version).sslSession().orElseThrow().getProtocol());
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 0, 0, 404",
    "9000, 0, 0, 414",
    "1, 15000, 0, 404",
    "1, 20000, 0, 431",
    "1, 0, 60000, 405",
    "1, 0, 70000, 413",
  })
  void requestsHaveLimits(int uri, int header, int body, int status) throws Exception {
    String response =
        raw(
            "127.0.0.1",
            "%s /%s HTTP/1.1\r\nHost: x\r\nX: %s\r\nContent-Length: %d\r\n"
                .formatted(body > 0 ? "POST" : "GET", "x".repeat(uri), "x".repeat(header), body));
    assertEquals(Integer.toString(status), response.substring(9, 12), response);
  }

  @Test
  void aBodyWithoutAnEndIsNotReadToItsEnd() throws Exception {
    try (Socket socket = new Socket(site.getHost(), site.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /about HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                  .getBytes(ISO_8859_1));
      byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(ISO_8859_1);
      assertThrows(
          SocketException.class,
          () -> {
            for (int i = 0; i < 10_000; i++) {
              socket.getOutputStream().write(chunk);
            }
          });
    }
  }

  @Test
  void whoSaysNothingForTooLongIsLetGo() throws Exception {
    for (String begun : List.of("", "GET /about HT", "GET /about HTTP/1.1\r\nHost: x\r\nX:")) {
      try (Socket socket = new Socket(site.getHost(), site.getPort())) {
        socket.getOutputStream().write(begun.getBytes(ISO_8859_1));
        socket.setSoTimeout(20_000);
        assertEquals(-1, socket.getInputStream().read(), "closed, after \"" + begun + "\"");
      }
    }
  }

  @Test
  void thereAreNotMoreConnectionsThanAllowedAndTheyComeFreeAgain() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < CONNECTIONS + 20; i++) {
        Socket socket = new Socket(site.getHost(), site.getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
      }
      for (Socket socket : sockets) {
        if (!answers(socket)) {
          refused++;
        }
      }
      assertTrue(refused >= 20, "refused: " + refused);
      assertTrue(refused < CONNECTIONS, "refused: " + refused);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await().ignoreExceptions().until(() -> get("/about").statusCode() == 200);
  }

  private static boolean answers(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write("GET /about HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
      return socket.getInputStream().read() == 'H';
    } catch (SocketException e) {
      return false;
    }
  }

  private void publish(String redirects, String headers) {
    ReleaseId id =
        new Store(settings.store())
            .publish(
                Map.of(
                    "index.html", PAGE.formatted("home"),
                    "404.html", PAGE.formatted("not here"),
                    "about.html", PAGE.formatted("about"),
                    "posts/index.html", PAGE.formatted("posts"),
                    "both.html", PAGE.formatted("both"),
                    "both/index.html", PAGE.formatted("both too"),
                    "files/a.txt", "a text",
                    "files/b.txt", "b text",
                    "_redirects", redirects,
                    "_headers", headers));
    hints.look("a test published");
    await().until(() -> current.release().filter(r -> r.id().equals(id)).isPresent());
  }

  private JsonNode line(String id) throws IOException {
    await().until(() -> logged.stream().anyMatch(line -> line.contains("\"" + id + "\"")));
    return new ObjectMapper()
        .readTree(logged.stream().filter(line -> line.contains(id)).findFirst().orElseThrow());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(site.toString().replaceAll("/$", "") + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String vary(HttpResponse<?> response) {
    return String.join(", ", response.headers().allValues("vary"));
  }

  /** A page, over a connection of its own. */
  private HttpResponse<String> secure() throws Exception {
    return secure("TLSv1.3", "TLSv1.2");
  }

  private HttpResponse<String> secure(String... versions) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    try (HttpClient fresh =
        HttpClient.newBuilder()
            .sslContext(context)
            .sslParameters(new SSLParameters(null, versions))
            .build()) {
      return fresh.send(
          HttpRequest.newBuilder(secureSite.resolve("/about")).build(), BodyHandlers.ofString());
    }
  }

  private String certificate() throws Exception {
    return peer().getSubjectX500Principal().getName();
  }

  private X509Certificate peer() throws Exception {
    return (X509Certificate) secure().sslSession().orElseThrow().getPeerCertificates()[0];
  }

  /** Sends a request as it is written, from an address of this machine. */
  private String raw(String from, String request) throws IOException {
    try (Socket socket =
        new Socket(
            InetAddress.getByName(site.getHost()),
            site.getPort(),
            InetAddress.getByName(from),
            0)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[4096];
      int length = in.readNBytes(bytes, 0, "HTTP/1.1 404 Not Found".length());
      int rest = length > 0 ? in.read(bytes, length, bytes.length - length) : 0;
      return new String(bytes, 0, length + Math.max(0, rest), ISO_8859_1);
    }
  }

  /** The certificates here are nobody's. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
