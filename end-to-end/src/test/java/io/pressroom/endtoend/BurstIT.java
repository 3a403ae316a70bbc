package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildStarted;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More saves than builds: they are joined, nobody waits for the end of the burst to see something,
 * and what is live afterwards is the last state, byte for byte what a clean build makes of it. The
 * builder has little memory throughout.
 *
 * <p>{@code -Dpressroom.burst=PT1M} saves for longer, {@code -Dpressroom.dropped=10000} drops more
 * files.
 */
class BurstIT {
  private static final Duration LENGTH =
      Duration.parse(System.getProperty("pressroom.burst", "PT8S"));
  private static final int DROPPED = Integer.getInteger("pressroom.dropped", 2000);

  /** A hundred saves a second. */
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private static final Duration MOST_BEHIND = Duration.ofSeconds(10);

  private static final Pattern SAVE = Pattern.compile("Save number (\\d+)\\.");

  @RegisterExtension final Press press = new Press();
  private Program builder;
  private Program server;
  private Queue queue;
  private int before;

  private void start(String memory) throws Exception {
    builder = press.builder("JAVA_TOOL_OPTIONS=-XX:+ExitOnOutOfMemoryError -Xmx" + memory);
    server = press.server();
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitReady(server);
    queue = press.queue();
    before = builds();
  }

  private int builds() {
    return queue.events(BuildStarted.class).size();
  }

  @Test
  void aHundredSavesASecond() throws Exception {
    start("160m");
    int saves = (int) LENGTH.dividedBy(BETWEEN);
    long begin = System.nanoTime();
    for (int save = 1; save <= saves; save++) {
      LockSupport.parkNanos(begin + save * BETWEEN.toNanos() - System.nanoTime()); // the pace
      press.site().savePost(save % 3 == 0 ? "second" : "first", "Post", text(save));
      if (save % 100 == 0) {
        int behind = save - served();
        assertTrue(
            behind * BETWEEN.toMillis() < MOST_BEHIND.toMillis(),
            () -> behind + " saves are not served yet");
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    press.awaitServed(server, "/posts/first/", text(saves % 3 == 0 ? saves - 1 : saves));
    press.awaitServed(server, "/posts/second/", text(saves - saves % 3));

    int builds = builds() - before;
    System.out.printf("%d saves in %s, %d builds%n", saves, took, builds);
    assertTrue(builds >= 2 && builds <= saves / 4, builds + " builds");
    assertACleanBuildIsTheSame();
  }

  private static String text(int save) {
    return "Save number " + save + ".";
  }

  /** The newest save that a visitor sees. */
  private int served() throws InterruptedException {
    int newest = 0;
    for (String post : new String[] {"/posts/first/", "/posts/second/"}) {
      Matcher save = SAVE.matcher(press.web().text(post));
      newest = Math.max(newest, save.find() ? Integer.parseInt(save.group(1)) : 0);
    }
    return newest;
  }

  @Test
  void thousandsOfFilesAtOnce() throws Exception {
    start("400m");
    Path folder = Files.createDirectories(press.site().path().resolve("content/dropped"));
    for (int i = 0; i < DROPPED; i++) {
      Files.writeString(
          folder.resolve(i + ".md"), SiteFolder.post("Dropped " + i, "The text of " + i + "."));
    }
    builder.await("publishes them all").until(() -> published() == DROPPED);
    int last = DROPPED - 1;
    press.awaitServed(server, "/dropped/" + last + "/", "The text of " + last + ".");
    press.awaitServed(server, "/dropped/", "Dropped ");

    int builds = builds() - before;
    System.out.printf("%d files at once, %d builds%n", DROPPED, builds);
    assertTrue(builds <= 20, builds + " builds");
    assertACleanBuildIsTheSame();
  }

  private long published() throws IOException {
    StoreReader reader = StoreReader.at(press.store().path());
    Manifest live = reader.manifest(reader.live().orElseThrow());
    return live.entries()
        .filter(entry -> entry.path().value().matches("dropped/\\d+/index\\.html"))
        .count();
  }

  /** The next start has no record to begin from, so it renders everything. */
  private void assertACleanBuildIsTheSame() throws Exception {
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit(), builder::output);
    ReleaseId live = press.store().assertWhole();
    Files.delete(press.folder().resolve("state/record"));
    Program clean = press.builder();
    press.awaitFirstBuild(clean);
    clean.awaitLine("rendered");
    assertEquals(live, press.store().assertWhole(), clean::output);
  }
}
