package io.pressroom.builder.command;

import io.pressroom.message.MessageCodec;
import io.pressroom.message.Problem;
import java.util.List;

/** What a command found, for tools. */
final class Report {

  private Report() {}

  /**
   * One JSON object on one line.
   *
   * @param ok whether the exit code is 0
   * @param files how many were made or looked at
   */
  static String json(boolean ok, int files, List<Problem> problems) {
    return "{\"ok\":%b,\"files\":%d,\"problems\":%s}"
        .formatted(ok, files, MessageCodec.encode(problems));
  }
}
