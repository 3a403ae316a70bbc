package io.pressroom.builder.fetch;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A host that gives out one repository by git's smart HTTP protocol, to one user where one is
 * named.
 */
final class HttpHost implements AutoCloseable {

  private static final String SERVICE = "git-upload-pack";

  private final HttpServer server;
  private final Repository repository;
  private final AtomicInteger packs = new AtomicInteger();

  HttpHost(Repository repository, int port, Optional<String> password) throws IOException {
    this.repository = repository;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    HttpContext context = server.createContext("/site.git", this::answer);
    password.ifPresent(
        word ->
            context.setAuthenticator(
                new BasicAuthenticator("git") {
                  @Override
                  public boolean checkCredentials(String user, String given) {
                    return user.equals("reader") && given.equals(word);
                  }
                }));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/site.git".formatted(port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How often somebody has come for more than the names of branches. */
  int packs() {
    return packs.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        UploadPack upload = new UploadPack(repository)) {
      upload.setBiDirectionalPipe(false);
      String version = exchange.getRequestHeaders().getFirst("Git-Protocol");
      if (version != null) {
        upload.setExtraParameters(List.of(version.split(":")));
      }
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/info/refs")) {
        start(exchange, "advertisement");
        upload.sendAdvertisedRefs(
            new PacketLineOutRefAdvertiser(new PacketLineOut(exchange.getResponseBody())), SERVICE);
      } else if (path.endsWith("/" + SERVICE)) {
        try (InputStream body = body(exchange)) {
          start(exchange, "result");
          upload.upload(body, exchange.getResponseBody(), null);
        }
        if (upload.getStatistics() != null) {
          packs.incrementAndGet();
        }
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  private static void start(HttpExchange exchange, String kind) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "application/x-%s-%s".formatted(SERVICE, kind));
    exchange.sendResponseHeaders(200, 0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
