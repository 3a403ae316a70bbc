package io.pressroom.server;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jboss.logging.Logger;

/**
 * Looks whether a key is that of its certificate. The framework does not, and with another one
 * every connection breaks off. Such a pair is refused at the start; where it is found in place of
 * one that is in use, as in the moment in which the files of a renewed one are exchanged, that one
 * stays.
 */
@ApplicationScoped
class Certificates {

  private static final Logger LOG = Logger.getLogger(Certificates.class);
  private static final String[] KINDS = {"RSA", "EC", "EdDSA"};

  private final Vertx vertx;
  private volatile Optional<Instant> expires = Optional.empty();

  Certificates(Vertx vertx) {
    this.vertx = vertx;
  }

  void check(TlsConfigurationRegistry registry) {
    registry
        .getDefault()
        .flatMap(this::withAnothersKey)
        .ifPresent(
            subject -> {
              throw new WrongSetting(
                  "quarkus.tls.key-store (QUARKUS_TLS_KEY_STORE_…)",
                  "the key is not that of the certificate for %s: name the two that belong together"
                      .formatted(subject));
            });
    expires = registry.getDefault().flatMap(Certificates::expiry);
  }

  /**
   * When the first of the certificates expires that are in use; empty without any. A renewed one
   * that cannot be read is not taken, and the framework does not tell of it: it shows here.
   */
  Optional<Instant> expires() {
    return expires;
  }

  /** Before the framework takes it; what is thrown here keeps it from that. */
  void renewed(@Observes @Priority(1) CertificateUpdatedEvent event) {
    withAnothersKey(event.tlsConfiguration())
        .ifPresent(
            subject -> {
              LOG.errorf(
                  "Certificate not taken: the key is not that of the certificate for %s; the one"
                      + " before it stays, and the next look is after QUARKUS_TLS_RELOAD_PERIOD",
                  subject);
              throw new IllegalStateException("the key is another certificate's");
            });
    expires = expiry(event.tlsConfiguration());
  }

  private static Optional<Instant> expiry(TlsConfiguration tls) {
    KeyStore store = tls.getKeyStore();
    List<Instant> ends = new ArrayList<>();
    try {
      for (String alias : store == null ? List.<String>of() : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          ends.add(certificate.getNotAfter().toInstant());
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a key store that was not loaded", e);
    }
    return ends.stream().min(Comparator.naturalOrder());
  }

  /** Whom the certificate is for that has the key of another one. */
  private Optional<String> withAnothersKey(TlsConfiguration tls) {
    if (tls.getKeyStoreOptions() == null) {
      return Optional.empty();
    }
    KeyManager[] managers;
    try {
      managers = tls.getKeyStoreOptions().getKeyManagerFactory(vertx).getKeyManagers();
    } catch (Exception e) { // as it is declared
      throw new IllegalStateException("the certificate cannot be read", e);
    }
    return Stream.of(managers)
        .filter(X509KeyManager.class::isInstance)
        .map(X509KeyManager.class::cast)
        .flatMap(
            manager ->
                Stream.of(KINDS)
                    .map(kind -> manager.getServerAliases(kind, null))
                    .flatMap(Stream::ofNullable)
                    .flatMap(Stream::of)
                    .filter(alias -> !fits(manager, alias))
                    .map(alias -> manager.getCertificateChain(alias)[0]))
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .findFirst();
  }

  private static boolean fits(X509KeyManager manager, String alias) {
    return isPair(
        manager.getPrivateKey(alias), manager.getCertificateChain(alias)[0].getPublicKey());
  }

  private static boolean isPair(PrivateKey key, PublicKey other) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
              });
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(other);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // not even of one kind
    }
  }
}
