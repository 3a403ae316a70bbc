package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./pressroom} as a person runs it: the script, its two services, and Ctrl-C at the
 * terminal.
 */
@ResourceLock(Press.USUAL_PORTS)
@Order(2) // one after the other, and so the longest of all
class LauncherIT {
  @RegisterExtension final Press press = new Press();

  private Program up(Map<String, String> settings) throws IOException {
    Program launcher = press.launcher(settings, press.up());
    launcher.awaitLine("Serving .* at http://localhost:" + press.webPort() + "/");
    press.awaitServed(launcher, "/posts/first/", "The first text.");
    return launcher;
  }

  @Test
  void ctrlCEndsAll() throws Exception {
    Program launcher = up(Map.of());
    press.site().savePost("first", "First post", "Another text.");
    press.awaitServed(launcher, "/posts/first/", "Another text.");
    launcher.signalGroup(Signal.INT);
    assertEquals(0, launcher.awaitExit());
    assertFalse(launcher.output().contains("\tat "), launcher::output);
    press.assertNoProcessLeft();
  }

  @Test
  void theAddressThatIsSetHoldsOnAnyPort() throws Exception {
    press.site().save("site.yaml", "title: Small blog\n");
    Program launcher = up(Map.of("PRESSROOM_BASE_URL", "https://example.org/"));
    assertTrue(press.web().text("/sitemap.xml").contains("https://example.org/posts/first/"));
    launcher.signalGroup(Signal.INT);
    assertEquals(0, launcher.awaitExit());
  }

  @Test
  void aSiteThatIsToLiveBelowAPathIsWholeHereToo() throws Exception {
    press.site().save("site.yaml", "title: Small blog\nbase-url: 'https://example.org/blog/'\n");
    Program launcher = up(Map.of());
    String home = press.web().text("/");
    assertTrue(home.contains("href=\"/posts/first/\""), home);
    launcher.signalGroup(Signal.INT);
    assertEquals(0, launcher.awaitExit());
  }

  /** Both find the usual ports free, as neither listens there yet. */
  @Test
  void twoThatAreStartedAtOnceKeepOutOfEachOthersWay() throws Exception {
    Path site = Files.createDirectory(press.folder().resolve("other"));
    SiteFolder.smallBlog(site).savePost("other", "Another post", "Of another site.");
    Web web = new Web(Ports.free());
    Program one = press.launcher(Map.of(), press.up());
    Program two =
        press.launcher(Map.of(), "up", site.toString(), "--port", String.valueOf(web.port()));
    press.awaitServed(one, "/posts/first/", "The first text.");
    two.await("its page is served").until(() -> web.text("/posts/other/").contains("another site"));
    for (Program launcher : List.of(one, two)) {
      launcher.awaitLine("ready|release .* is live");
      launcher.signalGroup(Signal.INT);
      assertEquals(0, launcher.awaitExit());
    }
  }

  /** What is live is served first, and the builder is started when it is. */
  @ParameterizedTest
  @ValueSource(strings = {"server-service", "builder-service"})
  void ctrlCInALaterStartEndsAll(String lastStarted) throws Exception {
    Program first = up(Map.of());
    first.signalGroup(Signal.INT);
    assertEquals(0, first.awaitExit());
    Program launcher = press.launcher(Map.of(), press.up());
    launcher.await("starts it").until(() -> press.runs(lastStarted));
    launcher.signalGroup(Signal.INT);
    assertEquals(0, launcher.awaitExit());
    press.assertNoProcessLeft();
  }

  @Test
  void aSignalToTheScriptAloneEndsAll() throws Exception {
    Program launcher = up(Map.of());
    launcher.signal(Signal.TERM);
    assertEquals(0, launcher.awaitExit());
    press.assertNoProcessLeft();
  }

  @Test
  void ctrlCInABuildLetsItFinish() throws Exception {
    Program launcher = up(Map.of("PRESSROOM_RENDER_PAUSE", "PT0.4S"));
    SlowBuild build = SlowBuild.begin(press, launcher, press.launchersQueue());
    launcher.signalGroup(Signal.INT);
    assertEquals(0, launcher.awaitExit());
    assertTrue(build.isPublished());
    press.store().assertWhole();
    press.assertNoProcessLeft();
  }

