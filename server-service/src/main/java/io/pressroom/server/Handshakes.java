package io.pressroom.server;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import jakarta.inject.Singleton;

/**
 * Has worker threads do the arithmetic of a TLS handshake (RFC 8446, section 4), a millisecond or
 * two for each connection. On the event loop it would keep all those waiting who have a connection
 * already, and as many new ones as come at once would be that much silence.
 */
@Singleton
final class Handshakes implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true));
  }
}
