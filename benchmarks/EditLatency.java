import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;

/**
 * From the moment a saved file is there to the moment its text is served:
 * {@code java EditLatency.java FILE URL [RUNS]}. Each run adds a word that is nowhere else to the end of
 * the file, by a rename as editors do, and asks for the page over one kept connection until the word is in
 * it. Prints the lowest time, the middle one, the 95th percentile and the highest, in milliseconds; the file is as before after it.
 */
final class EditLatency {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** More would take the cores from those who are measured; adds half of it on average. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

  /** What takes long is looked for less often: a time is right to a hundredth. */
  private static final int LOOKS = 100;

  private static final Duration BETWEEN = Duration.ofMillis(800);

  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: java EditLatency.java FILE URL [RUNS]");
      System.exit(2);
    }
    Path file = Path.of(arguments[0]);
    URI url = URI.create(arguments[1]);
    double[] times = new double[arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5];
    String text = Files.readString(file);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build();
      client.send(request, BodyHandlers.ofString()); // the connection is open before the clock runs
      for (int run = 0; run < times.length; run++) {
        String word = "edit" + Long.toString(System.nanoTime(), 36);
        long saved = save(file, text + "\nSaved as " + word + ".\n");
        while (!client.send(request, BodyHandlers.ofString()).body().contains(word)) {
          if (System.nanoTime() - saved > LIMIT.toNanos()) {
            System.err.println("not served within " + LIMIT.toSeconds() + " s");
            System.exit(1);
          }
          Thread.sleep(
              Math.max(
                  BETWEEN_LOOKS.toMillis(), (System.nanoTime() - saved) / 1_000_000 / LOOKS));
        }
        times[run] = (System.nanoTime() - saved) / 1e6;
        Thread.sleep(BETWEEN); // an author who types, and not a burst
      }
    } finally {
      save(file, text);
    }
    Arrays.sort(times);
    System.out.printf(
        "save to served, ms: lowest %.0f, median %.0f, 95th percentile %.0f, highest %.0f, of %d%n",
        times[0],
        times[times.length / 2],
        times[(int) Math.ceil(0.95 * times.length) - 1],
        times[times.length - 1],
        times.length);
  }

  private static long save(Path file, String text) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp~");
    Files.writeString(aside, text);
    long now = System.nanoTime();
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return now;
  }
}
