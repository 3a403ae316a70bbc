package io.pressroom.builder.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainFolderTest {
  @TempDir Path folder;

  private PlainFolder.Written build(Map<String, String> files) throws Exception {
    return build(files, true);
  }

  private PlainFolder.Written build(Map<String, String> files, boolean complete) throws Exception {
    try (PlainFolder plain = PlainFolder.open(folder)) {
      List<Entry> entries = new ArrayList<>();
      for (var file : files.entrySet()) {
        byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        OutputPath path = OutputPath.of(file.getKey());
        entries.add(new Entry(path, plain.put(path, bytes), bytes.length, "text/html"));
      }
      return plain.finish(entries, complete);
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void writesWhatDiffersAndRemovesWhatIsGone() throws Exception {
    assertEquals(
        new PlainFolder.Written(3, 0),
        build(Map.of("index.html", "home", "a/b/index.html", "a", "same.html", "a")));
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(folder.resolve("index.html"), before);

    assertEquals(
        new PlainFolder.Written(1, 1), build(Map.of("index.html", "home", "same.html", "other")));
    assertEquals(before, Files.getLastModifiedTime(folder.resolve("index.html")));
    assertEquals("other", text("same.html"));
    assertFalse(Files.exists(folder.resolve("a")), "a folder without a file is left");
  }

  @Test
  void aBuildThatIsNotCompleteRemovesNothing() throws Exception {
    build(Map.of("index.html", "home", "a.html", "a"));
    build(Map.of("index.html", "new home"), false);
    assertEquals("new home", text("index.html"));
    assertEquals("a", text("a.html"));
    assertEquals(new PlainFolder.Written(0, 1), build(Map.of("index.html", "new home")));
  }

  @Test
  void filesOfOthersStay() throws Exception {
    Files.writeString(folder.resolve("CNAME"), "example.org");
    build(Map.of("index.html", "home"));
    build(Map.of("other.html", "other"));
    assertEquals("example.org", text("CNAME"));
    assertFalse(Files.exists(folder.resolve("index.html")));

    Files.writeString(folder.resolve("index.html"), "mine");
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> build(Map.of("index.html", "home")));
    assertTrue(failure.getMessage().contains("index.html"), failure.getMessage());
    assertEquals("mine", text("index.html"));
    assertEquals("other", text("other.html"), "nothing was changed");
    assertFalse(Files.exists(folder.resolve(".pressroom-staging")));
  }

  @Test
  void aFileThatItsOwnerHasChangedIsNotRemoved() throws Exception {
    build(Map.of("a.html", "a", "b.html", "b"));
    Files.writeString(folder.resolve("a.html"), "mine now");
    assertEquals(new PlainFolder.Written(0, 0), build(Map.of("b.html", "b")));
    assertEquals("mine now", text("a.html"));
  }

  @Test
  void whatWasPutAndIsNotOfTheSiteStaysOut() throws Exception {
    try (PlainFolder plain = PlainFolder.open(folder)) {
      for (String path : List.of("a/index.html", "a/b/c.html", "d.html")) {
        var _ = plain.put(OutputPath.of(path), new byte[1]);
      }
      OutputPath kept = OutputPath.of("a/index.html");
      Digest digest = plain.put(kept, new byte[] {'a'});
      assertEquals(
          new PlainFolder.Written(1, 0),
          plain.finish(List.of(new Entry(kept, digest, 1, "text/html")), true));
    }
    assertEquals("a", text("a/index.html"));
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(
          List.of("", ".pressroom-files", "a", "a/index.html"),
          all.map(path -> folder.relativize(path).toString()).sorted().toList());
    }
  }

  @Test
  void aNewFolderJoinsOthers() throws Exception {
    build(Map.of("a/b/c.html", "c", "a/x.html", "x"));
    assertEquals(
        new PlainFolder.Written(2, 1),
        build(Map.of("a/x.html", "x", "a/new/deep/y.html", "y", "a/new/z.html", "z")));
    assertEquals("y", text("a/new/deep/y.html"));
    assertEquals("z", text("a/new/z.html"));
    assertEquals("x", text("a/x.html"));
    assertFalse(Files.exists(folder.resolve("a/b")));
  }

  @Test
  void aFileBecomesAFolderAndBack() throws Exception {
    build(Map.of("a", "file"));
    build(Map.of("a/index.html", "folder"));
    assertEquals("folder", text("a/index.html"));
    build(Map.of("a", "file"));
    assertEquals("file", text("a"));
  }
}
