package io.pressroom.endtoend;

import java.io.IOException;

/** A signal as POSIX names it, less the SIG. */
enum Signal {
  HUP,
  INT,
  TERM,
  KILL,
  QUIT,
  STOP,
  CONT;

  /** Of a process that this signal has ended. */
  int exitCode() {
    return switch (this) {
      case HUP -> 129;
      case INT -> 130;
      case QUIT -> 131;
      case KILL -> 137;
      case TERM -> 143;
      case STOP, CONT -> throw new IllegalStateException(this + " ends no process");
    };
  }

  /**
   * Sends this signal with the shell's own {@code kill}.
   *
   * @param target a process id; a negative one is the process group of that id
   */
  void sendTo(long target) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -s " + name() + " -- " + target)
        .inheritIO()
        .start()
        .waitFor();
  }
}
