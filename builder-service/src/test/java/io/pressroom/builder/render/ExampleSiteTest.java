package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The example site in the default theme: what a newcomer sees first. */
final class ExampleSiteTest {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String BASE = "http://localhost:8080/";
  private static final Pattern ROOT_RELATIVE = Pattern.compile("(?:href|src)=\"(/[^\"#?]*)");
  private static final Pattern WITHOUT_CODE = Pattern.compile("(?s)<(pre|code)\\b.*?</\\1>");

  private static Workshop.Built built;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    built =
        new Workshop(Path.of("../example-site"), 2, Instant.parse("2026-12-01T00:00:00Z")).build();
  }

  @Test
  void nothingIsWrongWithIt() {
    assertEquals(List.of(), built.problems());
  }

  @TestFactory
  Stream<DynamicTest> eachPageIsWhole() {
    List<Map.Entry<String, String>> pages =
        built.texts().entrySet().stream()
            .filter(output -> output.getKey().endsWith(".html"))
            .filter(output -> !output.getValue().contains("http-equiv=\"refresh\""))
            .toList();
    assertTrue(pages.size() > 20, () -> pages.size() + " pages");
    return pages.stream()
        .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> isWhole(page.getValue())));
  }

  private static void isWhole(String html) {
    String text = WITHOUT_CODE.matcher(html).replaceAll("");
    assertTrue(text.startsWith("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"), text);
    assertEquals(1, count(text, "<title>"));
    assertEquals(1, count(text, "<h1>"));
    assertEquals(1, count(text, "<main "));
    assertEquals(1, count(text, "href=\"#theme.main\""));
    assertTrue(text.contains("<nav aria-label=\"Site\">"));
    assertFalse(text.contains("<script"));
    assertFalse(text.contains(" style="));
    assertFalse(text.contains("<style"));
  }

  @TestFactory
  Stream<DynamicTest> noLinkLeadsNowhere() {
    return built.texts().entrySet().stream()
        .filter(output -> output.getKey().endsWith(".html"))
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.getKey(),
                    () ->
                        ROOT_RELATIVE
                            .matcher(page.getValue())
                            .results()
                            .map(link -> link.group(1).substring(1))
                            .map(at -> at.isEmpty() || at.endsWith("/") ? at + "index.html" : at)
                            .forEach(at -> assertTrue(built.texts().containsKey(at), "no " + at))));
  }

  /** RFC 4287, section 4.1. */
  @Test
  void theFeedIsAtom() throws Exception {
    Document feed = xml("feed.xml");
    Element root = feed.getDocumentElement();
    assertEquals(ATOM, root.getNamespaceURI());
    isFeedPart(root);
    assertEquals(BASE + "feed.xml", link(root, "self"));
    NodeList entries = root.getElementsByTagNameNS(ATOM, "entry");
    assertEquals(5, entries.getLength());
    Set<String> ids = new HashSet<>();
    String before = "9999";
    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      isFeedPart(entry);
      assertTrue(ids.add(only(entry, "id")), "an id of its own");
      String published = only(entry, "published");
      assertTrue(before.compareTo(published) > 0, "newest first");
      before = published;
      String at = link(entry, "alternate").substring(BASE.length()) + "index.html";
      assertTrue(built.text(at).contains(only(entry, "content")), "its full text");
    }
    assertEquals(
        only((Element) entries.item(0), "updated"), only(root, "updated"), "as new as its newest");
  }

  private static void isFeedPart(Element part) {
    assertTrue(only(part, "id").startsWith(BASE));
    assertFalse(only(part, "title").isBlank());
    OffsetDateTime.parse(only(part, "updated"));
  }

  @Test
  void theSitemapNamesEveryPage() throws Exception {
    NodeList places =
        xml("sitemap.xml")
            .getElementsByTagNameNS("http://www.sitemaps.org/schemas/sitemap/0.9", "loc");
    Set<String> named = new TreeSet<>();
    for (int i = 0; i < places.getLength(); i++) {
      named.add(places.item(i).getTextContent().substring(BASE.length()) + "index.html");
    }
    Set<String> pages = new TreeSet<>(built.texts().keySet());
    pages.removeIf(path -> !path.endsWith("/index.html") && !path.equals("index.html"));
    pages.remove("about/index.html"); // leads to the colophon
    assertEquals(pages, named);
  }

  private static Document xml(String path)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(built.text(path))));
  }

  private static String only(Element parent, String name) {
    List<String> found = new ArrayList<>();
    for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element && name.equals(child.getLocalName())) {
        found.add(child.getTextContent());
      }
    }
    assertEquals(1, found.size(), name);
    return found.getFirst();
  }

  private static String link(Element parent, String relation) {
    for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element link
          && "link".equals(link.getLocalName())
          && relation.equals(link.getAttribute("rel"))) {
        return link.getAttribute("href");
      }
    }
    throw new AssertionError("no link " + relation);
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
