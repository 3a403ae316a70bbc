package io.pressroom.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A broker with a password in a process of its own, set up as the public image sets one up. */
final class BrokerProcess {
  static final String USER = "pressroom";
  static final String PASSWORD = "not-the-default";

  private BrokerProcess() {}

  private static volatile boolean refusing;

  /**
   * Runs until killed. Arguments: the port, the folder of the journal, and the port at which {@link
   * Press#broker()} asks.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO)
        .setJournalFileSize(1 << 20)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .addAcceptorConfiguration(
            "amqp", "tcp://127.0.0.1:" + arguments[0] + "?protocols=AMQP;useEpoll=false")
        // Without a queue at that address, dead letters are dropped.
        .addQueueConfiguration(
            QueueConfiguration.of("DLQ").setAddress("DLQ").setRoutingType(RoutingType.ANYCAST))
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteQueues(false)
                .setDeadLetterAddress(SimpleString.of("DLQ")));
    ActiveMQServer server =
        ActiveMQServers.newActiveMQServer(configuration, null, new OneUser(), true);
    server.start();
    answer(server, Integer.parseInt(arguments[2]));
    System.out.println("broker is up");
  }

  private static void answer(ActiveMQServer server, int port) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.createContext(
        "/",
        exchange -> {
          byte[] answer = answer(server, exchange.getRequestURI().getPath()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
  }

  private static String answer(ActiveMQServer server, String path) {
    return switch (path) {
      case "/connections" -> String.valueOf(server.getConnectionCount());
      case "/refuse" -> {
        refusing = true;
        yield "refusing";
      }
      case "/accept" -> {
        refusing = false;
        yield "accepting";
      }
      default -> {
        Queue queue = server.locateQueue(SimpleString.of(path.substring(1)));
        yield queue == null ? "0" : String.valueOf(queue.getMessageCount());
      }
    };
  }

  private static final class OneUser implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String password) {
      return !refusing && USER.equals(user) && PASSWORD.equals(password);
    }

    @Override
    public boolean validateUserAndRole(
        String user, String password, Set<Role> roles, CheckType checkType) {
      return validateUser(user, password);
    }
  }
}
