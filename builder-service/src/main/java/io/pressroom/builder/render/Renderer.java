package io.pressroom.builder.render;

import io.pressroom.builder.content.Asset;
import io.pressroom.builder.content.Bodies;
import io.pressroom.builder.content.ContentPath;
import io.pressroom.builder.content.Template;
import io.pressroom.builder.plan.NextRecord;
import io.pressroom.builder.plan.Outcome;
import io.pressroom.builder.plan.Output;
import io.pressroom.builder.plan.Plan;
import io.pressroom.builder.plan.Site;
import io.pressroom.builder.plan.Step;
import io.pressroom.builder.plan.TrackedSite;
import io.pressroom.message.Problem;
import io.pressroom.store.Digest;
import io.pressroom.store.Entry;
import io.pressroom.store.MediaTypes;
import io.pressroom.store.OutputPath;
import io.pressroom.store.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what a plan says: makes every output and gives its bytes away. An output that cannot be made
 * keeps its last good version and never stops the others. Equal plans give equal bytes, whatever
 * the number of threads, the locale, the time zone and the order of the work.
 *
 * <p>Keep one for all builds of a site: it remembers what makes the next build cheap. Used by one
 * thread at a time.
 */
public final class Renderer {

  /** Deep texts and deep templates need deep stacks, the same ones on every machine. */
  private static final long STACK_BYTES = 16L << 20;

  private final DefaultTheme theme;
  private final int threads;
  private final Texts texts;
  private final LinkCheck linkCheck = new LinkCheck();
  private final Excerpts excerpts = new Excerpts();
  private Map<String, Digest> templateDigests = Map.of();
  private Templates templates;

  private Renderer(DefaultTheme theme, int threads, KeptTexts kept) {
    this.theme = theme;
    this.threads = threads;
    this.texts = new Texts(kept);
  }

  /** A renderer that uses so many threads. */
  public Renderer(DefaultTheme theme, int threads) {
    this(theme, threads, KeptTexts.none());
  }

