package io.pressroom.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;

/** Starts server-service. */
@QuarkusMain
public final class Main {

  private Main() {}

  /** Runs until a signal, a message or a failed start ends it. */
  public static void main(String... arguments) {
    // What programs read, such as the access log, has the same digits wherever it is written.
    Locale.setDefault(Locale.ROOT);
    Stop.OF_THIS_PROCESS.onSignals();
    // The room that serves judges addresses, and says why; the framework's own check says nothing,
    // and refuses queries that nobody reads.
    System.setProperty("vertx.disableURIValidation", "true");
    System.setProperty(ConnectionLimits.SWITCH, "serviceload");
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    System.setProperty("half-the-processors", Integer.toString(half));
    if (System.getenv("NO_COLOR") != null) {
      System.setProperty("quarkus.console.color", "false");
    }
    try {
      SecretFile.read(System.getenv());
    } catch (SecretFile.MissingSecretException e) {
      ended(1, e);
    }
    Quarkus.run(null, Main::ended, arguments);
  }

  private static void ended(int code, Throwable failure) {
    if (failure != null) {
      System.err.println(StartFailure.explain(failure));
    }
    System.exit(code);
  }
}