  @Test
  void aMessageToAllInABuildIsNothingUnexpected() throws Exception {
    Program launcher = up(Map.of("PRESSROOM_RENDER_PAUSE", "PT0.4S"));
    SlowBuild build = SlowBuild.begin(press, launcher, press.launchersQueue());
    build.queue().send(new ShutdownRequested(Target.ALL, "a test"));
    assertEquals(0, launcher.awaitExit());
    assertTrue(build.isPublished());
    assertFalse(launcher.output().contains("has ended by itself"), launcher::output);
    press.assertNoProcessLeft();
  }

  @Test
  void ctrlCTwiceInABuildDropsIt() throws Exception {
    Program launcher = up(Map.of("PRESSROOM_RENDER_PAUSE", "PT0.4S"));
    SlowBuild build = SlowBuild.begin(press, launcher, press.launchersQueue());
    Awaitility.await("Ctrl-C, as often as it takes")
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              launcher.signalGroup(Signal.INT);
              return !launcher.isRunning();
            });
    assertEquals(130, launcher.awaitExit());
    assertEquals(build.before(), press.store().assertWhole());
    press.assertNoProcessLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"builder-service", "server-service"})
  void aServiceThatDiesEndsTheOther(String service) throws Exception {
    Program launcher = up(Map.of());
    Signal.KILL.sendTo(press.service(service).pid());
    assertEquals(137, launcher.awaitExit());
    assertTrue(launcher.output().contains(service + " has ended by itself"), launcher::output);
    press.assertNoProcessLeft();
  }

  @Test
  void theServicesOutliveNoLauncher() throws Exception {
    Program launcher = up(Map.of());
    launcher.signal(Signal.KILL);
    assertEquals(137, launcher.awaitExit());
    Awaitility.await("the services end by themselves")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(press::assertNoProcessLeft);
  }

  @Test
  void aPortThatIsTakenIsOneClearLine() throws Exception {
    try (ServerSocket _ = new ServerSocket(press.webPort(), 1, InetAddress.getLoopbackAddress())) {
      Program launcher =
          press.launcher(
              Map.of(), "up", press.site().path().toString(), "--port", "" + press.webPort());
      assertEquals(1, launcher.awaitExit());
      assertEquals(1, launcher.lines().size(), launcher::output);
      assertTrue(launcher.output().contains(String.valueOf(press.webPort())));
    }
  }

  @Test
  void anEmptyNameOfASiteIsNotTheExample() throws Exception {
    Program launcher = press.launcher(Map.of(), "up", "");
    assertEquals(2, launcher.awaitExit());
    assertEquals(1, launcher.lines().size(), launcher::output);
  }

  @Test
  void aFolderIsBuiltWithoutAnyService() throws Exception {
    Path output = press.folder().resolve("output");
    assertEquals(0, run("build", press.site().path().toString(), "--output", output.toString()));
    assertTrue(
        Files.readString(output.resolve("posts/first/index.html")).contains("The first text."));
    assertTrue(Files.exists(output.resolve("feed.xml")));

    press.site().save("content/posts/second.md", "---\ntitle: [never closed\n---\n\nBroken.\n");
    Program broken =
        press.launcher(
            Map.of(), "build", press.site().path().toString(), "--output", output.toString());
    assertEquals(1, broken.awaitExit());
    assertTrue(broken.output().contains("content/posts/second.md:"), broken::output);
  }

  @Test
  void aNewPostIsADraftOfAPageThatBuilds() throws Exception {
    String site = press.site().path().toString();
    assertEquals(0, run("new", "post", "A walk by the sea", "--site", site));
    List<Path> posts = new ArrayList<>();
    try (var files = Files.walk(press.site().path())) {
      files.filter(file -> file.toString().contains("a-walk-by-the-sea")).forEach(posts::add);
    }
    assertEquals(1, posts.size(), posts::toString);
    assertTrue(Files.readString(posts.getFirst()).contains("A walk by the sea"));
    assertEquals(0, run("check", site));

    press.site().savePost("first", "First post", "To [nowhere](/no/such/page/).");
    Program check = press.launcher(Map.of(), "check", site);
    assertEquals(1, check.awaitExit());
    assertTrue(check.output().contains("/no/such/page/"), check::output);
  }

  private int run(String... arguments) throws Exception {
    Program program = press.launcher(Map.of(), arguments);
    int code = program.awaitExit();
    if (code != 0) {
      System.err.println(program.output());
    }
    return code;
  }
}
