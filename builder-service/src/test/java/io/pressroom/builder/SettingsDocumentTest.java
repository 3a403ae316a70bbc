package io.pressroom.builder;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operations.md lists is what can be set, no more and no less. */
class SettingsDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/operations.md");

  @Test
  void everySettingIsDocumentedAndNothingElse() throws IOException {
    Set<String> settings = settings(OperatorSettings.class, "PRESSROOM_");
    settings.addAll(SecretFile.SETTINGS.keySet());
    String properties = Files.readString(Path.of("src/main/resources/application.properties"));
    found("\\$\\{(pressroom\\.[a-z.-]+)|(?m:^)(pressroom\\.[a-z.-]+)=", properties)
        .forEach(name -> settings.add(WrongSetting.variable(name)));

    Set<String> documented = documented("builder-service");
    documented.addAll(documented("Both"));
    assertEquals(settings, documented);
  }

  @Test
  void whatTheLauncherReadsIsDocumented() throws IOException {
    Set<String> documented = documented("The launcher and its commands");
    documented.addAll(documented("builder-service"));
    Set<String> read =
        found("\\$\\{(PRESSROOM_[A-Z_]+)", Files.readString(Path.of("../pressroom")));
    read.removeAll(documented);
    assertEquals(Set.of(), read);
  }

  private static Set<String> settings(Class<?> mapping, String prefix) {
    Set<String> names = new TreeSet<>();
    for (Method method : mapping.getDeclaredMethods()) {
      if (method.isDefault() || method.isSynthetic()) {
        continue;
      }
      String name = prefix + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      if (method.getReturnType().getEnclosingClass() == OperatorSettings.class) {
        names.addAll(settings(method.getReturnType(), name + "_"));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  /** The variables in the first column of the table below a heading. */
  private static Set<String> documented(String heading) throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("### " + heading + "\n");
    String section = document.substring(start + 4, end(document, start + 4));
    Set<String> names = new TreeSet<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `PRESSROOM_"))
        .forEach(
            line ->
                names.addAll(
                    found("`(PRESSROOM_[A-Z_]+)`", line.substring(0, line.indexOf('|', 1)))));
    return names;
  }

  private static int end(String document, int from) {
    MatchResult heading =
        Pattern.compile("(?m)^##")
            .matcher(document)
            .results()
            .filter(it -> it.start() > from)
            .findFirst()
            .orElseThrow();
    return heading.start();
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(it -> it.group(1) != null ? it.group(1) : it.group(2))
        .collect(toCollection(TreeSet::new));
  }
}
