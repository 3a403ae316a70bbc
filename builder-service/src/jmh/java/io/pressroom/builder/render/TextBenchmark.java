package io.pressroom.builder.render;

import io.pressroom.builder.content.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The text of one post: from its Markdown to HTML, outline, links, summary and plain text. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TextBenchmark {

  private final Markdown markdown =
      new Markdown(Settings.Markdown.DEFAULTS, AlertTitles.ENGLISH);
  private String text;

  @Setup
  public void read() throws IOException {
    Path site = Path.of(System.getProperty("pressroom.sites"), "1000");
    String file = Files.readString(site.resolve("content/posts/post-000007.md"));
    text = file.substring(file.indexOf("---", 3) + 3);
  }

  @Benchmark
  public Rendition text() throws UnrenderableTextException {
    return markdown.read(text, false, Destinations.AS_WRITTEN);
  }
}
