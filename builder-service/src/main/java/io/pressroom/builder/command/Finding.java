package io.pressroom.builder.command;

/**
 * What a look at one thing came to.
 *
 * @param detail what was found
 * @param hint what to do; empty where there is nothing to do
 */
record Finding(State state, String subject, String detail, String hint) {

  enum State {
    /** As it should be. */
    OK,
    /** It works, and will not for ever or not for everybody. */
    MIND,
    /** Pressroom cannot work so. */
    BAD
  }

  static Finding ok(String subject, String detail) {
    return new Finding(State.OK, subject, detail, "");
  }

  static Finding mind(String subject, String detail, String hint) {
    return new Finding(State.MIND, subject, detail, hint);
  }

  static Finding bad(String subject, String detail, String hint) {
    return new Finding(State.BAD, subject, detail, hint);
  }

  @Override
  public String toString() {
    String mark =
        switch (state) {
          case OK -> "ok  ";
          case MIND -> "mind";
          case BAD -> "BAD ";
        };
    return "%s  %-10s %s%s"
        .formatted(mark, subject, detail, hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
