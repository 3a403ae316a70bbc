package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backup and restore, as docs/operations.md says, while an author and the builder work on. */
class BackupIT {
  @RegisterExtension final Press press = new Press();

  @Test
  void aStoreCopiedWhileItIsWrittenIsWholeAndCanBePutInPlace() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> author = CompletableFuture.supplyAsync(() -> write(builder, enough));
    Path copy = press.folder().resolve("copy");
    for (int i = 0; i < 3; i++) {
      copy = press.folder().resolve("copy-" + i);
      copy(press.store().path(), copy);
      Program check = press.command("check", "--store", copy.toString());
      assertEquals(0, check.awaitExit(), check.output());
    }
    enough.set(true);
    assertTrue(author.get() > 1, "nothing was published meanwhile");
    builder.signal(Signal.TERM);
    assertEquals(0, builder.awaitExit());

    Files.move(press.store().path(), press.folder().resolve("lost"));
    Files.move(copy, press.store().path());
    ReleaseId restored = press.store().assertWhole();
    assertTrue(Files.exists(press.folder().resolve("lost/releases").resolve(restored.value())));
    press.site().savePost("first", "First post", "Written after the restore.");
    Program next = press.builder();
    press.awaitServed(server, "/posts/first/", "Written after the restore.");
    press.awaitFirstBuild(next);
    press.store().assertWhole();
  }

  /** One text after the other, each as soon as the last one is live; returns how many. */
  private int write(Program builder, AtomicBoolean enough) {
    int texts = 0;
    try {
      while (!enough.get()) {
        ReleaseId before = press.store().live().orElseThrow();
        texts++;
        press.site().savePost("first", "First post", "Text " + texts + ".");
        builder
            .await("publishes while it is copied")
            .until(() -> !press.store().live().orElseThrow().equals(before));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  /** In the order that makes it safe: what points is copied before what it points to. */
  private static void copy(Path store, Path copy) throws IOException {
    Files.createDirectory(copy);
    for (String part : List.of("live", "held", "releases", "objects")) {
      if (Files.exists(store.resolve(part))) {
        copyAll(store, part, copy);
      }
    }
  }

  private static void copyAll(Path store, String part, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(store.resolve(part))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(store.relativize(file).toString()));
      }
    }
  }
}
