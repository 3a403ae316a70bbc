package io.pressroom.builder.fetch;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.UploadPack;

/** A host that gives out one repository over SSH to whoever has one key. */
final class SshHost implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();

  SshHost(Repository repository, KeyPair hostKey, PublicKey reader) throws IOException {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, _) -> user.equals("git") && key.equals(reader));
    server.setCommandFactory(
        (_, command) ->
            new AbstractCommandSupport(command, null) {
              @Override
              public void run() {
                try (UploadPack upload = new UploadPack(repository)) {
                  String version = getEnvironment().getEnv().get("GIT_PROTOCOL");
                  if (version != null) {
                    upload.setExtraParameters(List.of(version.split(":")));
                  }
                  upload.upload(getInputStream(), getOutputStream(), getErrorStream());
                  onExit(0);
                } catch (IOException e) {
                  onExit(1, e.getMessage());
                }
              }
            });
    server.start();
  }

  String url() {
    return "ssh://git@127.0.0.1:%d/site.git".formatted(server.getPort());
  }

  /** As it is in a file of known hosts. */
  String name() {
    return "[127.0.0.1]:%d".formatted(server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
