package io.pressroom.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.watch.Change;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching from real repositories over each transport, and the folder that it leaves. */
class FetchTest {

  private static final String SECRET = "s3cret-Token";

  @TempDir Path folder;
  private TestRepository author;
  private RevCommit first;
  private Checkout checkout;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    author = new TestRepository(folder.resolve("author"));
    author.commit("README.md", "before");
    first = author.commit(Map.of("site/a.md", "A", "site/b.md", "B", "site/sub/c.md", "C"));
  }

  @AfterEach
  void end() {
    author.close();
    if (checkout != null) {
      checkout.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://%s", "%s"})
  void oneCommitOfAFolderWithoutItsHistory(String url) throws Exception {
    Origin origin = origin(url.formatted(author.folder()), Optional.empty(), "site");
    Commit commit = fetch(origin);
    assertEquals(first.getId(), commit.id());
    assertEquals("main", commit.ref());
    assertEquals(Change.all(), checkout.bring());
    assertEquals(Map.of("a.md", "A", "b.md", "B", "sub/c.md", "C"), files(checkout.site()));
    assertFalse(
        checkout.repository().getObjectDatabase().has(first.getParent(0)), "history was fetched");
    assertEquals(Change.nothing(), checkout.bring());
  }

  @Test
  void onlyWhatChangedIsTouched() throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    fetch(origin);
    checkout.bring();
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(checkout.site().resolve("a.md"), old);
    author.commit(Map.of("site/b.md", "B2", "site/sub/c.md", "", "site/d/e.md", "E"));

    new Remote(origin, checkout).fetch(Optional.empty());

    assertEquals(
        Change.of(
            checkout.site().resolve("b.md"),
            checkout.site().resolve("sub/c.md"),
            checkout.site().resolve("d/e.md")),
        checkout.bring());
    assertEquals(Map.of("a.md", "A", "b.md", "B2", "d/e.md", "E"), files(checkout.site()));
    assertEquals(old, Files.getLastModifiedTime(checkout.site().resolve("a.md")));
  }

  @Test
  void aHistoryThatWasRewritten() throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.of("main"), "site");
    author.commit("site/a.md", "regretted");
    fetch(origin);
    checkout.bring();
    author.rewind(first);
    RevCommit other = author.commit("site/b.md", "instead");

    assertEquals(other.getId(), new Remote(origin, checkout).fetch(Optional.empty()).id());
    checkout.bring();
    assertEquals(Map.of("a.md", "A", "b.md", "instead", "sub/c.md", "C"), files(checkout.site()));
  }

  @Test
  void branchesTagsAndCommits() throws Exception {
    author.git().tag().setName("v1").setAnnotated(true).setMessage("One").setSigned(false).call();
    author.git().branchCreate().setName("draft/next").call();
    RevCommit second = author.commit("site/a.md", "A2");
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    assertEquals(second.getId(), fetch(origin).id());
    Remote remote = new Remote(origin, checkout);

    Commit tag = remote.fetch(Optional.of("v1"));
    assertEquals(first.getId(), tag.id());
    assertEquals("v1", tag.ref());
    checkout.bring();
    assertEquals("A", files(checkout.site()).get("a.md"));
    assertEquals(first.getId(), remote.fetch(Optional.of("draft/next")).id());
    assertEquals(second.getId(), remote.fetch(Optional.of("refs/heads/main")).id());
    assertEquals(second.getId(), remote.fetch(Optional.of(second.name())).id());
    checkout.bring();
    assertEquals("A2", files(checkout.site()).get("a.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "a b", "../x", "-x", "HEAD~1"})
  void aRefThatIsNotThere(String ref) throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    fetch(origin);
    var e =
        assertThrows(
            NotFetchedException.class, () -> new Remote(origin, checkout).fetch(Optional.of(ref)));
    assertTrue(e.isRefUnknown());
    assertTrue(
        e.getMessage().startsWith("Content not fetched: there is no branch or tag \"" + ref + "\""),
        e.getMessage());
    assertEquals(Optional.of(first.getId()), checkout.fetched().map(Commit::id));
  }

  @Test
  void whatAKilledProcessLeftIsSetRight() throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    fetch(origin);
    checkout.bring();
    checkout.close();
    Files.writeString(checkout.site().resolve("a.md"), "half");
    Files.delete(checkout.site().resolve("b.md"));
    Files.writeString(checkout.site().resolve("left-over.md"), "of another commit");
    Path repository = folder.resolve("copy/repository");
    for (String lock : List.of("index.lock", "shallow.lock", "HEAD.lock", "config.lock")) {
      Files.writeString(repository.resolve(lock), "");
    }
    Files.writeString(repository.resolve(Checkout.FETCHED + ".lock"), "");
    RevCommit second = author.commit("site/sub/c.md", "C2");

    checkout = Checkout.open(origin, folder.resolve("copy"), warnings::add);
    assertEquals(Optional.of(first.getId()), checkout.fetched().map(Commit::id));
    assertEquals(Change.all(), checkout.bring());
    assertEquals(Map.of("a.md", "A", "b.md", "B", "sub/c.md", "C"), files(checkout.site()));
    assertEquals(second.getId(), new Remote(origin, checkout).fetch(Optional.empty()).id());
    checkout.bring();
    assertEquals("C2", files(checkout.site()).get("sub/c.md"));
  }

  @Test
  void aDamagedCopyIsFetchedAnew() throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    fetch(origin);
    checkout.bring();
    checkout.close();
    try (Stream<Path> packs = Files.walk(folder.resolve("copy/repository/objects"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) {
        assertTrue(pack.toFile().setWritable(true));
        Files.write(pack, new byte[0]);
      }
    }
    checkout = Checkout.open(origin, folder.resolve("copy"), warnings::add);
    new Remote(origin, checkout).fetch(Optional.empty());
    checkout.bring();
    assertEquals(Map.of("a.md", "A", "b.md", "B", "sub/c.md", "C"), files(checkout.site()));
  }

  @Test
  void anotherRepositoryIsNotTakenForTheOneThatIsSet() throws Exception {
    fetch(origin(author.folder().toString(), Optional.empty(), "site"));
    checkout.close();
    checkout =
        Checkout.open(
            origin("/nowhere", Optional.empty(), "site"), folder.resolve("copy"), warnings::add);
    assertEquals(Optional.empty(), checkout.fetched());
    assertThrows(IOException.class, checkout::bring);
  }

  @Test
  void aFolderThatIsNotInTheRepository() throws Exception {
    fetch(origin(author.folder().toString(), Optional.empty(), "docs"));
    var e = assertThrows(IOException.class, checkout::bring);
    assertTrue(e.getMessage().contains("there is no folder \"docs\""), e.getMessage());
    assertTrue(e.getMessage().contains("(set PRESSROOM_GIT_PATH"), e.getMessage());
  }

  @Test
  void manyFetchesLeaveFewFiles() throws Exception {
    Origin origin = origin(author.folder().toString(), Optional.empty(), "site");
    fetch(origin);
    Remote remote = new Remote(origin, checkout);
    for (int i = 0; i < 60; i++) {
      author.commit("site/a.md", "A" + i);
      remote.fetch(Optional.empty());
      checkout.bring();
    }
    assertEquals("A59", files(checkout.site()).get("a.md"));
    try (Stream<Path> packs = Files.list(folder.resolve("copy/repository/objects/pack"))) {
      long count = packs.filter(file -> file.toString().endsWith(".pack")).count();
      assertTrue(count < 20, count + " packs");
    }
    assertTrue(checkout.repository().getObjectDatabase().getShallowCommits().size() < 20);
  }

  @Test
  void whatIsNotFollowedIsSaid() throws Exception {
    author.commit(
        Map.of(".gitattributes", "*.psd filter=lfs diff=lfs", ".gitmodules", "[submodule]"));
    fetch(origin(author.folder().toString(), Optional.empty(), "site"));
    checkout.bring();
    assertEquals(2, warnings.size(), warnings::toString);
  }

  @Test
  void overHttpWithAPasswordFromAFileThatIsReplaced() throws Exception {
    try (var host = new HttpHost(author.repository(), 0, Optional.of(SECRET))) {
      Path file = Files.writeString(folder.resolve("token"), "wrong-" + SECRET + "\n");
      Origin origin = withPassword(host.url(), Optional.empty(), Optional.of(file));
      var e = assertThrows(NotFetchedException.class, () -> fetch(origin));
      assertTrue(e.getMessage().contains("does not let us in"), e.getMessage());
      assertTrue(e.getMessage().contains("PRESSROOM_GIT_PASSWORD_FILE"), e.getMessage());
      assertNoSecret(e);

      Files.writeString(file, SECRET + "\n");
      Remote remote = new Remote(origin, checkout);
      assertEquals(first.getId(), remote.fetch(Optional.empty()).id());
      assertEquals(1, host.packs());
      remote.fetch(Optional.empty());
      assertEquals(1, host.packs(), "fetched though nothing was new");
      RevCommit second = author.commit("site/a.md", "A2");
      assertEquals(second.getId(), remote.fetch(Optional.empty()).id());
      assertEquals(first.getId(), remote.fetch(Optional.of(first.name())).id());
      try (Stream<Path> kept = Files.walk(folder.resolve("copy/repository"))) {
        for (Path one : kept.filter(Files::isRegularFile).toList()) {
          assertFalse(
              Files.readString(one, java.nio.charset.StandardCharsets.ISO_8859_1).contains(SECRET),
              () -> SECRET + " is in " + one);
        }
      }
    }
  }

  @Test
  void nobodyThere() throws Exception {
    String url;
    try (var host = new HttpHost(author.repository(), 0, Optional.empty())) {
      url = host.url();
    }
    var e =
        assertThrows(
            NotFetchedException.class,
            () -> fetch(withPassword(url, Optional.of(SECRET), Optional.empty())));
    assertEquals(
        "Content not fetched: nobody answers at "
            + url
            + " (check that the host runs and may be reached from here)",
        e.getMessage());
    assertNoSecret(e);
  }

  @Test
  void overSshWithAKeyAndAHostThatIsKnown() throws Exception {
    KeyPair hostKey = SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    KeyPair reader = SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    try (var host = new SshHost(author.repository(), hostKey, reader.getPublic())) {
      Path key =
          Files.writeString(
              folder.resolve("key"),
              "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                  .formatted(
                      Base64.getMimeEncoder().encodeToString(reader.getPrivate().getEncoded())));
      Path hosts = Files.writeString(folder.resolve("known_hosts"), "");
      Origin origin =
          new Origin(
              Origin.uri(host.url()),
              Optional.empty(),
              "site",
              Duration.ofSeconds(10),
              "git",
              Optional.empty(),
              Optional.empty(),
              Optional.of(key),
              Optional.of(hosts));
      var e = assertThrows(NotFetchedException.class, () -> fetch(origin));
      assertTrue(e.getMessage().contains("PRESSROOM_GIT_KNOWN_HOSTS_FILE"), e.getMessage());
      assertEquals("", Files.readString(hosts), "a host was trusted without being asked for");

      Files.writeString(
          hosts, host.name() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
      Remote remote = new Remote(origin, checkout);
      assertEquals(first.getId(), remote.fetch(Optional.empty()).id());
      RevCommit second = author.commit("site/a.md", "A2");
      assertEquals(second.getId(), remote.fetch(Optional.empty()).id());
    }
  }

  private Commit fetch(Origin origin) throws IOException {
    checkout = Checkout.open(origin, folder.resolve("copy"), warnings::add);
    return new Remote(origin, checkout).fetch(Optional.empty());
  }

  private static Origin origin(String url, Optional<String> ref, String path) {
    return new Origin(
        Origin.uri(url),
        ref,
        path,
        Duration.ofSeconds(10),
        "git",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Origin withPassword(
      String url, Optional<String> password, Optional<Path> passwordFile) {
    return new Origin(
        Origin.uri(url),
        Optional.empty(),
        "site",
        Duration.ofSeconds(10),
        "reader",
        password,
        passwordFile,
        Optional.empty(),
        Optional.empty());
  }

  private static void assertNoSecret(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertFalse(text.toString().contains(SECRET), text::toString);
  }

  private static Map<String, String> files(Path site) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(site)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(site.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
