package io.pressroom.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operations.md says of metrics is what the services have, no more and no less. */
class MetricsIT {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("pressroom.project"), "docs/operations.md");

  /** A timer shows itself as several. */
  private static final Pattern METRIC =
      Pattern.compile("(?m)^(pressroom_[a-z_]+?)(?:_count|_sum|_max)?[ {]");

  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(pressroom_[a-z_]+)[^|]*\\| (builder|server) \\|");

  @RegisterExtension final Press press = new Press();

  @Test
  void everyMetricIsDocumentedAndNothingElse() throws Exception {
    Program builder = press.builder();
    Program server = press.server();
    press.awaitServed(server, "/posts/first/", "The first text.");
    press.awaitFirstBuild(builder);
    assertEquals(documented("builder"), exposed(press.builderManagement()));
    server // takes a second to name the release
        .await("names its release")
        .until(() -> exposed(press.serverManagement()).contains("pressroom_release_info"));
    assertEquals(documented("server"), exposed(press.serverManagement()));
  }

  private static Set<String> exposed(Web management) throws Exception {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(management.text("/q/metrics")).results().forEach(it -> names.add(it.group(1)));
    assertFalse(names.isEmpty());
    return names;
  }

  private static Set<String> documented(String service) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher row = DOCUMENTED.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      if (row.group(2).equals(service)) {
        names.add(row.group(1));
      }
    }
    return names;
  }
}
