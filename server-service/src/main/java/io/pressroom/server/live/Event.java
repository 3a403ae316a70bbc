package io.pressroom.server.live;

import io.pressroom.message.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The events of a stream, in the format of the WHATWG's HTML standard, section 9.2. */
final class Event {

  /** Says nothing, and keeps a connection from looking dead. */
  static final String NOTHING = ":\n\n";

  /** How soon a browser comes back whose stream was cut, in milliseconds. */
  static final String RETRY = "retry: 500\n\n";

  private Event() {}

  /**
   * A release is served.
   *
   * @param page the digest of what the browser's address shows now, or nothing where it shows
   *     nothing
   * @param moved where that is now which the browser's address showed, if it has another one
   * @param files the addresses that changed or are gone and are not pages; empty where they are too
   *     many to name
   */
  static String release(
      String id,
      Optional<String> page,
      Optional<String> moved,
      Optional<Collection<String>> files) {
    JsonObject data = new JsonObject().put("page", page.orElse(""));
    moved.ifPresent(address -> data.put("moved", address));
    data.put("files", files.map(list -> new JsonArray(List.copyOf(list))).orElse(null));
    return "id: " + id + "\n" + event("release", data.encode());
  }

  /** The problems that the site has now. */
  static String problems(List<Problem> problems) {
    JsonArray data = new JsonArray();
    for (Problem problem : problems) {
      data.add(
          new JsonObject()
              .put("title", problem.title())
              .put("file", problem.file().orElse(null))
              .put("line", problem.line())
              .put("column", problem.column())
              .put("detail", problem.detail())
              .put("hint", problem.hint().orElse(null))
              .put("excerpt", problem.excerpt().orElse(null)));
    }
    return event("problems", data.encode());
  }

  /** How far a build is. */
  static String progress(int done, int total) {
    return event("progress", new JsonObject().put("done", done).put("total", total).encode());
  }

  /** JSON has no line break outside its strings and none unescaped within them. */
  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
