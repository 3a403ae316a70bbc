package io.pressroom.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pressroom.builder.EditScript.Edit;
import io.pressroom.builder.EditScript.Round;
import io.pressroom.builder.plan.Output;
import io.pressroom.builder.plan.Step;
import io.pressroom.builder.watch.Change;
import io.pressroom.store.Entry;
import io.pressroom.store.Manifest;
import io.pressroom.store.OutputPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever an author, an operator and the clock do to a site: the release that an incremental build
 * publishes is the one that a clean build would, and nothing is rendered that need not be. With the
 * real rooms, a real folder, a real store; the same of paper is in {@code
 * IncrementalBuildProperties}.
 */
class EditScriptProperties {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Provide
  Arbitrary<List<Round>> scripts() {
    return EditScript.scripts();
  }

  @Property
  void anIncrementalReleaseIsACleanOne(@ForAll("scripts") List<Round> script)
      throws IOException, InterruptedException {
    Path folder = Folders.temporary();
    try (Run run = new Run(folder)) {
      for (Round round : script) {
        run.play(round);
      }
      run.mend();
    } finally {
      Folders.delete(folder);
    }
    Statistics.label("whole").coverage(c -> c.check(true).percentage(p -> p > 40));
  }

  /** One script on its way. */
  private static final class Run implements AutoCloseable {
    private final Path site;
    private final MovingClock clock = new MovingClock(NOON);
    private final RealPress press;
    private boolean drafts;
    private CleanBuild clean;

    Run(Path folder) throws IOException, InterruptedException {
      site = Files.createDirectories(folder.resolve("site"));
      EditScript.start(site);
      press = new RealPress(site, folder.resolve("state"), clock, drafts);
      press.build();
      clean = CleanBuild.of(site, clock.instant(), drafts);
      assertEquals(clean.manifest().id(), press.live().id());
    }

    void play(Round round) throws IOException, InterruptedException {
      if (round.restart()) {
        restart();
        nothingToDo("after a restart");
      }
      boolean sameSettings = round.drafts() == drafts;
      if (!sameSettings) {
        drafts = round.drafts();
        restart();
      }
      Instant now = NOON.plus(round.time());
      boolean nothingElse = sameSettings && now.equals(clock.instant());
      clock.set(now);
      Deque<Edit> edits = new ArrayDeque<>(round.edits());
      Change first = makeSome(edits, round);
      press.rest = () -> edits.isEmpty() ? Change.nothing() : makeSome(edits, round);
      Built built = press.build(first);
      while (!edits.isEmpty()) { // they came when it had settled
        built = press.build(makeSome(edits, round));
      }
      press.rest = Change::nothing;
      check(round, built, nothingElse);
    }

    /** What a glance says is so. */
    private void restart() throws IOException, InterruptedException {
      press.restart(drafts);
      boolean current = press.isCurrent();
      Statistics.label("current at a glance").collect(current);
      if (current) {
        assertEquals(
            CleanBuild.of(site, clock.instant(), drafts).manifest().id(), press.live().id());
      }
    }

    /** Makes all of them, or the next one where they come one by one while it builds. */
    private Change makeSome(Deque<Edit> edits, Round round) {
      Set<Path> touched = new TreeSet<>();
      try {
        for (boolean more = true; more && !edits.isEmpty(); more = !round.oneByOne()) {
          edits.remove().apply(site, touched);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return round.hinted() ? Change.of(touched) : Change.all();
    }

    private void check(Round round, Built built, boolean nothingElse)
        throws IOException, InterruptedException {
      CleanBuild before = clean;
      Manifest after = press.live();
      clean = CleanBuild.of(site, clock.instant(), drafts);
      if (clean.isWhole()) {
        assertSame(clean.manifest(), after);
        assertEquals(texts(clean.problems()), texts(built.problems()));
        if (nothingElse && before.isWhole()) {
          onlyWhatShowsIt(round, before, built);
        }
      } else {
        assertTrue(!built.problems().isEmpty(), "what is wrong is told");
      }
      if (clean.hasBrokenSettings() && !round.oneByOne()) { // else what came before them counts
        assertEquals(Optional.empty(), built.published().filter(it -> it.isNew()));
      }
      Statistics.label("whole").collect(clean.isWhole());
      nothingToDo("a second build");
    }

    /**
     * A page's text is read for its own output, whose template may show none of it but whose links
     * are checked, and for what shows some of it: nothing else is rendered.
     */
    private void onlyWhatShowsIt(Round round, CleanBuild before, Built built) {
      if (round.onlyEdit().orElse(null) instanceof EditScript.Body body) {
        Set<OutputPath> showing = before.showing(EditScript.mark(body.path()));
        showing.addAll(clean.showing(EditScript.mark(body.path())));
        Set<OutputPath> rendered =
            built.steps().stream()
                .map(Step::output)
                .filter(output -> !isOf(output, body.path()))
                .map(Output::path)
                .collect(Collectors.toSet());
        rendered.removeAll(showing);
        assertEquals(Set.of(), rendered, () -> "rendered for " + body + ": " + built.steps());
      }
    }

    private static boolean isOf(Output output, String page) {
      return output instanceof Output.PageOutput own && own.page().value().equals(page);
    }

    private void nothingToDo(String when) throws IOException, InterruptedException {
      Manifest before = press.live();
      Built again = press.build();
      assertEquals(List.<Step>of(), again.steps(), when);
      assertEquals(before.id(), press.live().id(), when);
    }

    void mend() throws IOException, InterruptedException {
      EditScript.mend(site);
      Built built = press.build();
      clean = CleanBuild.of(site, clock.instant(), drafts);
      assertTrue(clean.isWhole(), () -> "mended: " + clean.problems());
      assertSame(clean.manifest(), press.live());
      assertEquals(texts(clean.problems()), texts(built.problems()));
      for (Entry entry : (Iterable<Entry>) press.live().entries()::iterator) {
        assertTrue(Files.exists(press.reader().object(entry.digest())), entry.toString());
      }
    }

    private static void assertSame(Manifest clean, Manifest incremental) {
      if (!clean.id().equals(incremental.id())) {
        assertEquals("", incremental.since(clean).toString(), "what is not as in a clean build");
      }
    }

    private static List<String> texts(List<?> problems) {
      return problems.stream().map(Object::toString).sorted().toList();
    }

    @Override
    public void close() throws IOException {
      press.close();
    }
  }
}
