package io.pressroom.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Message.ResumeRequested;
import io.pressroom.message.Message.RollbackRequested;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages as text: CloudEvents 1.0 in the JSON format, structured mode.
 *
 * <pre>
 * {"specversion":"1.0","id":"6f1…","source":"urn:pressroom:builder","time":"2026-01-02T03:04:05Z",
 *  "type":"io.pressroom.BuildStarted.v1","datacontenttype":"application/json",
 *  "dataschema":"urn:pressroom:schema:BuildStarted:1",
 *  "data":{"buildId":"b7","cause":"content/posts/a.md changed"}}
 * </pre>
 *
 * The type carries the version of the message. Fields that are not known are ignored, so a field
 * can be added within a version; another version is refused.
 */
public final class MessageCodec {

  private static final String TYPE_PREFIX = "io.pressroom.";
  private static final String SCHEMA_PREFIX = "urn:pressroom:schema:";
  private static final String VERSION = "1";

  private static final Set<String> NAMES =
      Stream.of(Message.class.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private MessageCodec() {}

  /** The message as JSON, on one line. */
  public static String encode(Envelope envelope) {
    String name = envelope.message().getClass().getSimpleName();
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", envelope.id());
    event.put("source", envelope.source().toString());
    event.put("time", envelope.time().toString());
    event.put("type", TYPE_PREFIX + name + ".v" + VERSION);
    event.put("datacontenttype", "application/json");
    event.put("dataschema", schema(name));
    write(envelope.message(), event.putObject("data"));
    return event.toString();
  }

  /** Problems as a JSON array, on one line, of the objects that they are in a message too. */
  public static String encode(List<Problem> problems) {
    ArrayNode list = JSON.createArrayNode();
    problems.forEach(problem -> write(problem, list.addObject()));
    return list.toString();
  }

  private static void write(Message message, ObjectNode data) {
    switch (message) {
      case RebuildRequested(String cause, Optional<String> gitRef) -> {
        data.put("cause", cause);
        gitRef.ifPresent(ref -> data.put("gitRef", ref));
      }
      case RollbackRequested(ReleaseId release, String cause) -> {
        data.put("release", release.value());
        data.put("cause", cause);
      }
      case ResumeRequested(String cause) -> data.put("cause", cause);
      case ShutdownRequested(Target target, String reason) -> {
        data.put("target", text(target));
        data.put("reason", reason);
      }
      case BuildStarted(String buildId, String cause) -> {
        data.put("buildId", buildId);
        data.put("cause", cause);
      }
      case BuildProgressed(String buildId, int done, int total) -> {
        data.put("buildId", buildId);
        data.put("done", done);
        data.put("total", total);
      }
      case BuildFailed(String buildId, List<Problem> problems) -> {
        data.put("buildId", buildId);
        ArrayNode list = data.putArray("problems");
        problems.forEach(problem -> write(problem, list.addObject()));
      }
      case ReleasePublished(
              String buildId,
              ReleaseId release,
              Optional<ReleaseId> parent,
              Optional<Changes> changes,
              int problems) -> {
        data.put("buildId", buildId);
        data.put("release", release.value());
        parent.ifPresent(id -> data.put("parent", id.value()));
        changes.ifPresent(
            paths -> {
              ObjectNode node = data.putObject("changes");
              write(paths.changed(), node.putArray("changed"));
              write(paths.removed(), node.putArray("removed"));
            });
        data.put("problems", problems);
      }
    }
  }

  private static void write(Problem problem, ObjectNode node) {
    node.put("title", problem.title());
    problem.file().ifPresent(file -> node.put("file", file));
    node.put("line", problem.line());
    node.put("column", problem.column());
    node.put("detail", problem.detail());
    problem.hint().ifPresent(hint -> node.put("hint", hint));
    problem.excerpt().ifPresent(excerpt -> node.put("excerpt", excerpt));
  }

  private static void write(List<OutputPath> paths, ArrayNode node) {
    paths.forEach(path -> node.add(path.value()));
  }

  /**
   * The message that {@code text} is.
   *
   * @throws UnreadableMessageException if it is none that this version knows
   */
  public static Envelope decode(String text) throws UnreadableMessageException {
    JsonNode event;
    try {
      event = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnreadableMessageException("not JSON: " + e.getOriginalMessage(), e);
    }
    Fields attributes = Fields.of("the message", event);
    String specversion = attributes.text("specversion");
    if (!specversion.equals("1.0")) {
      throw new UnreadableMessageException(
          "CloudEvents specversion " + specversion + " is not known; this service reads 1.0");
    }
    String name = name(attributes.text("type"));
    String schema = attributes.optional("dataschema").orElse(schema(name));
    if (!schema.equals(schema(name))) {
      throw new UnreadableMessageException(
          "its dataschema is " + schema + "; this service reads " + schema(name));
    }
    String id = attributes.text("id");
    URI source = attributes.parsed("source", URI::create);
    Instant time = attributes.parsed("time", OffsetDateTime::parse).toInstant();
    Fields data = Fields.of(name, event.get("data"));
    Message message = data.checked(() -> read(name, data));
    return attributes.checked(() -> new Envelope(id, source, time, message));
  }

  private static String schema(String name) {
    return SCHEMA_PREFIX + name + ":" + VERSION;
  }

  private static String name(String type) throws UnreadableMessageException {
    int dot = type.lastIndexOf(".v");
    String name = dot < TYPE_PREFIX.length() ? "" : type.substring(TYPE_PREFIX.length(), dot);
    if (!type.startsWith(TYPE_PREFIX) || !NAMES.contains(name)) {
      throw new UnreadableMessageException("the message type " + type + " is not known");
    }
    String version = type.substring(dot + 2);
    if (!version.equals(VERSION)) {
      throw new UnreadableMessageException(
          "version %s of %s is not known; this service reads version %s"
              .formatted(version, name, VERSION));
    }
    return name;
  }

  private static Message read(String name, Fields data) throws UnreadableMessageException {
    return switch (name) {
      case "RebuildRequested" -> new RebuildRequested(data.text("cause"), data.optional("gitRef"));
      case "RollbackRequested" ->
          new RollbackRequested(data.parsed("release", ReleaseId::new), data.text("cause"));
      case "ResumeRequested" -> new ResumeRequested(data.text("cause"));
      case "ShutdownRequested" ->
          new ShutdownRequested(data.parsed("target", MessageCodec::target), data.text("reason"));
      case "BuildStarted" -> new BuildStarted(data.text("buildId"), data.text("cause"));
      case "BuildProgressed" ->
          new BuildProgressed(data.text("buildId"), data.number("done"), data.number("total"));
      case "BuildFailed" -> {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode problem : data.list("problems")) {
          problems.add(problem(Fields.of(name + ".problems", problem)));
        }
        yield new BuildFailed(data.text("buildId"), problems);
      }
      case "ReleasePublished" ->
          new ReleasePublished(
              data.text("buildId"),
              data.parsed("release", ReleaseId::new),
              data.optional("parent").isPresent()
                  ? Optional.of(data.parsed("parent", ReleaseId::new))
                  : Optional.empty(),
              data.has("changes") ? Optional.of(changes(data.object("changes"))) : Optional.empty(),
              data.number("problems"));
      default -> throw new AssertionError("a message that is not read: " + name);
    };
  }

