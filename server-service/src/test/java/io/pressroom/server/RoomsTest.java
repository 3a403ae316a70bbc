package io.pressroom.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms and their order: each may use those before it, and nobody uses the root. */
class RoomsTest {

  private static final String ROOT = "io.pressroom.server";
  private static final List<String> ORDER = List.of("follow", "load", "serve", "live", "admin");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyClassIsInARoomOrTheRoot() {
    for (String room : ORDER) {
      assertTrue(
          CLASSES.that(resideInAPackage(ROOT + "." + room)).size() >= 3, room + " has classes");
    }
    CLASSES.forEach(
        type ->
            assertTrue(
                type.getPackageName().equals(ROOT)
                    || ORDER.contains(type.getPackageName().substring(ROOT.length() + 1)),
                type.getName()));
  }

  @Test
  void noRoomUsesALaterOneOrTheRoot() {
    for (int i = 0; i < ORDER.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + ORDER.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              java.util.stream.Stream.concat(
                      java.util.stream.Stream.of(ROOT),
                      ORDER.subList(i + 1, ORDER.size()).stream().map(room -> ROOT + "." + room))
                  .toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void thereIsNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The rules above would hold for rooms that know nothing of each other, and say nothing then. */
  @Test
  void theOrderIsNeeded() {
    assertUses("serve", "load");
    assertUses("live", "serve");
    assertUses("admin", "follow");
  }

  @Test
  void whatDecidesKnowsNothingOfTheFramework() {
    List<String> pure =
        List.of(
            "Address",
            "Answer",
            "ByteRange",
            "HttpDate",
            "Negotiation",
            "Preconditions",
            "Resolver");
    assertFalse(CLASSES.stream().filter(type -> pure.contains(type.getSimpleName())).count() < 7);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".serve")
        .and(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "decide", type -> pure.contains(type.getSimpleName())))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..", "jakarta..", "io.vertx..", "java.nio.file..", "java.io..")
        .check(CLASSES);
  }

  private static void assertUses(String room, String earlier) {
    assertTrue(
        CLASSES.that(resideInAPackage(ROOT + "." + room)).stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .anyMatch(use -> use.getTargetClass().getPackageName().equals(ROOT + "." + earlier)),
        room + " uses " + earlier);
  }
}
