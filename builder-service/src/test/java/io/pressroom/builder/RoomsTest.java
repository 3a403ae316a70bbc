package io.pressroom.builder;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.pressroom.builder.plan.RecordFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms and their order: each may use those before it, and nobody uses the root. */
class RoomsTest {

  private static final String ROOT = "io.pressroom.builder";
  private static final List<String> ORDER =
      List.of(
          "watch", "fetch", "content", "hook", "plan", "render", "publish", "announce", "command");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyRoomHasClassesAndEveryClassIsInARoomOrTheRoot() {
    for (String room : ORDER) {
      JavaClasses there = CLASSES.that(resideInAPackage(ROOT + "." + room));
      assertTrue(
          there.stream().anyMatch(type -> !type.getSimpleName().equals("package-info")),
          room + " has no classes");
    }
    CLASSES.forEach(
        type ->
            assertTrue(
                type.getPackageName().equals(ROOT)
                    || ORDER.contains(type.getPackageName().substring(ROOT.length() + 1)),
                type + " is in no room"));
  }

  @Test
  void noRoomUsesALaterOneOrTheRoot() {
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> forbidden = new ArrayList<>(List.of(ROOT));
      ORDER.subList(i + 1, ORDER.size()).forEach(room -> forbidden.add(ROOT + "." + room));
      uses(ORDER.get(i), forbidden).check(CLASSES);
    }
  }

  @Test
  void thereIsNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The rules above would hold for rooms that know nothing of each other, and say nothing then. */
  @Test
  void theOrderIsNeeded() {
    assertUses("content", "watch");
    assertUses("hook", "content");
    assertUses("plan", "content");
    assertUses("render", "plan");
    assertUses("command", "render");
  }

  @Test
  void roomsThatDecideAndRenderKnowNothingOfTheFramework() {
    for (String room :
        List.of("watch", "content", "hook", "plan", "render", "publish", "command")) {
      uses(room, List.of("io.quarkus.arc..", "io.quarkus.runtime..", "io.smallrye..", "jakarta.."))
          .check(CLASSES);
    }
  }

  @Test
  void planningDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".plan")
        .and(describe("are not the record's file", type -> !isOf(type.getName())))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..")
        .check(CLASSES);
  }

  private static boolean isOf(String type) {
    String file = RecordFile.class.getName();
    return type.equals(file) || type.startsWith(file + "$");
  }

  private static ArchRule uses(String room, List<String> packages) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages.toArray(String[]::new));
  }

  private static void assertUses(String room, String earlier) {
    assertThrows(
        AssertionError.class,
        () -> uses(room, List.of(ROOT + "." + earlier)).check(CLASSES),
        room + " does not use " + earlier);
  }
}
