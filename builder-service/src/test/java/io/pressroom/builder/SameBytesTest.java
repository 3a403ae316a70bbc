package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pressroom.store.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same content is the same release, whoever builds it wherever. */
class SameBytesTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Folders.temporary();
  }

  @AfterEach
  void remove() throws IOException {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    Folders.delete(folder);
  }

  /** Writes the files from the first to the last or the other way round. */
  private Path site(String name, boolean backwards) throws IOException {
    Path site = Files.createDirectories(folder.resolve(name));
    EditScript.start(site);
    List<EditScript.Page> pages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pages.add(
          new EditScript.Page(
              "content/posts/p" + i + ".md",
              List.of(
                  "title: P" + i,
                  "date: 2026-0%d-1%d".formatted(i % 5 + 1, i % 7),
                  "tags: [t%d, \u0130stanbul]".formatted(i % 4)),
              "Text [a](a.md) of " + i));
    }
    for (EditScript.Page page : backwards ? pages.reversed() : pages) {
      page.apply(site, new HashSet<>());
    }
    return site;
  }

  @Test
  void threadsLocalesTimeZonesAndFoldersChangeNothing() throws Exception {
    Path one = site("one", false);
    Path other = site("another/place", true);
    ReleaseId expected = CleanBuild.of(one, NOON, 2).manifest().id();
    List<String> locales = List.of("tr-TR", "ar-EG-u-nu-arab", "de-CH");
    List<String> zones = List.of("Pacific/Kiritimati", "America/St_Johns", "UTC");
    for (int i = 0; i < 3; i++) {
      Locale.setDefault(Locale.forLanguageTag(locales.get(i)));
      for (String there : zones) {
        TimeZone.setDefault(TimeZone.getTimeZone(there));
        int threads = List.of(1, 2, 8).get(i);
        for (Path site : List.of(one, other)) {
          assertEquals(
              expected,
              CleanBuild.of(site, NOON, threads).manifest().id(),
              () -> threads + " threads, " + Locale.getDefault() + ", " + there + ", " + site);
        }
      }
    }
  }
}
