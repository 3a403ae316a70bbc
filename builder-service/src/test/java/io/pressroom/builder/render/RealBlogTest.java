package io.pressroom.builder.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pressroom.builder.render.Workshop.Built;
import io.pressroom.store.Digest;
import io.pressroom.store.OutputPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Builds a real blog, the one whose author had the idea of Pressroom, and compares with what his
 * own generator made of it. The blog is not part of the project: the folder {@code
 * sites/zmwangx-blog} is looked for in the folder that the system property {@code pressroom.shared}
 * names, or else in {@code shared} beside the repository.
 */
class RealBlogTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path SHARED =
      Path.of(
          System.getProperty("pressroom.shared", REPOSITORY.resolveSibling("shared").toString()));
  private static final Path BLOG = SHARED.resolve("sites/zmwangx-blog");
  private static final Path SETTINGS =
      REPOSITORY.resolve("end-to-end/src/test/resources/sites/zmwangx-blog/site.yaml");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[XXX][XX]");

  @TempDir static Path folder;
  private static Built built;
  private static Map<OutputPath, Digest> digests;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    assumeTrue(Files.isDirectory(BLOG), () -> "there is no " + BLOG);
    for (String part : List.of("content", "static")) {
      try (Stream<Path> files = Files.walk(BLOG.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(BLOG.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    Files.copy(SETTINGS, folder.resolve("site.yaml"));
    Workshop shop = new Workshop(folder);
    built = shop.build();
    digests = shop.digests();
  }

  private static JsonNode expected(String name) throws IOException {
    return new ObjectMapper().readTree(BLOG.resolve("expected").resolve(name).toFile());
  }

  private static String page(JsonNode page) {
    return built.text(page.get("url").asText().substring(1));
  }

  @Test
  void everyPostHasItsText() throws IOException {
    List<String> differing = new ArrayList<>();
    int posts = 0;
    for (JsonNode page : expected("pages.json")) {
      String wanted = page.get("text").asText();
      String made = VisibleText.of(body(page(page)));
      if (!made.equals(wanted)) {
        differing.add(page.get("url").asText() + ": " + difference(wanted, made));
      }
      posts++;
    }
    assertEquals(108, posts);
    assertEquals(List.of(), differing);
  }

  private static String difference(String wanted, String made) {
    int at = Arrays.mismatch(wanted.toCharArray(), made.toCharArray());
    return "wanted …" + around(wanted, at) + "… and got …" + around(made, at) + "…";
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 30));
  }

  @Test
  void everyPostHasItsTitleAndItsDate() throws IOException {
    Pattern title = Pattern.compile("<h1>(.*?)</h1>");
    Pattern date = Pattern.compile("<time datetime=\"([^\"]*)\"");
    for (JsonNode page : expected("pages.json")) {
      String html = page(page);
      String shown = first(title, html);
      assertEquals(page.get("title").asText(), Html.text(shown), shown);
      assertEquals(sourceTitle(page.get("source").asText()), unescapedQuotes(shown));
      assertEquals(
          OffsetDateTime.parse(page.get("date").asText(), DATE),
          OffsetDateTime.parse(first(date, html)));
    }
  }

  /** Quotes are as good as they are in HTML. */
  private static String unescapedQuotes(String html) {
    return html.replace("&#39;", "'").replace("&quot;", "\"");
  }

  /** The title as its author wrote it: inline HTML, in quotes, two single ones for one. */
  private static String sourceTitle(String source) throws IOException {
    String text = Files.readString(BLOG.resolve(source));
    String title = first(Pattern.compile("(?m)^title: *(.*?) *$"), text);
    String inside = title.substring(1, title.length() - 1);
    return title.startsWith("'") ? inside.replace("''", "'") : inside.replace("\\\"", "\"");
  }

  @Test
  void theFeedHasItsTwentyEntries() throws Exception {
    List<String> wanted = new ArrayList<>();
    for (JsonNode entry : expected("feed.json").get("entries")) {
      wanted.add(entry.get("title").asText() + " " + entry.get("url").asText());
    }
    List<String> made = new ArrayList<>();
    NodeList entries = xml("feed.xml").getElementsByTagName("entry");
    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      String title = entry.getElementsByTagName("title").item(0).getTextContent();
      Element link = (Element) entry.getElementsByTagName("link").item(0);
      made.add(Html.text(title) + " " + path(link.getAttribute("href")));
    }
    assertEquals(20, wanted.size());
    assertEquals(wanted, made);
  }

  @Test
  void theSitemapHasItsAddresses() throws Exception {
    List<String> wanted = new ArrayList<>();
    expected("sitemap.json").forEach(url -> wanted.add(url.asText()));
    List<String> made = new ArrayList<>();
    NodeList addresses = xml("sitemap.xml").getElementsByTagName("loc");
    for (int i = 0; i < addresses.getLength(); i++) {
      made.add(path(addresses.item(i).getTextContent()));
    }
    assertEquals(wanted, made);
  }

  @Test
  void filesAreAsTheyWere() throws IOException {
    Path files = BLOG.resolve("static");
    try (Stream<Path> all = Files.walk(files)) {
      List<Path> list = all.filter(Files::isRegularFile).toList();
      assertTrue(list.size() > 1);
      for (Path file : list) {
        String path = files.relativize(file).toString();
        assertEquals(Digest.of(file), digests.get(OutputPath.of(path)), path);
      }
    }
  }

  @Test
  void onlyTheLinksThatAreDeadAreTold() {
    assertEquals(
        Set.of("/atom.xml", "/rss.xml"),
        Set.copyOf(
            built.problems().stream()
                .map(problem -> problem.replaceAll(".*: '([^']*)' leads to nothing.*", "$1"))
                .toList()));
  }

  private static Document xml(String path) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    byte[] bytes = built.text(path).getBytes(StandardCharsets.UTF_8);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
  }

  /** The theme's element around a page's text. */
  private static String body(String html) {
    String start = "<div class=\"text\">";
    int from = html.indexOf(start) + start.length();
    int depth = 1;
    Matcher div = Pattern.compile("<(/?)div\\b").matcher(html);
    for (div.region(from, html.length()); div.find(); ) {
      depth += div.group(1).isEmpty() ? 1 : -1;
      if (depth == 0) {
        return html.substring(from, div.start());
      }
    }
    throw new AssertionError("no text in " + html);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), () -> "no " + pattern + " in " + text);
    return matcher.group(1);
  }

  private static String path(String address) {
    return address.replaceFirst("^https?://[^/]+", "");
  }
}
