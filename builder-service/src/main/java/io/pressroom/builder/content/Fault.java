package io.pressroom.builder.content;

import io.pressroom.message.Problem;
import java.util.Optional;

/** A fault of ours, or of a library, that the content brings to light: its author is told. */
public final class Fault {

  /** Of the problem that it is to the author. */
  public static final String TITLE = "Fault of Pressroom";

  private Fault() {}

  /**
   * The problem that it is to the author.
   *
   * @param file that brings it to light, where it is one
   * @param what cannot be done, as a sentence without its full stop
   * @param failure what was thrown
   */
  public static Problem in(Optional<ContentPath> file, String what, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] stack = root.getStackTrace();
    String detail = "%s (%s%s)".formatted(what, root, stack.length == 0 ? "" : " at " + stack[0]);
    return file.map(path -> Problem.in(path.value(), TITLE, detail))
        .orElseGet(() -> Problem.of(TITLE, detail))
        .withHint("simplify it, and tell the developers of Pressroom what it was");
  }
}
