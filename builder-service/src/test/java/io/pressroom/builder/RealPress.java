package io.pressroom.builder;

import io.pressroom.builder.announce.Announcer;
import io.pressroom.builder.command.Console;
import io.pressroom.builder.plan.RecordFile;
import io.pressroom.builder.publish.Publisher;
import io.pressroom.builder.watch.Change;
import io.pressroom.message.Envelope;
import io.pressroom.message.Message;
import io.pressroom.message.MessageCodec;
import io.pressroom.message.UnreadableMessageException;
import io.pressroom.store.Manifest;
import io.pressroom.store.StoreReader;
import io.pressroom.store.StoreWriter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The builder as it runs, with a folder, a store and a record of its own on the disk, but for what
 * wakes it: the test says when it builds, and what time it is.
 */
final class RealPress implements AutoCloseable {

  final Path site;
  final Path state;
  final MovingClock clock;

  /** What the queue was told since the start. */
  final List<Message> messages = new CopyOnWriteArrayList<>();

  /** What else turns out to have changed while it builds. */
  Press.Burst rest = Change::nothing;

  private StoreWriter store;
  private RecordFile recordFile;
  private Press press;
  private Built built;

  RealPress(Path site, Path state, MovingClock clock, boolean drafts) throws IOException {
    this.site = site;
    this.state = Files.createDirectories(state);
    this.clock = clock;
    start(drafts);
  }

  private void start(boolean drafts) throws IOException {
    OperatorSettings settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(OperatorSettings.class)
            .withDefaultValue("pressroom.site", site.toString())
            .withDefaultValue("pressroom.store", storeFolder().toString())
            .withDefaultValue("pressroom.drafts", Boolean.toString(drafts))
            .withDefaultValue("pressroom.hooks", "true")
            .withDefaultValue("pressroom.broker.host", "localhost")
            .withDefaultValue("pressroom.broker.port", "5672")
            .build()
            .getConfigMapping(OperatorSettings.class);
    Announcer announcer = new Announcer(clock);
    announcer.connect(
        message -> {
          messages.add(decoded(message).message());
          return CompletableFuture.completedStage(null);
        });
    store = StoreWriter.open(storeFolder());
    recordFile = new RecordFile(state.resolve("record"), site.toString(), RealPress::fail);
    press =
        new Press(
            settings,
            site,
            Optional.empty(),
            () -> rest.rest(),
            recordFile,
            state,
            new Publisher(store),
            announcer,
            Console.silent(),
            clock,
            it -> built = it);
  }

  private static Envelope decoded(String message) {
    try {
      return MessageCodec.decode(message);
    } catch (UnreadableMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static void fail(IOException e) {
    throw new UncheckedIOException(e);
  }

  Path storeFolder() {
    return state.resolve("store");
  }

  Path standingFile() {
    return state.resolve("standing");
  }

  Path recordFile() {
    return state.resolve("record");
  }

  /** Builds what a change hints at. */
  Built build(Change change) throws IOException, InterruptedException {
    press.build(change, Optional.empty());
    return built;
  }

  /** Builds after a look at everything. */
  Built build() throws IOException, InterruptedException {
    return build(Change.all());
  }

  /** Ends in order and starts again, with nothing but what is on the disk. */
  void restart(boolean drafts) throws IOException {
    close();
    start(drafts);
  }

  /** Whether a start would be ready at once. */
  boolean isCurrent() {
    return press.isCurrent();
  }

  /** Makes the release that is live now stay so. */
  void hold() throws IOException {
    press.rollBack(live().id(), "a test");
  }

  /** Lets it change again. */
  void resume() throws IOException {
    press.resume("a test");
  }

  BuildLoop.Builds builds() {
    return press;
  }

  /** What is live. */
  Manifest live() throws IOException {
    StoreReader reader = store.reader();
    return reader.live().isEmpty()
        ? Manifest.empty()
        : reader.manifest(reader.live().get(), Manifest.empty());
  }

  StoreReader reader() {
    return store.reader();
  }

  @Override
  public void close() throws IOException {
    press.remember();
    recordFile.close();
    store.close();
  }
}
