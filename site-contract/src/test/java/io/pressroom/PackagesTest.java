package io.pressroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What both services stand on stands on nothing of theirs. */
final class PackagesTest {

  private final JavaClasses contract =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.pressroom");

  @Test
  void thereIsSomethingToSee() {
    assertTrue(contract.contain("io.pressroom.store.StoreWriter"));
    assertTrue(contract.contain("io.pressroom.message.MessageCodec"));
    classes()
        .that()
        .haveSimpleName("Changes")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.pressroom.store")
        .check(contract);
  }

  @Test
  void onlyTheJdkAndJacksonAreNeeded() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.pressroom..", "com.fasterxml.jackson..")
        .check(contract);
  }

  @Test
  void theStoreKnowsNothingOfMessages() {
    noClasses()
        .that()
        .resideInAPackage("io.pressroom.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.pressroom.message..", "com.fasterxml..")
        .check(contract);
    slices().matching("io.pressroom.(*)..").should().beFreeOfCycles().check(contract);
  }
}
