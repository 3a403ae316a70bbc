package io.pressroom.builder.command;

/** What a command prints. */
enum Format {
  /** Lines for a person. */
  TEXT,

  /**
   * One JSON object for a tool, on one line: {@code ok}, {@code files}, and {@code problems} as
   * {@code docs/asyncapi.yaml} has them in {@code BuildFailed}.
   */
  JSON
}
