package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pressroom.message.Addresses;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.store.Digest;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreCheck;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoredRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builder, server and broker are killed at random instants, again and again, on a store and a
 * journal that live through all of it; at the same time, on another store and journal, others.
 * After each kill what is live and what is served is a whole release, old or new, and a request
 * whose build is not out is still in the queue. After each start that follows, by itself and with
 * nothing tidied up by hand, the last edit is served, the queue is empty, nothing is left staged,
 * and the store is sound from end to end.
 *
 * <p>{@code -Dpressroom.kills=1000} makes more of them; {@code -Dpressroom.kill.seed=…} makes the
 * choices of an earlier run again; which instant a choice then hits is up to the machine. {@code
 * -Dpressroom.kill.time=PT4M} ends it after that time, however many there were.
 */
@Order(3)
class KillIT {
  private static final int LIVES = 2;
  private static final int KILLS = Integer.getInteger("pressroom.kills", 50) / LIVES;
  private static final Duration LONGEST =
      Duration.parse(System.getProperty("pressroom.kill.time", "PT10H"));
  private static final long SEED = Long.getLong("pressroom.kill.seed", System.nanoTime());

  /** What is killed, and what it is doing at that instant. */
  private enum Moment {
    BUILDER_STARTS(3),
    BUILDER_BUILDS(4),
    BUILDER_STAGES(4),
    BUILDER_PUBLISHES(6),
    BUILDER_ANNOUNCES(5),
    BUILDER_TIDIES_UP(1),
    BUILDER_STOPS(2),
    SERVER_STARTS(2),
    SERVER_LOADS(3),
    SERVER_STOPS(1),
    BROKER_CARRIES(2),
    BROKER_STARTS(1);

    /** How often it is chosen, to that of the others. */
    final int weight;

    Moment(int weight) {
      this.weight = weight;
    }

    static Moment any(SplittableRandom random) {
      int left = random.nextInt(Stream.of(values()).mapToInt(moment -> moment.weight).sum());
      for (Moment moment : values()) {
        left -= moment.weight;
        if (left < 0) {
          return moment;
        }
      }
      throw new IllegalStateException();
    }
  }

  /** Each of them changes with every edit but for the second post, which a title changes. */
  private static final List<String> PAGES =
      List.of("index.html", "posts/first/index.html", "posts/second/index.html", "feed.xml");

  private static final Pattern EDIT = Pattern.compile("Edit ([0-9]+)\\.");

  @RegisterExtension final Press press = new Press();

  private SplittableRandom random;
  private final Map<Moment, Integer> done = new EnumMap<>(Moment.class);
  private Program broker;
  private Program builder;
  private Program server;
  private int edits;
  private String text = "The first text.";
  private int requested; // the edit that the last request was for

  @ParameterizedTest
  @ValueSource(ints = {1, LIVES})
  void whateverIsKilledAndWheneverNothingIsLost(int life) throws Exception {
    System.out.printf(
        "life %d, %d kills; to make the same choices again: -Dpressroom.kills=%d -Dpressroom.kill.seed=%d%n",
        life, KILLS, LIVES * KILLS, SEED);
    random = new SplittableRandom(SEED + life);
    broker = press.broker();
    builder = startBuilder();
    server = startServer();
    awaitAllIsWell();
    long begin = System.nanoTime();
    for (int kill = 1; kill <= KILLS && System.nanoTime() - begin < LONGEST.toNanos(); kill++) {
      Moment moment = Moment.any(random);
      long start = System.nanoTime();
      try {
        harm(moment);
        recover(moment);
        if (random.nextInt(4) > 0) { // else the next one comes while all of it still recovers
          awaitAllIsWell();
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "life %d, kill %d of %d, %s, seed %d".formatted(life, kill, KILLS, moment, SEED), e);
      }
      done.merge(moment, 1, Integer::sum);
      System.out.printf(
          "life %d, kill %d of %d: %s, %.1f s%n",
          life, kill, KILLS, moment, (System.nanoTime() - start) / 1e9);
    }
    awaitAllIsWell();
    System.out.printf(
        "life %d: %d kills, and nothing was lost: %s%n",
        life, done.values().stream().mapToInt(count -> count).sum(), done);
  }

