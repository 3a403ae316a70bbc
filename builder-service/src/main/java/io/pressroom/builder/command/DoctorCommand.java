package io.pressroom.builder.command;

import io.pressroom.builder.content.ContentReader;
import io.pressroom.builder.content.Snapshot;
import io.pressroom.builder.watch.Change;
import io.pressroom.builder.watch.ContentWatcher;
import io.pressroom.message.Problem;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.ReleaseId;
import io.pressroom.store.StoreLockedException;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code pressroom doctor}: whether this machine lets Pressroom work, and what to do where not. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {

  private static final int JDK = 25;
  private static final long LITTLE_SPACE = 100_000_000;
  private static final long SOME_SPACE = 1_000_000_000;
  private static final long SLOW_FLUSH_MILLIS = 100;
  private static final int FLUSHES = 5;

  @Parameters(arity = "0..1", paramLabel = "SITE")
  private Optional<Path> site = Optional.empty();

  @Option(names = "--store", paramLabel = "DIR")
  private Optional<Path> store = Optional.empty();

  @Option(names = "--port", paramLabel = "PORT", converter = Port.class)
  private int port = 8080;

  private final Console console;
  private final Clock clock;

  /** The number of a port. */
  private static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("[0-9]{1,5}")
          || Integer.parseInt(value) < 1
          || Integer.parseInt(value) > 65535) {
        throw new TypeConversionException("'" + value + "' is not a number from 1 to 65535");
      }
      return Integer.valueOf(value);
    }
  }

  DoctorCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    Path folder = SiteFolder.of(site);
    Path releases = StoreFolder.of(store, site);
    List<Finding> findings = new ArrayList<>();
    boolean running = isHeldByABuilder(releases);
    findings.add(jdk());
    findings.addAll(content(folder));
    findings.add(watches(folder));
    findings.add(disk(releases));
    findings.add(store(releases, running));
    findings.add(port(running));
    findings.add(broker(releases, running));
    findings.forEach(this::tell);
    boolean bad = findings.stream().anyMatch(it -> it.state() == Finding.State.BAD);
    if (bad) {
      console.error("what is marked BAD keeps Pressroom from working here");
    }
    return bad ? 1 : 0;
  }

  private void tell(Finding finding) {
    switch (finding.state()) {
      case OK -> console.line(finding.toString());
      case MIND -> console.warn(finding.toString());
      case BAD -> console.error(finding.toString());
    }
  }

  private static Finding jdk() {
    Runtime.Version version = Runtime.version();
    String found = "%s, %s".formatted(version, System.getProperty("java.vendor"));
    return version.feature() >= JDK
        ? Finding.ok("JDK", found)
        : Finding.bad("JDK", found, "install a JDK 25, or set JAVA_HOME to one");
  }

  private static List<Finding> content(Path folder) throws IOException {
    Snapshot snapshot = new ContentReader(folder).read(Optional.empty(), Change.all());
    List<Problem> problems = new ArrayList<>(snapshot.failed().values());
    problems.addAll(snapshot.problems());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "site",
            "%s: %,d pages, %,d other files%s"
                .formatted(
                    folder,
                    snapshot.pages().size(),
                    snapshot.assets().size(),
                    Files.exists(folder.resolve("site.yaml"))
                        ? ""
                        : "; no site.yaml, so defaults")));
    // They stop nothing: every other page is published, and this one's last good version.
    problems.stream().limit(5).forEach(it -> findings.add(Finding.mind("site", it.toString(), "")));
    if (problems.size() > 5) {
      findings.add(
          Finding.mind(
              "site",
              "%,d more problems".formatted(problems.size() - 5),
              "./pressroom check lists them"));
    }
    return findings;
  }

  /** Tries it: what a system says of its limits and what it lets a process do are two things. */
  private static Finding watches(Path folder) throws IOException {
    long folders;
    try (Stream<Path> all = Files.walk(folder)) {
      folders = all.filter(Files::isDirectory).count();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    OptionalLong limit = number(Path.of("/proc/sys/fs/inotify/max_user_watches"));
    String hint = "sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512";
    try (ContentWatcher _ =
        ContentWatcher.start(folder, ContentWatcher.Mode.EVENTS, Duration.ofDays(1), _ -> {})) {
      String found = "the file system tells of changes in %,d folders".formatted(folders);
      return limit.isPresent() && limit.getAsLong() > folders && limit.getAsLong() < folders * 2
          ? Finding.mind("watching", found + ", of %,d at most".formatted(limit.getAsLong()), hint)
          : Finding.ok("watching", found);
    } catch (IOException e) {
      return Finding.mind(
          "watching",
          "the file system does not tell of changes, so they are looked for every 2 s: "
              + Console.reason(e),
          hint);
    }
  }

  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private static Finding disk(Path releases) {
    Path at = releases;
    while (!Files.exists(at)) {
      at = at.getParent();
    }
    long space;
    long slowest = 0;
    try {
      space = Files.getFileStore(at).getUsableSpace();
      Path probe = Files.createTempFile(at, ".pressroom-doctor", "");
      try {
        for (int i = 0; i < FLUSHES; i++) {
          long start = System.nanoTime();
          try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]));
            channel.force(true);
          }
          slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
        }
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return Finding.bad(
          "disk",
          "cannot write to %s: %s".formatted(at, Console.reason(e)),
          "let this user write there, or name another place with --store");
    }
    String found =
        "%s free at %s; the slowest of %d flushes took %d ms"
            .formatted(ReleasesCommand.size(space), at, FLUSHES, slowest);
    if (space < LITTLE_SPACE) {
      return Finding.bad("disk", found, "make room: nothing can be published on a full disk");
    }
    if (space < SOME_SPACE) {
      return Finding.mind("disk", found, "make room, or set PRESSROOM_KEEP_RELEASES lower");
    }
    return slowest > SLOW_FLUSH_MILLIS
        ? Finding.mind("disk", found, "every publish waits for a few of them")
        : Finding.ok("disk", found);
  }

  private static boolean isHeldByABuilder(Path releases) throws IOException {
    if (!Files.exists(releases.resolve("writer.lock"))) {
      return false;
    }
    try (StoreWriter _ = StoreWriter.open(releases)) {
      return false;
    } catch (StoreLockedException _) {
      return true;
    } catch (IOException _) {
      return false; // which the look at the disk explains
    }
  }

  private static Finding store(Path releases, boolean running) {
    if (!Files.isDirectory(releases.resolve("releases"))) {
      return Finding.ok("store", releases + ": nothing was published to it yet");
    }
    try {
      StoreReader reader = StoreReader.at(releases);
      Optional<ReleaseId> live = reader.live();
      if (live.isEmpty()) {
        return Finding.mind("store", releases + ": no release is live", "a builder makes one");
      }
      Manifest manifest = reader.manifest(live.get());
      Optional<Entry> missing;
      try (Stream<Entry> entries = manifest.entries()) {
        missing =
            entries
                .filter(it -> reader.object(it.digest()).toFile().length() != it.size())
                .findFirst();
      }
      if (missing.isPresent()) {
        return Finding.bad(
            "store",
            "%s of release %s is missing or cut short"
                .formatted(missing.get().path().value(), live.get().shortForm()),
            "./pressroom check --store %s says all; a start of the builder mends it"
                .formatted(releases));
      }
      String found =
          "%s: release %s is live, one of %d%s"
              .formatted(
                  releases,
                  live.get().shortForm(),
                  reader.releases().size(),
                  running ? "; a builder has it" : "; no builder has it");
      return reader.held().isPresent()
          ? Finding.mind(
              "store",
              found + "; it is held, so what is built waits",
              "./pressroom rollback --resume lets it go")
          : Finding.ok("store", found);
    } catch (IOException e) {
      return Finding.bad(
          "store",
          Console.reason(e),
          "a start of the builder mends it; or remove the store, and all of it is made again");
    }
  }

  private Finding port(boolean running) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok("port", port + " is free for the site; up finds others by itself");
    } catch (IOException e) {
      return running
          ? Finding.ok("port", port + " is taken, as one would expect while Pressroom runs")
          : Finding.bad(
              "port",
              "%d is taken by another program".formatted(port),
              "stop that program, or choose another port with up --port");
    }
  }

  private Finding broker(Path releases, boolean running) {
    Optional<OperatorQueue.Address> address = OperatorQueue.addressOf(releases);
    boolean set =
        System.getenv("PRESSROOM_BROKER_HOST") != null
            || System.getenv("PRESSROOM_BROKER_PORT") != null;
    if (address.isEmpty() || !(set || running)) {
      return Finding.ok("broker", "none runs yet; the builder of up brings its own");
    }
    try (OperatorQueue _ = OperatorQueue.connect(address.get(), clock)) {
      return Finding.ok("broker", address.get() + " answers and lets us in");
    } catch (CommandFailure e) {
      return Finding.mind(
          "broker",
          e.getMessage(),
          "the site is served and built without it; requests and quick announcements are not");
    }
  }
}
