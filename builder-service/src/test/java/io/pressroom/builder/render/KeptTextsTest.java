package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.render.KeptTexts.Place;
import io.pressroom.builder.render.Rendition.Outline;
import io.pressroom.builder.render.Rendition.TextLink;
import io.pressroom.builder.render.Workshop.Built;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class KeptTextsTest {

  private Path folder;

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("kept-texts");
  }

  @AfterProperty
  void removeFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 200)
  void whatIsKeptComesBackEqual(@ForAll("texts") List<Rendition> texts) {
    KeptTexts kept = KeptTexts.in(folder);
    List<Optional<Place>> places = texts.parallelStream().map(kept::keep).toList();
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(Optional.of(texts.get(i)), kept.read(places.get(i).orElseThrow()));
    }
  }

  @Provide
  Arbitrary<List<Rendition>> texts() {
    Arbitrary<String> string =
        Arbitraries.of("a", "é", "€", "😀", "\n", "\u0000", "\u001f", "\u2028", "<")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts));
    Arbitrary<Integer> number = Arbitraries.integers();
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<List<TextLink>> links =
        Combinators.combine(string, string, number, number, Arbitraries.of(TextLink.Kind.class))
            .as(TextLink::new)
            .list()
            .ofMaxSize(4);
    Arbitrary<List<Outline>> leaves = outline(string, Arbitraries.just(List.of()));
    return Combinators.combine(
            string, string, flag, outline(string, leaves), string, number, links, links)
        .as(Rendition::new)
        .list()
        .ofMaxSize(20);
  }

  private static Arbitrary<List<Outline>> outline(
      Arbitrary<String> string, Arbitrary<List<Outline>> below) {
    return Combinators.combine(Arbitraries.integers().between(1, 6), string, string, below)
        .as(Outline::new)
        .list()
        .ofMaxSize(3);
  }

  @Example
  void halfOfASurrogatePairIsNotKeptAsSomethingElse() throws Exception {
    Markdown markdown = new Markdown(Set.of());
    KeptTexts kept = KeptTexts.in(folder);
    Rendition half = markdown.read("&#xD83D;", false, written -> written);
    Optional<Rendition> back = kept.keep(half).flatMap(kept::read);
    assertTrue(back.isEmpty() || back.get().equals(half));
    Rendition whole = markdown.read("&#x1F600;", false, written -> written);
    assertEquals(Optional.of(whole), kept.keep(whole).flatMap(kept::read));
  }

  @Example
  void aDiskThatIsFullGetsItsRoomBack() throws Exception {
    Path full = Path.of("/dev/full");
    try (FileChannel file =
        FileChannel.open(full, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      KeptTexts kept = new KeptTexts(Optional.of(file));
      assertEquals(Optional.empty(), kept.keep(text("a")));
      assertFalse(file.isOpen());
      assertEquals(Optional.empty(), kept.keep(text("b")));
      assertEquals(Optional.empty(), kept.read(new Place(0, 10, 0)));
    }
  }

  @Example
  void whatIsNotWhatItWasDoesNotComeBack() throws Exception {
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("file"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      KeptTexts kept = new KeptTexts(Optional.of(file));
      Place place = kept.keep(text("text")).orElseThrow();
      for (int at = 0; at < place.length(); at++) {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, at);
        file.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 0x40)}), at);
        assertEquals(Optional.empty(), kept.read(place));
        file.write(one.rewind(), at);
      }
      assertEquals(Optional.of(text("text")), kept.read(place));
    }
  }

  @Example
  void whereNoFolderCanBeNothingIsKept() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(Optional.empty(), KeptTexts.in(file).keep(text("a")));
    assertEquals(Optional.empty(), KeptTexts.in(file.resolve("below")).keep(text("a")));
  }

  @Example
  void aTextTooLongIsNotKept() {
    assertEquals(Optional.empty(), KeptTexts.in(folder).keep(text("x".repeat(2 << 20))));
  }

  @Example
  void theFileHasNoName() throws Exception {
    KeptTexts kept = KeptTexts.in(folder);
    assertTrue(kept.keep(text("a")).isPresent());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Example
  void whatWasForgottenIsNotThere() {
    KeptTexts kept = KeptTexts.in(folder);
    Place place = kept.keep(text("a")).orElseThrow();
    kept.clear();
    assertEquals(Optional.empty(), kept.read(place));
    assertFalse(kept.isMostlyGivenUp());
  }

  @Example
  void mostlyGivenUpIsMoreThanHalfAndWorthIt() {
    KeptTexts kept = KeptTexts.in(folder);
    List<Place> places =
        IntStream.range(0, 64)
            .mapToObj(_ -> kept.keep(text("x".repeat(1 << 19))).orElseThrow())
            .toList();
    places.subList(0, 31).forEach(kept::giveUp);
    assertFalse(kept.isMostlyGivenUp());
    places.subList(31, 34).forEach(kept::giveUp);
    assertTrue(kept.isMostlyGivenUp());
    kept.clear();
    assertEquals(Optional.of(text("b")), kept.keep(text("b")).flatMap(kept::read));
  }

  /** What they are kept for. */
  @Example
  void aPageWhoseFrameHasChangedIsMadeWithoutItsMarkdown() throws Exception {
    Workshop shop = site();
    shop.build();
    assertEquals(Set.of(page("a"), page("b"), page("c")), shop.bodiesRead());
    shop.write("templates/partials/footer.html", "another");
    Built built = shop.build();
    assertEquals(Set.of(), shop.bodiesRead());
    assertTrue(built.rendered().contains("c/index.html"), () -> built.rendered().toString());
    assertEquals(new Workshop(folder.resolve("site")).build().texts(), built.texts());
  }

  @Example
  void aTextWhoseLinksLeadElsewhereIsReadAnew() throws Exception {
    Workshop shop = site();
    shop.build();
    shop.bodiesRead();
    shop.write("content/b.md", "---\nslug: moved\n---\nB\n");
    Built built = shop.build();
    assertEquals(Set.of(page("a"), page("b")), shop.bodiesRead());
    assertEquals(new Workshop(folder.resolve("site")).build().texts(), built.texts());
  }

  /** Of links in HTML, too: in the page, and in a list that shows its summary. */
  @Example
  void aTextWhoseHtmlLeadsElsewhereIsReadAnew() throws Exception {
    Workshop shop =
        site()
            .write(
                "content/a.md", "---\ndate: 2026-01-01\n---\n<a href=\"b.md\">b</a>, [c](c.md)\n");
    shop.build();
    shop.write("templates/partials/footer.html", "another").build();
    shop.write("content/b.md", "---\nslug: moved\n---\nB\n");
    Built built = shop.build();
    assertTrue(
        built.rendered().containsAll(Set.of("a/index.html", "index.html")),
        () -> built.rendered().toString());
    assertEquals(new Workshop(folder.resolve("site")).build().texts(), built.texts());
  }

  @Example
  void manySavesBeginTheFileAnew() throws Exception {
    Workshop shop = site();
    for (int i = 0; i < 40; i++) {
      shop.write("content/long.md", "# " + i + "\n\n" + "word ".repeat(1 << 16));
      shop.build();
    }
    shop.write("templates/partials/footer.html", "another");
    assertEquals(new Workshop(folder.resolve("site")).build().texts(), shop.build().texts());
  }

  private Workshop site() throws IOException {
    Path site = folder.resolve("site");
    return new Workshop(site, folder.resolve("scratch"))
        .write("content/a.md", "To [b](b.md) and [c](c.md).\n")
        .write("content/b.md", "B\n")
        .write("content/c.md", "C\n");
  }

  private static ContentPath page(String name) {
    return ContentPath.of("content/" + name + ".md");
  }

  private static Rendition text(String html) {
    return new Rendition(html, "", false, List.of(), "", 0, List.of(), List.of());
  }
}
