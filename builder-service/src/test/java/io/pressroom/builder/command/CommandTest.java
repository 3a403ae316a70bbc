package io.pressroom.builder.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staging;
import io.pressroom.store.StoreWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print, and the codes that they end with. */
class CommandTest {

  @TempDir Path site;
  @TempDir Path output;

  private record Ran(int code, String text) {
    JsonNode json() throws IOException {
      assertEquals(1, text.lines().count(), text);
      return JsonMapper.builder().build().readTree(text);
    }
  }

  private static Ran run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private static Ran run(Map<String, String> environment, String... arguments) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console console = new Console(out, false, false, "", Clock.systemUTC());
    int code = Main.run(console, environment, arguments);
    return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(site.resolve(path).getParent());
    Files.writeString(site.resolve(path), text);
  }

  private Ran build(String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "build";
    arguments[1] = site.toString();
    arguments[2] = "--output";
    arguments[3] = output.resolve("out").toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return run(arguments);
  }

  @Test
  void aToolReadsWhatIsWrong() throws IOException {
    write("content/a.md", "Text\n\nto [b](bb.md)\n");
    write("content/bb/index.md", "---\ntitle: A: B\n---\n");
    Ran built = build("--format", "json");
    assertEquals(1, built.code());
    JsonNode json = built.json();
    assertFalse(json.get("ok").asBoolean());
    assertTrue(json.get("files").asInt() > 3);
    assertEquals(2, json.get("problems").size(), built.text());
    JsonNode broken = json.get("problems").get(0);
    assertEquals("content/bb/index.md", broken.get("file").asText());
    assertEquals(2, broken.get("line").asInt());
    assertEquals("title: A: B", broken.get("excerpt").asText());
    assertTrue(broken.get("hint").asText().contains("quotes"));
    JsonNode dead = json.get("problems").get(1);
    assertEquals("Dead link", dead.get("title").asText());
    assertEquals(3, dead.get("line").asInt());
    assertEquals(4, dead.get("column").asInt());
    assertEquals("to [b](bb.md)", dead.get("excerpt").asText());

    Ran checked = run("check", site.toString(), "--format", "json");
    assertEquals(1, checked.code());
    assertEquals(json.get("problems"), checked.json().get("problems"));
  }

  @Test
  void aToolReadsThatAllIsWell() throws IOException {
    write("content/a.md", "Text\n");
    Ran built = build("--format=json");
    assertEquals(0, built.code(), built.text());
    assertTrue(built.json().get("ok").asBoolean());
    assertTrue(Files.exists(output.resolve("out/a/index.html")));
    Ran checked = run("check", site.toString(), "--format=json");
    assertEquals(0, checked.code());
    assertEquals(built.text(), checked.text());
  }

  @Test
  void aToolReadsOneLineWhateverHooksPrint() throws IOException {
    write("site.yaml", "hooks: {before: [{run: [echo, loud]}]}\n");
    String out = output.resolve("out").toString();
    for (String allowed : List.of("on", "YES", "off")) {
      Map<String, String> environment = Map.of("PRESSROOM_HOOKS", allowed);
      Ran read = run(environment, "build", site.toString(), "--output", out);
      assertEquals(!allowed.equals("off"), read.text().contains("loud"), read.text());
      Ran built = run(environment, "build", site.toString(), "--output", out, "--format=json");
      assertEquals(1, built.text().lines().count(), built.text());
      assertTrue(built.json().get("ok").asBoolean());
    }
    Ran wrong = run(Map.of("PRESSROOM_HOOKS", "maybe"), "check", site.toString());
    assertEquals(2, wrong.code());
    assertTrue(wrong.text().contains("PRESSROOM_HOOKS cannot be \"maybe\": it is true"));
  }

  @Test
  void aDeadLinkIsToldAndAStrictSiteIsNotBuiltWithOne() throws IOException {
    write("content/a.md", "[b](/b/)\n");
    Ran built = build();
    assertEquals(0, built.code(), built.text());
    assertTrue(built.text().contains("Dead link [content/a.md:1:1]: '/b/' leads to nothing"));
    assertTrue(built.text().contains("    [b](/b/)\n"), built.text());
    assertEquals(1, run("check", site.toString()).code());

    write("site.yaml", "strict: true\n");
    write("content/a.md", "[c](/c/)\n");
    built = build();
    assertEquals(1, built.code(), built.text());
    assertTrue(built.text().contains("nothing is written"), built.text());
    assertTrue(Files.readString(output.resolve("out/a/index.html")).contains("/b/"));
    assertFalse(build("--format", "json").json().get("ok").asBoolean());

    write("content/a.md", "[a](/a/)\n");
    assertEquals(0, build().code());
    assertEquals(0, run("check", site.toString()).code());
  }

  @Test
  void checkTellsEachDeadLinkOnce() throws IOException {
    write(
        "content/a.md",
        "---\ndate: 2026-01-02\n---\n[b](/b/?q#x) [c](c.md) ![d](d.png) [e](#e) [f](f.md#g)\n");
    write("content/f.md", "---\ntemplate: none\n---\n");
    write("templates/partials/end.html", "<a href=\"/b/\">b</a> <a href=\"/f/\">f</a>");
    write("templates/page.html", "{page.content.raw}{#include partials/end.html /}");
    String told = run("check", site.toString()).text();
    assertEquals(
        List.of("/b/?q#x", "c.md", "d.png", "#e"),
        told.lines()
            .filter(line -> line.startsWith("Dead"))
            .map(line -> line.replaceAll("^[^']*'([^']*)'.*", "$1"))
            .toList(),
        told);
    write("content/a.md", "Text.\n");
    told = run("check", site.toString()).text();
    assertTrue(told.contains("Dead link [content/a.md]: '/b/' leads to nothing"), told);
    assertFalse(told.contains("'/f/'"), told);

    write("site.yaml", "strict: true\n");
    write("templates/partials/end.html", "");
    write("content/a.md", "[f](f.md)\n");
    Ran built = build();
    assertEquals(1, built.code());
    assertTrue(built.text().contains("nothing is written"), built.text());
    assertFalse(built.text().contains("Dead"), built.text());
  }

  @Test
  void aFileInThePlaceOfTheOutputIsNamed() throws IOException {
    Path file = Files.writeString(output.resolve("out"), "mine");
    Ran built = build();
    assertEquals(1, built.code());
    assertTrue(built.text().contains("the output folder " + file + " is a file"), built.text());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void everyReasonIsToldWhereItIsAskedFor() throws IOException {
    write("content/a.md", "Text\n");
    assertTrue(build("--explain").text().contains("a/index.html: new\n"));
  }

  @Test
  void anAddressMayBeWrittenWithoutItsLastSlash() throws IOException {
    write("content/a.md", "Text\n");
    assertEquals(0, build("--base-url", "https://example.org/blog").code());
    String home = Files.readString(output.resolve("out/index.html"));
    assertTrue(home.contains("href=\"/blog/a/\""), home);
    Ran wrong = build("--base-url", "https://example.org/?page=1");
    assertEquals(2, wrong.code());
    assertTrue(wrong.text().contains("--base-url is not an address such as"), wrong.text());
  }

  @Test
  void anAddressWithSpacesAndAccentsIsPercentEncoded() throws IOException {
    write("site.yaml", "base-url: https://example.org/caf%C3%A9/à%20côté/\n");
    write("content/a.md", "[b](b.md) [c](#c)\n");
    assertEquals(0, build().code());
    String home = Files.readString(output.resolve("out/index.html"));
    assertTrue(home.contains("href=\"/caf%C3%A9/%C3%A0%20c%C3%B4t%C3%A9/a/\""), home);
    Ran checked = run("check", site.toString());
    assertTrue(checked.text().contains("Dead link [content/a.md:1:1]: 'b.md'"), checked.text());
    assertTrue(checked.text().contains("Dead link [content/a.md:1:11]: '#c'"), checked.text());
    assertTrue(checked.text().contains(": 2 problems"), checked.text());
  }

  @Test
  void aSiteAndAStoreAreCheckedOneByOne() throws IOException {
    write("content/a.md", "Text\n");
    Ran both = run("check", site.toString(), "--store", output.toString());
    assertEquals(2, both.code(), both.text());
    assertTrue(both.text().contains("check takes a SITE or --store, not both"), both.text());
  }

  @Test
  void whateverIsDamagedInAStoreIsTold() throws IOException {
    Path store = output.resolve("store");
    Ran none = run("check", "--store", store.toString());
    assertEquals(1, none.code(), none.text());
    assertTrue(none.text().contains("No live release"), none.text());

    try (StoreWriter writer = StoreWriter.open(store);
        Staging staging = writer.stage()) {
      Digest digest = staging.put("text".getBytes(StandardCharsets.UTF_8));
      var _ =
          staging.publish(
              Manifest.of(List.of(new Entry(OutputPath.of("a.txt"), digest, 4, "text/plain"))));
      assertEquals(0, run("check", "--store", store.toString()).code());
      // A part of the manifest, which is an object that no page is made of.
      try (Stream<Path> objects = Files.walk(store.resolve("objects"))) {
        Path other =
            objects
                .filter(Files::isRegularFile)
                .filter(object -> !object.equals(writer.reader().object(digest)))
                .findFirst()
                .orElseThrow();
        Files.writeString(other, "rubbish");
      }
      Files.createDirectories(store.resolve("objects/ab"));
      Files.writeString(store.resolve("objects/ab/no-object"), "left behind");
    }
    Ran damaged = run("check", "--store", store.toString(), "--format", "json");
    assertEquals(1, damaged.code());
    assertEquals(3, damaged.json().get("problems").size(), damaged.text());
    assertTrue(damaged.text().contains("no-object: not an object"), damaged.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A walk", "_underlined_", "Index", "README"})
  void aNewPostIsAPageWhateverItsTitleIs(String title) throws IOException {
    write("content/index.md", "Home\n");
    Ran made = run("new", "post", title, "--site", site.toString());
    assertEquals(0, made.code(), made.text());
    String name = Path.of(made.text().strip()).getFileName().toString().replace(".md", "");
    assertEquals(0, build().code());
    Path page = output.resolve("out/posts").resolve(name).resolve("index.html");
    assertTrue(Files.exists(page), page::toString);
  }

  @Test
  void wordsThatAreNotUnderstoodEndWithTwo() {
    String folder = site.toString();
    for (List<String> words :
        List.of(
            List.of("rollback", "--site", folder),
            List.of("rollback", "--resume", "3fa9", "--site", folder),
            List.of("new", "page", "Title", "--site", folder),
            List.of("new", "post", " ", "--site", folder),
            List.of("build", folder, "--format", "xml"))) {
      Ran misunderstood = run(words.toArray(String[]::new));
      assertEquals(2, misunderstood.code(), misunderstood.text());
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerIsSaidNotTo() {
    assertEquals(
        "it does not answer within 10 s",
        OperatorQueue.reason(new CompletionException(new TimeoutException())));
  }
}
