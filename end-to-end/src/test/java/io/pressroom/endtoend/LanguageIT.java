package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A system whose language has digits of its own, as Arabic and Persian have in Java. */
class LanguageIT {
  private static final String JVM = "JAVA_TOOL_OPTIONS";
  private static final String ARABIC = "-Duser.language=ar -Duser.country=EG";

  @RegisterExtension final Press press = new Press();

  @Test
  void whatProgramsReadIsWrittenWithTheDigitsThatTheyKnow() throws Exception {
    Program builder = press.builder(JVM + "=" + ARABIC);
    Program server = press.server(JVM + "=" + ARABIC, "PRESSROOM_ACCESS_LOG=combined");
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    server.awaitLine("\"GET /posts/first/ HTTP/1.1\" 200 [0-9]+ ");

    press.site().savePost("first", "First post", "Another text.");
    press.awaitServed(server, "/posts/first/", "Another text.");

    Program build =
        press.command(
            Map.of(JVM, ARABIC),
            "build",
            press.site().path().toString(),
            "--output",
            press.folder().resolve("output").toString(),
            "--format",
            "json");
    assertEquals(0, build.awaitExit(), build.output());
    assertTrue(
        build.lines().stream().anyMatch(line -> line.matches(".*\"files\":[0-9]+,.*")),
        build.output());
  }
}
