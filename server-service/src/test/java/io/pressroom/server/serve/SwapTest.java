package io.pressroom.server.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.server.load.LoadedRelease;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.MediaTypes;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Retention;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that a real writer publishes to, and the rooms that serve it, over real connections. */
@Timeout(240)
class SwapTest {

  private static final int PUBLISHES = 1_000;
  private static final int READERS = 4;

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private StoreWriter writer;
  private Replica replica;
  private Manifest manifest = Manifest.empty();

  @BeforeEach
  void begin() throws Exception {
    writer = StoreWriter.open(folder.resolve("store"));
    replica = new Replica(folder.resolve("store"));
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    replica.close();
    writer.close();
  }

  /**
   * Release <i>n</i> has a page that names <i>n</i> and its style sheet, which has <i>n</i> in it
   * too, a film that is sent from its file, and a post for each number up to <i>n</i>.
   */
  @Test
  void whileAThousandReleasesComeEveryResponseIsOfOne() throws Exception {
    publish(0);
    AtomicInteger served = new AtomicInteger();
    List<WeakReference<LoadedRelease>> releases = new ArrayList<>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> reading = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        boolean coded = i % 2 == 0;
        reading.add(readers.submit(() -> readUntil(PUBLISHES, served, coded)));
      }
      for (int number = 1; number <= PUBLISHES; number++) {
        WeakReference<LoadedRelease> release = new WeakReference<>(publish(number));
        served.set(number);
        releases.add(release);
        if (number % 100 == 0) {
          writer.prune(new Retention(2, Duration.ofSeconds(5)));
        }
      }
      for (Future<Integer> reader : reading) {
        assertTrue(reader.get() > 100, "a reader that hardly read proves little");
      }
    }
    assertEquals(0, replica.tally.responses(500));
    assertTrue(replica.bodies.bytesKept() <= Replica.MEMORY, "kept: " + replica.bodies.bytesKept());
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              System.gc();
              return releases.stream().filter(release -> release.get() != null).count() <= 1;
            });
  }

  private int readUntil(int last, AtomicInteger served, boolean coded) throws Exception {
    int responses = 0;
    int number = -1;
    String etag = "\"none\"";
    while (number < last) {
      int atLeast = served.get();
      HttpRequest.Builder request = replica.to("/").header("If-None-Match", etag);
      HttpResponse<byte[]> page = send(coded ? request.header("Accept-Encoding", "gzip") : request);
      if (page.statusCode() == 304) {
        assertTrue(number >= atLeast, "a stale 304: " + number + " after " + atLeast);
      } else {
        assertEquals(200, page.statusCode());
        etag = header(page, "etag");
        String text = new String(whole(page, coded), UTF_8);
        int before = number;
        number = Integer.parseInt(text.substring(0, text.indexOf(' ')));
        assertTrue(number >= Math.max(before, atLeast), number + " after " + atLeast);
        HttpResponse<byte[]> style = send(replica.to("/" + style(number)));
        assertEquals(200, style.statusCode(), "the style of " + number);
        assertEquals("/* " + number + " */", new String(whole(style, false), UTF_8));
      }
      HttpResponse<byte[]> post = send(replica.to("/posts/" + atLeast + ".txt"));
      assertEquals(200, post.statusCode(), "a stale 404: post " + atLeast);
      assertEquals("post " + atLeast, new String(whole(post, false), UTF_8));
      HttpResponse<byte[]> next = send(replica.to("/posts/" + (atLeast + 1) + ".txt"));
      assertTrue(next.statusCode() == 200 || next.statusCode() == 404, next.toString());
      if (responses % 8 == 0) {
        HttpResponse<byte[]> film = send(replica.to("/film.bin"));
        assertEquals(200, film.statusCode());
        whole(film, false);
      }
      responses++;
    }
    return responses;
  }

  /** The body, which is what its entity tag says it is. */
  private static byte[] whole(HttpResponse<byte[]> response, boolean coded) throws IOException {
    byte[] body = response.body();
    String suffix = "";
    if (coded) {
      assertEquals("gzip", header(response, "content-encoding"));
      suffix = "-gzip";
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    assertEquals('"' + Digest.of(body).hex() + suffix + '"', header(response, "etag"));
    return body;
  }

  /** Retention takes a file away while somebody reads it: who reads gets all of it. */
  @Test
  void whatIsBeingSentIsSentToItsEndThoughRetentionRemovesIt() throws Exception {
    byte[] film = new byte[32 << 20];
    for (int i = 0; i < film.length; i += 4096) {
      film[i] = (byte) (i >> 12);
      film[i + 1] = (byte) (i >> 20);
    }
    publish(List.of(entryOf("film.bin", film)), film);
    Path object = StoreReader.at(folder.resolve("store")).object(Digest.of(film));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), replica.port())) {
      socket.setReceiveBufferSize(64 << 10);
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /film.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertTrue(head.toString().startsWith("HTTP/1.1 200 "), head.toString());
      byte[] begun = in.readNBytes(1 << 20);

      byte[] text = "nothing here now".getBytes(UTF_8);
      publish(List.of(entryOf("index.html", text)), text);
      assertTrue(writer.prune(new Retention(1, Duration.ZERO)).objects() > 0);
      assertFalse(Files.exists(object), "it is gone from the store");
      assertEquals(404, send(replica.to("/film.bin")).statusCode());

      byte[] rest = in.readAllBytes();
      assertEquals(film.length, begun.length + rest.length);
      byte[] all = java.util.Arrays.copyOf(begun, film.length);
      System.arraycopy(rest, 0, all, begun.length, rest.length);
      assertEquals(Digest.of(film), Digest.of(all));
    }
  }

  /** A page that is open keeps its style for a while, if retention leaves that; else it is gone. */
  @Test
  void anAssetOfAnEarlierReleaseThatRetentionRemovedIsNotFound() throws Exception {
    for (int size : new int[] {100, 400_000}) {
      String path = "assets/old%d.0123abcd.bin".formatted(size);
      byte[] old = new byte[size];
      byte[] page = ("a page of " + size).getBytes(UTF_8);
      byte[] notFound = "not here".getBytes(UTF_8);
      publish(List.of(entryOf(path, old), entryOf("404.html", notFound)), old, notFound);
      try (Replica late = new Replica(folder.resolve("store"))) { // it has read nothing yet
        late.look();
        publish(List.of(entryOf("a.html", page), entryOf("404.html", notFound)), page, notFound);
        assertTrue(late.look().retired("/" + path).isPresent(), "in its grace time");
        assertTrue(writer.prune(new Retention(1, Duration.ZERO)).objects() > 0);
        for (int i = 0; i < 2; i++) {
          HttpResponse<byte[]> gone = send(late.to("/" + path));
          assertEquals(404, gone.statusCode(), path);
          assertEquals("not here", new String(gone.body(), UTF_8), path);
          assertEquals("text/html;charset=utf-8", header(gone, "content-type"), path);
          assertEquals("no-cache", header(gone, "cache-control"), path);
        }
      }
    }
  }

  /** Servers that know nothing of each other say the same, so that any of them may be asked. */
  @Test
  void threeServersOnOneStoreSayTheSame() throws Exception {
    try (Replica second = new Replica(folder.resolve("store"));
        Replica third = new Replica(folder.resolve("store"))) {
      LoadedRelease release = null;
      for (int number = 0; number < 10; number++) {
        release = publish(number);
        if (number != 5) { // One that missed a release comes to the same as the others.
          assertEquals(release.id(), second.look().id());
        }
      }
      assertEquals(release.id(), third.look().id(), "it started late");
      for (Replica server : List.of(replica, second, third)) {
        await().until(() -> send(server.to("/")).headers().firstValue("last-modified").isPresent());
      }
      for (String path :
          List.of("/", "/film.bin", "/posts/3.txt", "/" + style(9), "/none", "/posts", "/%00")) {
        for (String coding : List.of("identity", "gzip", "br", "zstd")) {
          List<String> said = new ArrayList<>();
          for (Replica server : List.of(replica, second, third)) {
            HttpResponse<byte[]> response = send(server.to(path).header("Accept-Encoding", coding));
            TreeMap<String, List<String>> fields = new TreeMap<>(response.headers().map());
            fields.remove("date");
            said.add(response.statusCode() + " " + fields + " " + Digest.of(response.body()));
          }
          assertEquals(1, Set.copyOf(said).size(), path + " " + coding + ": " + said);
        }
      }
    }
  }

  private static String style(int number) {
    return "assets/style.%s.css".formatted(HexFormat.of().toHexDigits(number));
  }

  private LoadedRelease publish(int number) throws IOException {
    List<OutputPath> removed = number == 0 ? List.of() : List.of(new OutputPath(style(number - 1)));
    byte[] page = (number + " " + style(number) + "\n" + "x".repeat(5_000)).getBytes(UTF_8);
    byte[] style = ("/* " + number + " */").getBytes(UTF_8);
    byte[] post = ("post " + number).getBytes(UTF_8);
    byte[] film = ("film " + number / 10 + " ").repeat(25_000).getBytes(UTF_8);
    manifest =
        manifest.with(
            List.of(
                entryOf("index.html", page),
                entryOf(style(number), style),
                entryOf("posts/" + number + ".txt", post),
                entryOf("film.bin", film)),
            removed);
    return publish(manifest, page, style, post, film);
  }

  private LoadedRelease publish(List<Entry> entries, byte[]... contents) throws IOException {
    return publish(Manifest.of(entries), contents);
  }

  private LoadedRelease publish(Manifest next, byte[]... contents) throws IOException {
    try (Staging staging = writer.stage()) {
      for (byte[] bytes : contents) {
        staging.put(bytes);
      }
      staging.publish(next);
    }
    return replica.look();
  }

  private static Entry entryOf(String path, byte[] bytes) {
    OutputPath output = new OutputPath(path);
    return new Entry(output, Digest.of(bytes), bytes.length, MediaTypes.of(output));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow(() -> new AssertionError(name));
  }
}
