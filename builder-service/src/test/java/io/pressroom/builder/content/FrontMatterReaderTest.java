package io.pressroom.builder.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.content.Node.Mapping;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class FrontMatterReaderTest {
  private static final FrontMatterReader READER =
      new FrontMatterReader(ZoneId.of("Europe/Paris"), List.of("tags", "categories", "series"));

  private static FrontMatter read(String yaml) throws BadContentException {
    return READER.read((Mapping) Notation.YAML.parse(yaml, 2), "name");
  }

  private static String problem(String yaml) {
    return Assertions.<BadContentException>assertThrows(BadContentException.class, () -> read(yaml))
        .problem(ContentPath.of("a.md"))
        .toString();
  }

  @Test
  void understandsEveryKey() throws BadContentException {
    FrontMatter page =
        read(
            """
            title: A <em>title</em>
            date: 2015-05-06
            updated: 2015-05-07
            publish: 2015-05-08
            expiry: 2015-05-09
            draft: true
            tags: [java, "machine learning", java]
            categories: notes
            description: What it is about.
            slug: a-title
            url: /a/b.html
            template: wide
            aliases: [/old/, /older/]
            weight: 3
            hero: {image: a.png, wide: true}
            """);
    assertEquals(Optional.of("A <em>title</em>"), page.title());
    assertEquals("2015-05-06T00:00+02:00[Europe/Paris]", page.date().orElseThrow().toString());
    assertEquals(7, page.updated().orElseThrow().getDayOfMonth());
    assertEquals(8, page.publish().orElseThrow().getDayOfMonth());
    assertEquals(9, page.expiry().orElseThrow().getDayOfMonth());
    assertTrue(page.draft());
    assertEquals(
        Map.of("tags", List.of("java", "machine learning"), "categories", List.of("notes")),
        page.terms());
    assertEquals(Optional.of("What it is about."), page.description());
    assertEquals(Optional.of("a-title"), page.slug());
    assertEquals(Optional.of("/a/b.html"), page.url());
    assertEquals(Optional.of("wide"), page.template());
    assertEquals(List.of("/old/", "/older/"), page.aliases());
    assertEquals(3, page.weight());
    assertEquals(Map.of("hero", Map.of("image", "a.png", "wide", true)), page.params());
  }

  @Test
  void nothingIsRequired() throws BadContentException {
    assertEquals(FrontMatter.NONE, read(""));
    assertEquals(FrontMatter.NONE, read("title:\ndate: ''\ntags: []\ndraft: false\nx:\n"));
  }

  @Test
  void understandsTheNamesOfOthers() throws BadContentException {
    FrontMatter hugo =
        read("publishDate: 2015-05-08\nexpiryDate: 2015-05-09\nlastmod: 2015-05-07\n");
    assertEquals(8, hugo.publish().orElseThrow().getDayOfMonth());
    assertEquals(9, hugo.expiry().orElseThrow().getDayOfMonth());
    assertEquals(7, hugo.updated().orElseThrow().getDayOfMonth());

    FrontMatter jekyll =
        read("permalink: /x/\nredirect_from: /y/\npublished: false\nlayout: post\nTags: a b\n");
    assertEquals(Optional.of("/x/"), jekyll.url());
    assertEquals(List.of("/y/"), jekyll.aliases());
    assertTrue(jekyll.draft());
    assertEquals(Map.of("layout", "post"), jekyll.params());
    assertEquals(Map.of("tags", List.of("a", "b")), jekyll.terms());

    FrontMatter obsidian = read("publish: false\n");
    assertTrue(obsidian.draft());
    assertEquals(Optional.empty(), obsidian.publish());
    assertEquals(FrontMatter.NONE, read("publish: true\n"));

    FrontMatter zola = read("taxonomies: {tags: [a, b], other: [c]}\nextra: {x: 1}\n");
    assertEquals(Map.of("tags", List.of("a", "b")), zola.terms());
    assertEquals(Map.of("x", 1L), zola.params());
  }

  @Test
  void termsAreListsOrText() throws BadContentException {
    assertEquals(List.of("a", "b c"), read("tags: a, b c,\n").terms().get("tags"));
    assertEquals(List.of("a", "b"), read("tags: a b\n").terms().get("tags"));
    assertEquals(List.of("2015", "true"), read("tags: [2015, true, ~]\n").terms().get("tags"));
    assertEquals(List.of("a b"), read("category: a b\n").terms().get("categories"));
    assertEquals(List.of("x", "a"), read("tag: x\ntags: [a, x]\n").terms().get("tags"));
    assertEquals(List.of("a"), read("series: a\n").terms().get("series"));
  }

  @Test
  void whatLooksLikeANumberIsStillText() throws BadContentException {
    FrontMatter page = read("title: 2015\nslug: 007\n");
    assertEquals(Optional.of("2015"), page.title());
    assertEquals(Optional.of("007"), page.slug());
  }

  @Test
  void draftTakesTheWordsOfYaml11() throws BadContentException {
    assertTrue(read("draft: yes\n").draft());
    assertFalse(read("draft: off\n").draft());
    assertFalse(read("published: true\n").draft());
  }

  @Test
  void theDateOfTheFileNameHoldsWhereThereIsNoOther() throws BadContentException {
    assertEquals(
        5, READER.read(Mapping.EMPTY, "2015-05-05-name").date().orElseThrow().getDayOfMonth());
    Mapping dated = (Mapping) Notation.YAML.parse("date: 2015-05-06\n", 2);
    assertEquals(6, READER.read(dated, "2015-05-05-name").date().orElseThrow().getDayOfMonth());
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertEquals(
        "Wrong front matter [a.md:3:7]: 'date': 'soon' is not a date"
            + " (write it as 2015-05-06 or 2015-05-06T10:20:30+02:00)",
        problem("title: A\ndate: soon\n"));
    assertEquals(
        "Wrong front matter [a.md:2:8]: 'title' should be text, and is a list",
        problem("title: [a]\n"));
    assertEquals(
        "Wrong front matter [a.md:2:8]: 'draft' should be true or false, and is 'maybe'",
        problem("draft: maybe\n"));
    assertEquals(
        "Wrong front matter [a.md:2:9]: 'weight' should be a whole number, and is '1.5'",
        problem("weight: 1.5\n"));
    assertEquals(
        "Wrong front matter [a.md:3:3]: 'tags' should be a list of terms, and is"
            + " keys and values",
        problem("tags:\n  a: b\n"));
    for (String url : List.of("https://example.org/a/", "/../a/", "//a/", "/a//b/", "a\\\\b")) {
      assertEquals(
          "Wrong front matter [a.md:2:6]: 'url' should be an address of this site, such as /about/,"
              + " and is '"
              + url.replace("\\\\", "\\")
              + "'",
          problem("url: \"" + url + "\"\n"));
    }
  }

  @Test
  void anAddressNeedsNoSlashes() throws BadContentException {
    for (String url : List.of("/", "/about/", "/old.html", "about", "a/b/")) {
      Mapping mapping = (Mapping) Notation.YAML.parse("url: " + url + "\n", 2);
      assertEquals(url, READER.read(mapping, "a").url().orElseThrow());
    }
  }
}