  private Program startBuilder() throws IOException {
    // Few, so that it has to tidy up; more than it makes while a server without a broker looks
    // away.
    return press.builderWithoutBroker("PRESSROOM_KEEP_RELEASES=12", "PRESSROOM_KEEP_AGE=PT0S");
  }

  private Program startServer() throws IOException {
    return press.server("PRESSROOM_LIVE_RELOAD=false");
  }

  private void harm(Moment moment) throws Exception {
    switch (moment) {
      case BUILDER_STARTS -> {
        edit();
        kill(builder);
        builder = startBuilder();
        pause(3000);
        kill(builder);
      }
      case BUILDER_BUILDS -> {
        edit();
        pause(60);
        kill(builder);
      }
      case BUILDER_STAGES -> {
        edit();
        waitFor(this::isStaging);
        pause(5);
        kill(builder);
      }
      case BUILDER_PUBLISHES -> {
        int before = releases();
        edit();
        waitFor(() -> releases() != before);
        kill(builder);
      }
      case BUILDER_ANNOUNCES -> {
        Optional<ReleaseId> before = press.store().live();
        edit();
        waitFor(() -> !press.store().live().equals(before));
        pause(3);
        kill(builder);
      }
      case BUILDER_TIDIES_UP -> {
        Optional<ReleaseId> before = press.store().live();
        edit();
        waitFor(() -> !press.store().live().equals(before));
        int releases = releases();
        waitFor(() -> releases() < releases);
        kill(builder);
      }
      case BUILDER_STOPS -> {
        edit();
        pause(30);
        builder.signal(random.nextBoolean() ? Signal.TERM : Signal.INT);
        pause(300);
        kill(builder);
      }
      case SERVER_STARTS -> {
        kill(server);
        server = startServer();
        pause(2500);
        kill(server);
      }
      case SERVER_LOADS -> {
        Optional<ReleaseId> before = press.store().live();
        edit();
        waitFor(() -> !press.store().live().equals(before));
        pause(20);
        kill(server);
      }
      case SERVER_STOPS -> {
        server.signal(Signal.TERM);
        pause(200);
        kill(server);
      }
      case BROKER_CARRIES -> {
        edit();
        pause(60);
        kill(broker);
      }
      case BROKER_STARTS -> {
        kill(broker);
        broker = press.brokerStarting();
        pause(1500);
        kill(broker);
        edit();
      }
    }
  }

  private void recover(Moment moment) throws Exception {
    String of = moment.name().substring(0, moment.name().indexOf('_'));
    switch (of) {
      case "BUILDER" -> {
        assertStoreIsSound();
        assertRequestIsKept();
        if (random.nextInt(3) == 0) {
          edit(); // while no builder is there
        }
        builder = startBuilder();
      }
      case "SERVER" -> {
        assertStoreIsSound();
        server = startServer();
      }
      default -> broker = press.broker();
    }
    if (!of.equals("SERVER") && isServing()) {
      assertServesOneRelease();
    }
  }

  /** Saves a post, or with it all that there is, and may ask for a rebuild too. */
  private void edit() throws Exception {
    text = "Edit " + ++edits + ".";
    if (random.nextInt(4) == 0) {
      press
          .site()
          .save("site.yaml", "title: Blog %d\nbase-url: http://localhost:8080/\n".formatted(edits));
    }
    press.site().savePost("first", "First post", text);
    if (random.nextInt(3) == 0 && press.brokerConnections() >= 0) {
      try (Queue queue = press.queueOnce()) {
        queue.send(new RebuildRequested("request " + edits, Optional.empty()));
        requested = edits;
      }
    }
  }

