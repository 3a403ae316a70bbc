package io.pressroom.builder;

import io.pressroom.builder.command.Console;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The process of builder-service. Exit codes: 0 after it was asked to stop, 1 where it cannot start
 * or a stop did not come to its end in time, 130 after a second signal.
 */
@QuarkusMain
public final class Builder implements QuarkusApplication {

  private static final Console CONSOLE = Console.ofService("builder");
  private static final Shutdown SHUTDOWN =
      new Shutdown(CONSOLE, Quarkus::asyncExit, Runtime.getRuntime()::halt, System::nanoTime);

  /** Starts the builder; it ends with a signal. */
  public static void main(String... args) {
    // What programs read, such as the broker's address, has the same digits wherever it is written.
    Locale.setDefault(Locale.ROOT);
    // Before anything else, so that a signal ends the process in order however early it comes.
    Signals.onStop(SHUTDOWN::signal);
    try {
      SecretFile.read(System.getenv());
    } catch (CannotStart e) {
      ended(1, e);
    }
    Quarkus.run(Builder.class, Builder::ended, args);
  }

  @Override
  public int run(String... args) {
    if (!SHUTDOWN.isRequested()) {
      Quarkus.waitForExit();
    }
    return 0;
  }

  private static void ended(int code, Throwable failure) {
    if (failure != null) {
      explain(failure);
    }
    System.exit(code);
  }

  private static void explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CannotStart e -> {
          CONSOLE.error("cannot start: " + e.getMessage());
          return;
        }
        // The management port is the only one that the framework opens here.
        case BindException e when String.valueOf(e.getMessage()).contains("in use") -> {
          CONSOLE.error(
              "cannot start: the management port %s is taken; set QUARKUS_MANAGEMENT_PORT to a free one"
                  .formatted(management("port")));
          return;
        }
        case SocketException e -> {
          CONSOLE.error(cannotListen(e.getMessage()));
          return;
        }
        case UnknownHostException _ -> {
          CONSOLE.error(cannotListen("the name is not known"));
          return;
        }
        case ConfigValidationException e -> {
          for (int i = 0; i < e.getProblemCount(); i++) {
            CONSOLE.error("cannot start: " + WrongSetting.explain(e.getProblem(i).getMessage()));
          }
          return;
        }
        case ConfigurationException e -> {
          CONSOLE.error("cannot start: " + WrongSetting.explain(String.valueOf(e.getMessage())));
          return;
        }
        default -> {}
      }
    }
    CONSOLE.fault("cannot start, by a fault of the builder itself", failure);
  }

  private static String cannotListen(String why) {
    return "cannot start: nobody can listen at %s:%s (%s); set QUARKUS_MANAGEMENT_HOST and QUARKUS_MANAGEMENT_PORT"
        .formatted(management("host"), management("port"), why);
  }

  private static String management(String setting) {
    return ConfigProvider.getConfig().getValue("quarkus.management." + setting, String.class);
  }

  @Produces
  @Singleton
  Console console() {
    return CONSOLE;
  }

  @Produces
  @Singleton
  Shutdown shutdown() {
    return SHUTDOWN;
  }
}
