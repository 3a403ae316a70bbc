package io.pressroom.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageCodecTest {

  private static final Path SAMPLES = Path.of("src/test/resources/messages");
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String BUILD = "01hv-7";

  /** Each message, by the name of its sample. */
  private static final Map<String, Message> MESSAGES =
      Map.of(
          "RebuildRequested",
          new RebuildRequested("a push to main", Optional.of("refs/heads/main")),
          "RollbackRequested",
          new RollbackRequested(
              new ReleaseId("60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
              "the new menu is broken"),
          "ResumeRequested",
          new ResumeRequested("the menu is mended"),
          "ShutdownRequested",
          new ShutdownRequested(Target.ALL, "the machine is going down"),
          "BuildStarted",
          new BuildStarted(BUILD, "content/posts/hello.md changed"),
          "BuildProgressed",
          new BuildProgressed(BUILD, 120, 1000),
          "BuildFailed",
          new BuildFailed(
              BUILD,
              List.of(
                  new Problem(
                      "Unknown template",
                      Optional.of("content/posts/hello.md"),
                      3,
                      11,
                      "there is no template “artikel”",
                      Optional.of("did you mean article?"),
                      Optional.of("3 | template: artikel")),
                  Problem.of("Cannot copy", "the disk is full"))),
          "ReleasePublished",
          new ReleasePublished(
              BUILD,
              new ReleaseId("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
              Optional.of(
                  new ReleaseId(
                      "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")),
              Optional.of(
                  new Changes(
                      List.of(OutputPath.of("feed.xml"), OutputPath.of("posts/hello/index.html")),
                      List.of(OutputPath.of("posts/old/index.html")))),
              2),
          "ReleasePublished-first",
          new ReleasePublished(
              BUILD,
              new ReleaseId("60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
              Optional.empty(),
              Optional.empty(),
              0));

  private static Envelope envelope(Message message) {
    String source =
        switch (message) {
          case RebuildRequested r -> "urn:pressroom:operator";
          case RollbackRequested r -> "urn:pressroom:operator";
          case ResumeRequested r -> "urn:pressroom:operator";
          case ShutdownRequested s -> "urn:pressroom:operator";
          case BuildStarted s -> "urn:pressroom:builder";
          case BuildProgressed p -> "urn:pressroom:builder";
          case BuildFailed f -> "urn:pressroom:builder";
          case ReleasePublished p -> "urn:pressroom:builder";
        };
    return new Envelope("4fbb0a1e", URI.create(source), TIME, message);
  }

  static Stream<String> names() {
    return MESSAGES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSampleIsTheMessage(String name) throws Exception {
    String sample = sample(name);
    Envelope envelope = envelope(MESSAGES.get(name));
    assertEquals(envelope, MessageCodec.decode(sample));
    JsonMapper json = new JsonMapper();
    assertEquals(json.readTree(sample), json.readTree(MessageCodec.encode(envelope)));
  }

  @Test
  void everyMessageHasItsSample() throws IOException {
    List<String> samples;
    try (Stream<Path> files = Files.list(SAMPLES)) {
      samples =
          files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
    }
    assertEquals(names().toList(), samples);
    for (Class<?> type : Message.class.getPermittedSubclasses()) {
      assertTrue(samples.contains(type.getSimpleName()), type::getSimpleName);
    }
  }

  @Test
  void everyMessageIsDescribed() throws IOException {
    String described = Files.readString(Path.of("../docs/asyncapi.yaml"));
    for (Class<?> type : Message.class.getPermittedSubclasses()) {
      assertTrue(
          described.contains("io.pressroom." + type.getSimpleName() + ".v1"), type::getSimpleName);
    }
    for (String address : List.of(Addresses.REBUILD, Addresses.EVENTS, Addresses.SHUTDOWN)) {
      assertTrue(described.contains("address: " + address), address);
    }
  }

  @Test
  void aMessageIsOneLine() throws Exception {
    Envelope envelope = envelope(new BuildStarted("b", "line\nline \u2028 \"quoted\" 😀"));
    String text = MessageCodec.encode(envelope);
    assertFalse(text.contains("\n"));
    assertEquals(envelope, MessageCodec.decode(text));
  }

  @Test
  void fieldsThatAreNotKnownAreIgnored() throws Exception {
    String sample =
        sample("BuildFailed")
            .replace("\"specversion\"", "\"traceparent\": \"00-1\", \"specversion\"")
            .replace("\"buildId\"", "\"severity\": {\"level\": [1]}, \"buildId\"")
            .replace("\"title\"", "\"rule\": 7, \"title\"");
    assertEquals(envelope(MESSAGES.get("BuildFailed")), MessageCodec.decode(sample));
  }

  @Test
  void whatMayBeLeftOutMayBeNull() throws Exception {
    String sample = sample("RebuildRequested").replace("\"refs/heads/main\"", "null");
    assertEquals(
        new RebuildRequested("a push to main", Optional.empty()),
        MessageCodec.decode(sample).message());
    String bare =
        """
        {"specversion":"1.0","id":"1","source":"/curl","time":"2026-01-02T04:04:05+01:00",
         "type":"io.pressroom.RebuildRequested.v1","data":{"cause":"by hand"}}
        """;
    assertEquals(
        new Envelope(
            "1",
            URI.create("/curl"),
            Instant.parse("2026-01-02T03:04:05Z"),
            new RebuildRequested("by hand", Optional.empty())),
        MessageCodec.decode(bare));
  }

  /** What is changed in the sample of {@code ReleasePublished}, into what, and what is said. */
  static Stream<List<String>> unreadable() {
    return Stream.of(
        List.of(
            "\"1.0\"",
            "\"0.3\"",
            "CloudEvents specversion 0.3 is not known; this service reads 1.0"),
        List.of(
            "Published.v1",
            "Published.v2",
            "version 2 of ReleasePublished is not known; this service reads version 1"),
        List.of(
            "schema:ReleasePublished:1",
            "schema:ReleasePublished:2",
            "its dataschema is urn:pressroom:schema:ReleasePublished:2; this service reads urn:pressroom:schema:ReleasePublished:1"),
        List.of(
            "ReleasePublished.v1",
            "ReleaseForgotten.v1",
            "the message type io.pressroom.ReleaseForgotten.v1 is not known"),
        List.of(
            "io.pressroom.Rel",
            "com.example.Rel",
            "the message type com.example.ReleasePublished.v1 is not known"),
        List.of(
            "io.pressroom.ReleasePublished.v1",
            "io.pressroom.v1",
            "the message type io.pressroom.v1 is not known"),
        List.of("\"type\"", "\"typ\"", "the message: type is missing"),
        List.of("\"4fbb0a1e\"", "\"\"", "the message: a message's id cannot be empty"),
        List.of("\"4fbb0a1e\"", "7", "the message: id is not text"),
        List.of("2026-01-02T", "2026-13-02T", "the message: time: "),
        List.of("urn:pressroom:builder", "not a uri", "the message: source: "),
        List.of("\"data\"", "\"body\"", "ReleasePublished: not a JSON object"),
        List.of("\"buildId\"", "\"build\"", "ReleasePublished: buildId is missing"),
        List.of("9f86d081", "9F86D081", "ReleasePublished: release: not a release id"),
        List.of("60303ae2", "60303", "ReleasePublished: parent: not a release id"),
        List.of("feed.xml", "../feed.xml", "ReleasePublished.changes: not an output path"),
        List.of(
            "\"feed.xml\"",
            "7",
            "ReleasePublished.changes: changed has something that is not text"),
        List.of("\"removed\"", "\"gone\"", "ReleasePublished.changes: removed is missing"),
        List.of(
            "\"problems\": 2",
            "\"problems\": 2.5",
            "ReleasePublished: problems is not a whole number"),
        List.of(
            "\"problems\": 2",
            "\"problems\": 99999999999",
            "ReleasePublished: problems is not a whole number"),
        List.of(
            "\"problems\": 2",
            "\"problems\": -2",
            "ReleasePublished: not a number of problems: -2"));
  }

  @ParameterizedTest
  @MethodSource
  void unreadable(List<String> change) throws IOException {
    String sample = sample("ReleasePublished");
    assertTrue(sample.contains(change.get(0)), change::toString);
    assertUnreadable(sample.replace(change.get(0), change.get(1)), change.get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rubbish", "7", "[]", "null", "{", "{} {}", "\u0000"})
  void notEvenACloudEvent(String text) {
    assertUnreadable(text, text.equals("") ? "not a JSON object" : "not ");
  }

  @Test
  void nestedTooDeep() {
    assertUnreadable("[".repeat(100_000), "not JSON: ");
  }

  @Test
  void someSamplesInPieces() throws Exception {
    for (String name : names().toList()) {
      byte[] sample = sample(name).getBytes(UTF_8);
      int end = sample(name).lastIndexOf('}');
      for (int length = 0; length < end; length += 7) {
        String piece = new String(Arrays.copyOf(sample, length), UTF_8);
        assertThrows(UnreadableMessageException.class, () -> MessageCodec.decode(piece), piece);
      }
    }
  }

  @Test
  void targets() throws Exception {
    for (Target target : Target.values()) {
      Envelope envelope = envelope(new ShutdownRequested(target, "why"));
      assertEquals(envelope, MessageCodec.decode(MessageCodec.encode(envelope)));
    }
    String text = MessageCodec.encode(envelope(new ShutdownRequested(Target.ALL, "why")));
    assertUnreadable(
        text.replace("\"all\"", "\"everyone\""),
        "ShutdownRequested: target: \"everyone\" is none of builder, server, all");
  }

  /** It is printed, and must not look like another line of a log. */
  @Test
  void whatPeopleReadIsOneLine() throws Exception {
    for (String name : List.of("RebuildRequested", "RollbackRequested", "ResumeRequested")) {
      String sample = sample(name);
      String cause = sample.replaceFirst("(\"cause\": *\")[^\"]*", "$1me\\\\n\\\\u001b[31mnot me");
      assertNotEquals(sample, cause);
      assertTrue(
          MessageCodec.decode(cause).message().toString().contains("cause=me [31mnot me"), cause);
    }
  }

  private static void assertUnreadable(String text, String reason) {
    UnreadableMessageException e =
        assertThrows(UnreadableMessageException.class, () -> MessageCodec.decode(text));
    assertTrue(e.getMessage().contains(reason), e::getMessage);
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name + ".json"));
  }
}
