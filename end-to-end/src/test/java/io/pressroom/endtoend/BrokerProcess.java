package io.pressroom.endtoend;

import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A broker with a password in a process of its own, set up as the public image sets one up. */
final class BrokerProcess {
  static final String USER = "pressroom";
  static final String PASSWORD = "not-the-default";

  private BrokerProcess() {}

  /** Runs until killed. Arguments: the port, the folder of the journal. */
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
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteQueues(false)
                .setDeadLetterAddress(SimpleString.of("DLQ")));
    ActiveMQServers.newActiveMQServer(configuration, null, new OneUser(), true).start();
    System.out.println("broker is up");
  }

  private static final class OneUser implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String password) {
      return USER.equals(user) && PASSWORD.equals(password);
    }

    @Override
    public boolean validateUserAndRole(
        String user, String password, Set<Role> roles, CheckType checkType) {
      return validateUser(user, password);
    }
  }
}
