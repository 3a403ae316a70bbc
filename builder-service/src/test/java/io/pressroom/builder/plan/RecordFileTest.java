package io.pressroom.builder.plan;

import static io.pressroom.builder.plan.PaperSite.page;
import static io.pressroom.builder.plan.PaperSite.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  @TempDir Path folder;

  private final PaperSite site =
      new PaperSite()
          .with(
              "content/a.md",
              post("2026-01-01").tags("red").params(Map.of("k", List.of(1L, true, 2.5))))
          .with("content/b.md", page().body(PaperBuilder.UNRENDERABLE))
          .with("content/c.md", page().title("C").aliases("/old/"))
          .file("static/x.txt", "x");

  private final PaperBuilder builder = new PaperBuilder();
  private final List<IOException> troubles = new ArrayList<>();

  private Path file() {
    return folder.resolve("record");
  }

  private void save(BuildRecord... records) {
    try (RecordFile file = new RecordFile(file(), "site", troubles::add)) {
      file.load();
      for (BuildRecord record : records) {
        file.save(record);
      }
    }
  }

  private RecordFile.Found load() {
    try (RecordFile file = new RecordFile(file(), "site", troubles::add)) {
      return file.load();
    }
  }

  private static Map<OutputPath, OutputRecord> outputs(BuildRecord record) {
    Map<OutputPath, OutputRecord> outputs = new HashMap<>();
    record.outputs().forEach(outputs::put);
    return outputs;
  }

  private static void assertSame(BuildRecord expected, BuildRecord actual) {
    assertEquals(outputs(expected), outputs(actual));
    Map<ContentPath, Object> content = new HashMap<>();
    expected.content().forEachPage(content::put);
    expected.content().forEachFile(content::put);
    Map<ContentPath, Object> read = new HashMap<>();
    actual.content().forEachPage(read::put);
    actual.content().forEachFile(read::put);
    assertEquals(content, read);
    assertEquals(expected.program(), actual.program());
    assertEquals(expected.troubled(), actual.troubled());
    assertEquals(expected.hidden(), actual.hidden());
    Map<Key, Fingerprint> answers = new HashMap<>();
    expected.answers().forEach((key, answer) -> answers.put(key, answer.fingerprint()));
    Map<Key, Fingerprint> found = new HashMap<>();
    actual.answers().forEach((key, answer) -> found.put(key, answer.fingerprint()));
    assertEquals(answers, found);
    Map<Object, String> extracts = new HashMap<>();
    expected.extracts().forEach(extracts::put);
    actual.extracts().forEach((page, extract) -> assertEquals(extracts.remove(page), extract));
    assertEquals(Map.of(), extracts);
  }

  @Test
  void aRecordComesBackWhole() {
    builder.build(site);
    save(builder.record);

    assertTrue(load().fault().isEmpty());
    assertSame(builder.record, load().record());
    assertEquals(List.of(), troubles);
  }

  @Test
  void whatChangesIsAppended() throws IOException {
    builder.build(site);
    BuildRecord first = builder.record;
    site.edit("content/c.md", p -> p.body("edited")).without("content/a.md");
    builder.build(site);
    BuildRecord second = builder.record;
    site.with("content/a.md", post("2026-01-02"));
    builder.build(site);
    save(first);
    byte[] before = Files.readAllBytes(file());
    save(second, builder.record);

    assertSame(builder.record, load().record());
    byte[] after = Files.readAllBytes(file());
    assertEquals(-1, Arrays.mismatch(before, Arrays.copyOf(after, before.length)));
    assertTrue(after.length > before.length);
  }

  @Test
  void aLongJournalIsWrittenAnew() throws IOException {
    builder.build(site);
    save(builder.record);
    long length = Files.size(file());
    BuildRecord[] records = new BuildRecord[40];
    for (int i = 0; i < records.length; i++) {
      String body = i + "x".repeat(100_000);
      site.edit("content/c.md", p -> p.body(body));
      builder.build(site);
      records[i] = builder.record;
    }
    save(records);

    assertSame(builder.record, load().record());
    assertTrue(Files.size(file()) < 20 * (length + 100_000), "the file grows without end");
    assertFalse(Files.exists(folder.resolve("record.new")));
  }

  /** Whatever is cut off, the record is a whole one: the last, the one before, or none. */
  @Test
  void aTornEndLeavesTheRecordBefore() throws IOException {
    builder.build(site);
    BuildRecord first = builder.record;
    save(first);
    int whole = (int) Files.size(file());
    site.edit("content/c.md", p -> p.body("edited"));
    builder.build(site);
    save(builder.record);
    byte[] all = Files.readAllBytes(file());
    for (int length : spots(whole, all.length)) {
      Files.write(file(), Arrays.copyOf(all, length));
      RecordFile.Found found = load();
      if (length < whole) {
        assertEquals(0, found.record().size(), "of " + length + " bytes");
        assertTrue(found.fault().isPresent());
      } else {
        assertEquals(outputs(first), outputs(found.record()), "of " + length + " bytes");
      }
    }
    save(builder.record);
    assertSame(builder.record, load().record());
  }

  /** The beginnings of the file and of its second build, and some of the rest. */
  private static List<Integer> spots(int whole, int length) {
    return IntStream.range(0, length)
        .filter(i -> i < 40 || (i > whole - 10 && i < whole + 30) || i % 37 == 0)
        .boxed()
        .toList();
  }

  @Test
  void aByteThatFlipsIsNoticed() throws IOException {
    builder.build(site);
    BuildRecord first = builder.record;
    save(first);
    int whole = (int) Files.size(file());
    site.edit("content/c.md", p -> p.body("edited"));
    builder.build(site);
    save(builder.record);
    byte[] all = Files.readAllBytes(file());
    for (int i : spots(whole, all.length)) {
      byte[] damaged = all.clone();
      damaged[i] ^= 0x10;
      Files.write(file(), damaged);
      BuildRecord found = load().record();
      assertTrue(
          found.size() == 0 || (i >= whole && outputs(found).equals(outputs(first))),
          "byte " + i + " of " + all.length);
    }
  }

  @Test
  void whatIsForeignIsNotUsed() throws IOException {
    assertTrue(load().fault().isEmpty());
    Files.writeString(file(), "something else", StandardCharsets.UTF_8);
    assertTrue(load().fault().orElseThrow().contains("not a record"));
    Files.writeString(file(), "pressroom-record 1\n", StandardCharsets.UTF_8);
    assertTrue(load().fault().isPresent());
    Files.delete(file());
    Files.createDirectory(file());
    assertTrue(load().fault().isPresent());
    Files.delete(file());

    builder.build(site);
    save(builder.record);
    try (RecordFile other = new RecordFile(file(), "another", troubles::add)) {
      RecordFile.Found found = other.load();
      assertEquals(0, found.record().size());
      assertTrue(found.fault().orElseThrow().contains("another site"));
      other.save(builder.record);
    }
    assertEquals(0, load().record().size());
    assertEquals(List.of(), troubles);
  }

  @Test
  void aDiskThatFailsIsToldAndTheNextSaveIsWhole() throws IOException {
    builder.build(site);
    Path nowhere = folder.resolve("gone/record");
    try (RecordFile file = new RecordFile(nowhere, "site", troubles::add)) {
      file.save(builder.record);
    }
    assertEquals(1, troubles.size());
    Files.createDirectory(nowhere.getParent());
    try (RecordFile file = new RecordFile(nowhere, "site", troubles::add)) {
      file.save(builder.record);
    }
    try (RecordFile file = new RecordFile(nowhere, "site", troubles::add)) {
      assertSame(builder.record, file.load().record());
    }
    assertEquals(1, troubles.size());
  }
}
