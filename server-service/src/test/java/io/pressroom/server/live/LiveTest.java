package io.pressroom.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.message.Message.BuildFailed;
import io.pressroom.message.Message.BuildProgressed;
import io.pressroom.message.Message.BuildStarted;
import io.pressroom.message.Message.ReleasePublished;
import io.pressroom.message.Problem;
import io.pressroom.server.load.Bodies;
import io.pressroom.server.load.Current;
import io.pressroom.server.load.LoadedRelease;
import io.pressroom.server.load.Loader;
import io.pressroom.server.load.Store;
import io.pressroom.store.ReleaseId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {

  private static final Problem PROBLEM =
      new Problem(
          "Unknown template",
          Optional.of("content/a.md"),
          3,
          11,
          "there is no \"pge\"\nhere",
          Optional.of("did you mean \"page\"?"),
          Optional.empty());

  @TempDir Path folder;
  private final Current current = new Current();
  private final Live live = new Live(current);
  private Store store;
  private Loader loader;

  private static final class Browser implements Listener {
    final List<String> events = new ArrayList<>();
    boolean closed;

    @Override
    public void send(String event) {
      events.add(event);
    }

    @Override
    public void close() {
      closed = true;
    }

    /** What came since the last call. */
    String heard() {
      String heard = String.join("", events);
      events.clear();
      return heard;
    }
  }

  @BeforeEach
  void begin() {
    store = new Store(folder.resolve("store"));
    loader =
        new Loader(
            store.reader(),
            new Bodies(store.reader(), 1 << 20, false),
            Optional.empty(),
            Clock.systemUTC());
  }

  @Test
  void eachBrowserHearsWhatItsPageIsNow() {
    publish(Map.of("index.html", "home", "a/index.html", "a", "404.html", "none"));
    Browser home = open("/", "");
    Browser a = open("/a/", "");
    Browser none = open("/none", "");
    assertTrue(home.heard().endsWith(release(digest("/"))), "told at once");
    assertTrue(a.heard().endsWith(release(digest("/a/"))));
    assertTrue(none.heard().endsWith(release(digest("/404.html"))));

    publish(Map.of("index.html", "home", "a/index.html", "changed", "404.html", "none"));
    assertEquals(release(digest("/")), home.heard());
    assertEquals(release(digest("/a/")), a.heard());
    assertEquals(release(digest("/404.html")), none.heard());
  }

  @Test
  void filesThatAPageMayUseAreNamed() {
    publish(Map.of("index.html", "home", "a.png", "1", "gone.css", "1", "gone.html", "1"));
    Browser home = open("/", "");
    home.heard();
    publish(Map.of("index.html", "home", "a.png", "2", "b/index.html", "b"));
    assertEquals(release(digest("/"), "/a.png", "/gone.css"), home.heard());
  }

  @Test
  void whoShowsAPageThatWasRenamedHearsItsNewAddress() {
    publish(Map.of("index.html", "1", "a/old/index.html", "a", "404.html", "none"));
    Browser home = open("/", "");
    Browser page = open("/a/old", "");
    Browser none = open("/none", "");
    home.heard();
    page.heard();
    none.heard();
    publish(Map.of("index.html", "2", "a/new/index.html", "a!", "404.html", "none"));
    assertTrue(page.heard().contains("\"moved\":\"/a/new/\""));
    assertEquals(release(digest("/")), home.heard());
    assertEquals(release(digest("/404.html")), none.heard());
  }

  @Test
  void pagesOfAFolderThatWasRenamedAreFollowedByTheirNames() {
    publish(Map.of("a/one/index.html", "1", "a/two/index.html", "2", "a/gone/index.html", "3"));
    Browser one = open("/a/one/", "");
    Browser gone = open("/a/gone/", "");
    one.heard();
    gone.heard();
    publish(Map.of("b/one/index.html", "1", "b/two/index.html", "2", "b/other/index.html", "3"));
    assertTrue(one.heard().contains("\"moved\":\"/b/one/\""));
    assertTrue(gone.heard().contains("\"page\":\"\",\"files\""), "nobody knows where it is");
  }

  @Test
  void whoComesBackHearsWhatWasMissed() {
    publish(Map.of("index.html", "home", "a.png", "1", "b.png", "1"));
    String last = current.release().orElseThrow().id().value();
    publish(Map.of("index.html", "home", "a.png", "2", "b.png", "1"));
    publish(Map.of("index.html", "home", "a.png", "2", "b.png", "2"));
    assertTrue(open("/", last).heard().endsWith(release(digest("/"), "/b.png", "/a.png")));
    String now = current.release().orElseThrow().id().value();
    assertTrue(open("/", now).heard().endsWith(release(digest("/"))));
    assertTrue(open("/", "f".repeat(64)).heard().contains("\"files\":null"));
  }

  @Test
  void moreThanCanBeNamedIsNotNamed() {
    publish(Map.of("index.html", "home"));
    Browser home = open("/", "");
    home.heard();
    Map<String, String> site = new HashMap<>(Map.of("index.html", "home"));
    for (int i = 0; i < 1001; i++) {
      site.put(i + ".png", "x");
    }
    publish(site);
    assertTrue(home.heard().contains("\"files\":null"));
  }

  @Test
  void beforeTheFirstReleaseThereIsNothingToTell() {
    Browser early = open("/", "");
    assertEquals(Event.RETRY + "event: problems\ndata: []\n\n", early.heard());
    publish(Map.of("index.html", "home"));
    assertEquals(release(digest("/")), early.heard());
  }

  @Test
  void problemsAreShownUntilTheyAreGone() {
    Browser browser = open("/", "");
    browser.heard();
    live.tell(new BuildStarted("b1", "a.md changed"));
    live.tell(new BuildFailed("b1", List.of(PROBLEM)));
    live.tell(published("b1", 1));
    String shown =
        """
        event: problems
        data: [{"title":"Unknown template","file":"content/a.md","line":3,"column":11,\
        "detail":"there is no \\"pge\\"\\nhere","hint":"did you mean \\"page\\"?","excerpt":null}]

        """;
    assertEquals(shown, browser.heard());
    assertTrue(open("/", "").heard().endsWith(shown), "who comes later sees them too");
    live.tell(published("b2", 0));
    assertEquals("event: problems\ndata: []\n\n", browser.heard());
    assertTrue(
        open("/", "").heard().endsWith("event: problems\ndata: []\n\n"),
        "who comes back may show those that are gone");
    live.tell(published("b3", 0));
    assertEquals("", browser.heard());
  }

  @Test
  void progressIsShown() {
    Browser browser = open("/", "");
    browser.heard();
    live.tell(new BuildProgressed("b1", 3, 10));
    assertEquals("event: progress\ndata: {\"done\":3,\"total\":10}\n\n", browser.heard());
  }

  @Test
  void atAStopAllStreamsAreClosed() {
    Browser one = open("/", "");
    Browser two = open("/", "");
    Browser gone = open("/", "");
    live.gone(gone);
    assertEquals(2, live.streams());
    live.close();
    assertTrue(one.closed && two.closed && !gone.closed);
    assertEquals(0, live.streams());
  }

  private static ReleasePublished published(String build, int problems) {
    return new ReleasePublished(
        build, new ReleaseId("0".repeat(64)), Optional.empty(), Optional.empty(), problems);
  }

  private Browser open(String page, String last) {
    Browser browser = new Browser();
    live.open(browser, page, last);
    return browser;
  }

  private void publish(Map<String, String> site) {
    store.publish(site);
    if (loader.look(current.release()) instanceof Loader.Outcome.Loaded loaded) {
      Optional<LoadedRelease> before = current.release();
      current.swap(loaded.release());
      live.swapped(before, loaded.release(), loaded.difference());
    }
  }

  private String digest(String address) {
    return current.release().orElseThrow().at(address).orElseThrow().digest().hex();
  }

  private String release(String digest, String... files) {
    LoadedRelease release = current.release().orElseThrow();
    String list = files.length == 0 ? "" : "\"" + String.join("\",\"", files) + "\"";
    return "id: %s\nevent: release\ndata: {\"page\":\"%s\",\"files\":[%s]}\n\n"
        .formatted(release.id().value(), digest, list);
  }
}
