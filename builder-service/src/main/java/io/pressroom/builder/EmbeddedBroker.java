package io.pressroom.builder;

import io.pressroom.message.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The message broker of one machine: Apache Artemis inside this process, speaking AMQP 1.0, with
 * its journal in one folder, so that {@code pressroom up} needs nothing but a JDK.
 */
final class EmbeddedBroker {

  /** Where messages go that nobody could read. A person looks there; no service does. */
  static final String DEAD_LETTERS = "pressroom.dead-letters";

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int JOURNAL_FILE_BYTES = 1 << 20;
  private static final int EVENTS_MAX_BYTES = 4 << 20;

  /** Held here, as a level is forgotten with its logger. */
  private static final Logger ARTEMIS_LOG = Logger.getLogger("org.apache.activemq");

  private final Path folder;
  private final String host;
  private final int port;
  private ActiveMQServer server;

  EmbeddedBroker(Path folder, String host, int port) {
    this.folder = folder;
    this.host = host;
    this.port = port;
  }

  /**
   * Starts the broker; when it returns, clients can connect.
   *
   * @param patience how long to wait for another builder's broker to end
   * @throws CannotStart where the port is taken or the folder cannot be used
   */
  void start(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        askForPort();
        break;
      } catch (CannotStart e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
    try {
      server = new ActiveMQServerImpl(configuration(patience));
      server.start();
      // Artemis logs a failure of its start instead of throwing it.
      if (!server.waitForActivation(10 + patience.toSeconds(), TimeUnit.SECONDS)
          || !server.isStarted()) {
        throw new CannotStart(
            "the embedded broker does not start in %s: is the folder writable, and is no other builder using it?"
                .formatted(folder));
      }
      // Where a command of a person finds it.
      Files.writeString(folder.resolve("address"), "%s:%d%n".formatted(host, port));
    } catch (CannotStart e) {
      throw e;
    } catch (Exception e) {
      throw new CannotStart(
          "the embedded broker does not start in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Stops the broker. What is in durable queues is on the disk and is there at the next start. */
  void stop() {
    if (server == null) {
      return;
    }
    // It complains of clients that go while it goes; they do, as a stop is for all of them.
    ARTEMIS_LOG.setLevel(Level.OFF);
    try {
      server.stop(false, true);
    } catch (Exception e) {
      // The process ends; the journal is made to be read after worse than this.
    }
  }

  /** Artemis would only log a port that is taken and go on without it. */
  private void askForPort() {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new CannotStart(
          ("the embedded broker cannot listen on %s:%d (%s); set PRESSROOM_BROKER_PORT to a free port,"
                  + " or PRESSROOM_BROKER_EMBEDDED=false to use the broker that runs there")
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private Configuration configuration(Duration patience) throws Exception {
    var configuration =
        new ConfigurationImpl()
            .setName("pressroom")
            .setPersistenceEnabled(true)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setJournalType(JournalType.NIO)
            .setJournalFileSize(JOURNAL_FILE_BYTES)
            .setJournalMinFiles(2)
            .setJournalPoolFiles(2)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
            // Two processes on one journal: say so soon, instead of waiting for ever.
            .setJournalLockAcquisitionTimeout(Math.max(1000, patience.toMillis()))
            // A disk that is nearly full must not silence the builder, who would say so.
            .setMaxDiskUsage(-1)
            .setScheduledThreadPoolMaxSize(2)
            .setThreadPoolMaxSize(8)
            .addAcceptorConfiguration(
                "amqp",
                "tcp://%s:%d?protocols=AMQP;useEpoll=false;useKQueue=false;nioRemotingThreads=2"
                    .formatted(host, port));

    configuration.addAddressConfiguration(queue(Addresses.REBUILD));
    configuration.addAddressConfiguration(queue(DEAD_LETTERS));
    configuration.addAddressConfiguration(topic(Addresses.EVENTS));
    configuration.addAddressConfiguration(topic(Addresses.SHUTDOWN));

    configuration.setAddressSettings(
        Map.of(
            "#",
            settings(),
            // Events are hints: a server that does not read them costs a little memory, never the
            // disk.
            Addresses.EVENTS,
            settings()
                .setMaxSizeBytes(EVENTS_MAX_BYTES)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)));
    return configuration;
  }

  private static AddressSettings settings() {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
        // A request is given up only by being refused, not by a builder that was killed often.
        .setMaxDeliveryAttempts(-1)
        .setAutoCreateAddresses(false);
  }

  private static CoreAddressConfiguration queue(String name) {
    return new CoreAddressConfiguration()
        .setName(name)
        .addRoutingType(RoutingType.ANYCAST)
        .addQueueConfiguration(
            QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true));
  }

  private static CoreAddressConfiguration topic(String name) {
    return new CoreAddressConfiguration().setName(name).addRoutingType(RoutingType.MULTICAST);
  }
}
