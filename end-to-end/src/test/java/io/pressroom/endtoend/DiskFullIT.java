package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store on a file system of its own, of a few megabytes: only root can make one. */
class DiskFullIT {
  @RegisterExtension final Press press = new Press();

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createTempDirectory("pressroom-small-disk");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "pressroom", disk.toString()),
        "no file system can be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
    Files.deleteIfExists(disk);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aFullDiskIsToldAndHealsByItself() throws Exception {
    press.broker();
    Store store = new Store(disk.resolve("store"));
    String setting = "PRESSROOM_STORE=" + store.path();
    Program builder = press.builderWithoutBroker(setting);
    Program server = press.server(setting);
    press.awaitFirstBuild(builder);
    press.awaitServed(server, "/posts/first/", "The first text.");
    ReleaseId before = store.assertWhole();

    Path ballast = fill();
    press.site().savePost("first", "First post", "Too much. ".repeat(10_000));
    String line = builder.awaitLine("not published: .*No space left on device");
    assertTrue(line.contains("the live release stays; next attempt in 1 s"), line);
    assertEquals(before, store.assertWhole());
    assertTrue(press.web().text("/posts/first/").contains("The first text."));
    assertEquals(200, press.builderManagement().status("/q/health/live"));

    Files.delete(ballast);
    press.awaitServed(server, "/posts/first/", "Too much.");
    store.assertWhole();
    builder.await("has nothing staged").until(() -> !Files.exists(store.path().resolve("staging")));
  }

  /** Leaves not one byte. */
  private Path fill() throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      return ballast;
    }
  }
}