  private void kill(Program program) throws Exception {
    program.kill();
    int code = program.awaitExit();
    // A signal before the kill: it stopped in order, or had not begun to listen for signals yet.
    boolean stopped = code == 0 || (program.isSilent() && Set.of(1, 130, 143).contains(code));
    assertTrue(
        code == 137 || stopped,
        () -> "%s ended with %d:%n%s".formatted(program.name(), code, program.output()));
  }

  private void pause(int millis) {
    LockSupport.parkNanos(random.nextLong(millis * 1_000_000L));
  }

  @FunctionalInterface
  private interface Sight {
    boolean seen() throws IOException;
  }

  /** Hardly pauses: it is the instant that counts. Gives up where it was missed. */
  private static void waitFor(Sight sight) throws IOException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < end) {
      try {
        if (sight.seen()) {
          return;
        }
      } catch (NoSuchFileException gone) {
        // moved while it was looked at
      }
      LockSupport.parkNanos(50_000); // what is waited for needs the processor too
    }
  }

  private boolean isStaging() {
    return Files.exists(press.store().path().resolve("staging"));
  }

  private int releases() throws IOException {
    try (Stream<Path> files = Files.list(press.store().path().resolve("releases"))) {
      return (int) files.count();
    }
  }

  private void assertStoreIsSound() throws IOException {
    StoreCheck check = StoreCheck.of(StoreReader.at(press.store().path()));
    assertEquals(List.of(), check.faults());
  }

  /** Settled is only what was published. */
  private void assertRequestIsKept() throws Exception {
    if (liveEdit() < requested) {
      assertTrue(
          press.waitingMessages(Addresses.REBUILD) > 0,
          "a request was settled before its build was out");
    }
  }

  /** The number of the edit that is live. */
  private int liveEdit() throws IOException {
    StoreReader reader = StoreReader.at(press.store().path());
    Manifest live = reader.manifest(reader.live().orElseThrow());
    Path page =
        reader.object(live.entry(OutputPath.of("posts/first/index.html")).orElseThrow().digest());
    Matcher edit = EDIT.matcher(Files.readString(page, StandardCharsets.UTF_8));
    return edit.find() ? Integer.parseInt(edit.group(1)) : 0;
  }

  private boolean isServing() throws InterruptedException {
    return press.web().status("/") == 200;
  }

  /** All of one release. A switch may come between two requests, though not time after time. */
  private void assertServesOneRelease() throws Exception {
    for (int look = 0; look < 5; look++) {
      List<Digest> bodies = Stream.of(PAGES.toArray(String[]::new)).map(this::bodyOf).toList();
      StoreReader reader = StoreReader.at(press.store().path());
      for (StoredRelease release : reader.releases()) {
        if (isOf(reader, release.id(), bodies)) {
          return;
        }
      }
    }
    fail("what is served is of no one release");
  }

  private Digest bodyOf(String path) {
    try {
      String address = "/" + path.replaceFirst("index\\.html$", "");
      return Digest.of(press.web().get(address).body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("not served: " + path, e);
    }
  }

  private static boolean isOf(StoreReader reader, ReleaseId id, List<Digest> bodies)
      throws IOException {
    Manifest manifest = reader.manifest(id);
    for (int i = 0; i < PAGES.size(); i++) {
      Optional<Digest> expected =
          manifest.entry(OutputPath.of(PAGES.get(i))).map(entry -> entry.digest());
      if (!expected.equals(Optional.of(bodies.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private void awaitAllIsWell() throws Exception {
    press.awaitServed(server, "/posts/first/", text);
    press.awaitFirstBuild(builder);
    press.awaitReady(server);
    builder
        .await("is connected, and every request is settled")
        .until(
            () -> press.brokerConnections() >= 2 && press.waitingMessages(Addresses.REBUILD) == 0);
    builder.await("has nothing staged").until(() -> !isStaging());
    assertEquals(0, press.waitingMessages("DLQ"), "a message was given up");
    assertStoreIsSound();
    assertServesOneRelease();
  }
}