  /** A renderer that uses all cores. */
  public Renderer(DefaultTheme theme) {
    this(theme, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A renderer that uses all cores, for many builds.
   *
   * @param scratch a folder for what it does not want to make again: one file without a name
   */
  public Renderer(DefaultTheme theme, Path scratch) {
    this(theme, Runtime.getRuntime().availableProcessors(), KeptTexts.in(scratch));
  }

  /**
   * Renders and copies everything that the plan says.
   *
   * @param bodies where the texts of pages are read
   * @param sink where the bytes go
   * @throws IOException if the sink does not take them
   * @throws InterruptedException if this thread was interrupted; the build is given up then
   */
  public Outcome render(Plan plan, Bodies bodies, ObjectSink sink, Progress progress)
      throws IOException, InterruptedException {
    useTemplatesOf(plan.site());
    NextRecord next = plan.begin();
    new Work(plan, texts, bodies, sink, progress, next).run();
    Outcome outcome = next.finish();
    texts.retain(plan.site().snapshot().pages().keySet());
    return withLinks(plan, outcome, bodies);
  }

  /**
   * Renders as {@link #render} does. Nobody learns what came of it.
   *
   * @param sink gets the outputs, and nothing from files
   * @param anew whether every text is read, as after the save of a page; else what is remembered of
   *     texts is used, and remembered, as after the save of a template
   */
  public void rehearse(Plan plan, Bodies bodies, ObjectSink sink, boolean anew)
      throws IOException, InterruptedException {
    useTemplatesOf(plan.site());
    Texts used = anew ? new Texts(KeptTexts.none()) : texts;
    new Work(plan, used, bodies, sink, Progress.IGNORED, plan.begin()).run();
  }

  /** Adds the dead links, and names what many outputs have in common once. */
  private Outcome withLinks(Plan plan, Outcome outcome, Bodies bodies) {
    Site site = plan.site();
    LinkCheck.Dead dead = linkCheck.check(plan, outcome.record());
    Set<Problem> problems = new LinkedHashSet<>(outcome.problems());
    problems.addAll(dead.problems());
    return new Outcome(
        outcome.record(),
        outcome.changed(),
        outcome.removed(),
        excerpts.addTo(problems, site, bodies),
        outcome.settled(),
        dead.addresses());
  }

  /** Parsed templates are kept as long as no template changes. */
  private void useTemplatesOf(Site site) {
    TrackedSite unnoted = site.track();
    Map<String, Template> all =
        unnoted.templateNames().stream()
            .collect(Collectors.toMap(n -> n, n -> unnoted.template(n).orElseThrow()));
    Map<String, Digest> digests = new TreeMap<>();
    all.forEach((name, template) -> digests.put(name, template.digest()));
    if (templates == null || !digests.equals(templateDigests)) {
      templates = new Templates(name -> Optional.ofNullable(all.get(name)), all::keySet);
      templateDigests = digests;
    }
  }

  /** One build, spread over the threads. */
  private final class Work {
    private final Plan plan;
    private final Texts texts;
    private final Bodies bodies;
    private final ObjectSink sink;
    private final Progress progress;
    private final NextRecord next;
    private final List<Step> steps;
    private final StoppedTemplates stopped = new StoppedTemplates();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Work(
        Plan plan,
        Texts texts,
        Bodies bodies,
        ObjectSink sink,
        Progress progress,
        NextRecord next) {
      this.plan = plan;
      this.texts = texts;
      this.bodies = bodies;
      this.sink = sink;
      this.progress = progress;
      this.next = next;
      this.steps = ordered(plan);
    }

    private void run() throws IOException, InterruptedException {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, steps.size()); i++) {
        workers.add(
            Thread.ofPlatform()
                .name("render-" + i)
                .daemon()
                .stackSize(STACK_BYTES)
                .start(this::work));
      }
      try {
        for (Thread worker : workers) {
          worker.join();
        }
      } catch (InterruptedException e) {
        // Nobody takes up anything more, and what still runs is one output each.
        failure.compareAndSet(null, e);
        workers.forEach(Work::await);
        throw e;
      }
      switch (failure.get()) {
        case null -> {}
        case IOException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException("The build has failed", e);
      }
    }

    private static void await(Thread worker) {
      boolean interrupted = false;
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void work() {
      int index;
      while (failure.get() == null && (index = begun.getAndIncrement()) < steps.size()) {
        Step step = steps.get(index);
        try {
          if (step.output().copied()) {
            copy(step);
          } else {
            render(step);
          }
          progress.rendered(done.incrementAndGet(), steps.size());
        } catch (IOException | RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
      }
    }

    private void render(Step step) throws IOException {
      OutputRenderer renderer =
          new OutputRenderer(plan.site(), templates, stopped, texts, bodies, step.output());
      try {
        OutputRenderer.Made made = make(renderer, step.output());
        byte[] bytes = made.text().getBytes(StandardCharsets.UTF_8);
        OutputPath path = step.output().path();
        Entry entry = entry(path, sink.put(path, bytes), bytes.length);
        next.made(step, entry, renderer.tracked(), made.extract().map(Extract::encode));
      } catch (Refusal e) {
        if (e.isForNow()) {
          next.failedForNow(step, e.problem());
        } else {
          next.failed(step, e.problem(), renderer.tracked());
        }
      }
    }

    private static OutputRenderer.Made make(OutputRenderer renderer, Output output) {
      try {
        return renderer.make();
      } catch (Refusal e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        throw Refusal.fault(output, e);
      }
    }

    private void copy(Step step) throws IOException {
      TrackedSite site = plan.site().track();
      OutputPath path = step.output().path();
      switch (step.output()) {
        case Output.ThemeFileOutput(var _, String name) -> {
          site.themeFile(name);
          byte[] bytes = theme.asset(name);
          next.made(step, entry(path, sink.put(path, bytes), bytes.length), site);
        }
        case Output.FileOutput(var _, ContentPath file) -> {
          Asset asset = site.file(file).orElseThrow();
          Path source = bodies.file(asset);
          try {
            Staged staged = sink.put(path, source);
            next.made(step, entry(path, staged.digest(), staged.size()), site);
          } catch (FileSystemException e) {
            if (!source.toString().equals(e.getFile())) {
              throw e;
            }
            next.failedForNow(step, notCopied(file, e));
          }
        }
        default -> throw new IllegalArgumentException("not a copy: " + step);
      }
    }

    private static Problem notCopied(ContentPath file, FileSystemException e) {
      if (e instanceof NoSuchFileException) {
        return Problem.in(file.value(), "File is changing", "it has gone since it was read");
      }
      String reason = e.getReason() == null ? "permission to read it is denied" : e.getReason();
      return Problem.in(file.value(), "File cannot be read", reason);
    }

    private static Entry entry(OutputPath path, Digest digest, long size) {
      return new Entry(path, digest, size, MediaTypes.of(path));
    }
  }

  /** Pages first: what lists show of them is at hand then. */
  private static List<Step> ordered(Plan plan) {
    Map<Boolean, List<Step>> steps =
        plan.render().stream()
            .collect(Collectors.partitioningBy(s -> s.output() instanceof Output.PageOutput));
    return Stream.of(steps.get(true), steps.get(false), plan.copy()).flatMap(List::stream).toList();
  }
}
