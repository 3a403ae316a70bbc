package io.pressroom.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A visitor of one port of this machine. */
record Web(int port, HttpClient client) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Web(int port) {
    this(port, CLIENT);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The status a visitor would see now; 0 where nobody answers. */
  int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  /** Asks as an operator with that token, and returns the status. */
  int ask(String path, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The body a visitor would see now; empty where nobody answers. */
  String text(String path) throws InterruptedException {
    try {
      return get(path).body();
    } catch (IOException noAnswer) {
      return "";
    }
  }
}
