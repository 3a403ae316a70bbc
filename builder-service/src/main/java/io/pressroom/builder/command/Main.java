package io.pressroom.builder.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The commands that are no service: {@code build}, {@code new}, {@code check}, {@code releases},
 * {@code rollback} and {@code doctor}. Exit codes: 0; 1 where something is wrong with the site or
 * the command could not do its work; 2 where it was not understood.
 */
@Command(name = "pressroom")
public final class Main {

  private static final String HOOKS = "PRESSROOM_HOOKS";

  private Main() {}

  /** Runs one command and ends the process. */
  public static void main(String... arguments) {
    // What tools read has the same digits wherever it is written.
    Locale.setDefault(Locale.ROOT);
    // Before anything logs: the one that Quarkus brings, which complains of every other.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    // Nobody sees what is logged here, and until it is told otherwise that log keeps every trace.
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(run(Console.ofCommand(), System.getenv(), arguments));
  }

  static int run(Console console, Map<String, String> environment, String... arguments) {
    Clock clock = Clock.systemUTC();
    String word = environment.getOrDefault(HOOKS, "");
    boolean hooks;
    try {
      hooks = Switch.parse(word).orElse(false);
    } catch (IllegalArgumentException e) {
      console.error("pressroom: %s cannot be \"%s\": %s".formatted(HOOKS, word, e.getMessage()));
      return 2;
    }
    return new CommandLine(new Main())
        .addSubcommand(new BuildCommand(console, clock, hooks))
        .addSubcommand(new NewCommand(console, clock))
        .addSubcommand(new CheckCommand(console, clock))
        .addSubcommand(new ReleasesCommand(console, Clock.system(ZoneId.systemDefault())))
        .addSubcommand(new RollbackCommand(console, clock))
        .addSubcommand(new DoctorCommand(console, clock))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> misuse(console, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(console, e))
        .execute(arguments);
  }

  private static int misuse(Console console, ParameterException e) {
    console.error("pressroom: " + e.getMessage() + "; see ./pressroom --help");
    return 2;
  }

  private static int failed(Console console, Exception e) {
    switch (e) {
      case CommandFailure failure -> console.error("pressroom: " + failure.getMessage());
      case IOException io -> console.error("pressroom: " + Console.reason(io));
      case UncheckedIOException io -> console.error("pressroom: " + Console.reason(io.getCause()));
      default -> console.fault("pressroom: a fault of its own", e);
    }
    return 1;
  }
}