  private static Target target(String text) {
    for (Target target : Target.values()) {
      if (text.equals(text(target))) {
        return target;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is none of builder, server, all");
  }

  private static String text(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  private static Problem problem(Fields fields) throws UnreadableMessageException {
    String title = fields.text("title");
    Optional<String> file = fields.optional("file");
    int line = fields.number("line");
    int column = fields.number("column");
    String detail = fields.text("detail");
    Optional<String> hint = fields.optional("hint");
    Optional<String> excerpt = fields.optional("excerpt");
    return fields.checked(() -> new Problem(title, file, line, column, detail, hint, excerpt));
  }

  private static Changes changes(Fields fields) throws UnreadableMessageException {
    return new Changes(fields.paths("changed"), fields.paths("removed"));
  }

  /** The fields of one JSON object, each with its name in what is said when it is wrong. */
  private record Fields(String of, JsonNode node) {

    static Fields of(String of, JsonNode node) throws UnreadableMessageException {
      if (node == null || !node.isObject()) {
        throw new UnreadableMessageException(of + ": not a JSON object");
      }
      return new Fields(of, node);
    }

    boolean has(String name) {
      return node.hasNonNull(name);
    }

    Fields object(String name) throws UnreadableMessageException {
      return of(of + "." + name, node.get(name));
    }

    String text(String name) throws UnreadableMessageException {
      return optional(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    Optional<String> optional(String name) throws UnreadableMessageException {
      if (!has(name)) {
        return Optional.empty();
      }
      if (!node.get(name).isTextual()) {
        throw wrong(name, "is not text");
      }
      return Optional.of(node.get(name).textValue());
    }

    int number(String name) throws UnreadableMessageException {
      if (!has(name)) {
        throw wrong(name, "is missing");
      }
      if (!node.get(name).canConvertToInt() || !node.get(name).isIntegralNumber()) {
        throw wrong(name, "is not a whole number");
      }
      return node.get(name).intValue();
    }

    JsonNode list(String name) throws UnreadableMessageException {
      if (!has(name) || !node.get(name).isArray()) {
        throw wrong(name, has(name) ? "is not a list" : "is missing");
      }
      return node.get(name);
    }

    List<OutputPath> paths(String name) throws UnreadableMessageException {
      List<OutputPath> paths = new ArrayList<>();
      for (JsonNode path : list(name)) {
        if (!path.isTextual()) {
          throw wrong(name, "has something that is not text");
        }
        paths.add(checked(() -> new OutputPath(path.textValue())));
      }
      return paths;
    }

    <T> T parsed(String name, Function<String, T> parser) throws UnreadableMessageException {
      String text = text(name);
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new UnreadableMessageException(of + ": " + name + ": " + e.getMessage(), e);
      }
    }

    <T> T checked(Reading<T> reading) throws UnreadableMessageException {
      try {
        return reading.read();
      } catch (IllegalArgumentException e) {
        throw new UnreadableMessageException(of + ": " + e.getMessage(), e);
      }
    }

    private UnreadableMessageException wrong(String name, String how) {
      return new UnreadableMessageException(of + ": " + name + " " + how);
    }

    @FunctionalInterface
    interface Reading<T> {
      T read() throws UnreadableMessageException;
    }
  }
}
