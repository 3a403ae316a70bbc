package io.pressroom.builder.command;

import io.pressroom.message.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What a person reads: short lines, in colour where a terminal shows them, and a line of progress
 * there that is drawn over by the next.
 */
public final class Console {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private final String name;
  private final Clock clock;
  private boolean progressShown;

  Console(PrintStream out, boolean terminal, boolean colour, String name, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
    this.name = name;
    this.clock = clock;
  }

  /** For a service: every line has the time and the service's name before it. */
  public static Console ofService(String name) {
    return onStandardOutput(name);
  }

  /** For a command: lines as they are. */
  public static Console ofCommand() {
    return onStandardOutput("");
  }

  /** For tests: says nothing. */
  public static Console silent() {
    return new Console(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        false,
        false,
        "",
        Clock.systemUTC());
  }

  private static Console onStandardOutput(String name) {
    // UTF-8 whatever the locale says: a container without a locale would turn every accent into
    // "?".
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean terminal = onTerminal();
    boolean colour = terminal && System.getenv("NO_COLOR") == null;
    return new Console(out, terminal, colour, name, Clock.system(ZoneId.systemDefault()));
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 has gone back to null where there is no terminal.
  private static boolean onTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  /** What happened. */
  public synchronized void line(String text) {
    print(text);
  }

  /** What somebody should know, though nothing is lost by it. */
  public synchronized void warn(String text) {
    print(paint(YELLOW, text));
  }

  /** What somebody has to do something about. */
  public synchronized void error(String text) {
    print(paint(RED, text));
  }

  /** A fault of the program, with all that helps to mend it. */
  public synchronized void fault(String text, Throwable fault) {
    error(text);
    var trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    trace.toString().lines().forEach(this::excerptLine);
  }

  /** Why a file could not be read or written, for a person: never empty, never a class name. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileSystemException file when file.getReason() != null ->
          file.getFile() + ": " + file.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /** Problems of the content, each with the lines of the file that it is about. */
  public synchronized void problems(List<Problem> problems) {
    for (Problem problem : problems) {
      print(paint(RED, problem.toString()));
      problem.excerpt().ifPresent(excerpt -> excerpt.lines().forEach(this::excerptLine));
    }
  }

  /** One line for a tool, just as it is. */
  synchronized void raw(String line) {
    out.println(line);
  }

  /** Whether progress is shown at all. */
  boolean showsProgress() {
    return terminal;
  }

  /** How far a long job is; shown on a terminal only. */
  public synchronized void progress(String text) {
    if (terminal) {
      out.print(ERASE_LINE + prefix() + paint(DIM, text) + "\r");
      out.flush();
      progressShown = true;
    }
  }

  private void excerptLine(String line) {
    print("    " + paint(DIM, line));
  }

  private void print(String text) {
    if (progressShown) {
      out.print(ERASE_LINE);
      progressShown = false;
    }
    out.println(prefix() + text);
  }

  private String prefix() {
    return name.isEmpty()
        ? ""
        : paint(DIM, TIME.format(ZonedDateTime.now(clock))) + " " + paint(BOLD, name) + "  ";
  }

  private String paint(String how, String text) {
    return colour ? how + text + PLAIN : text;
  }
}
