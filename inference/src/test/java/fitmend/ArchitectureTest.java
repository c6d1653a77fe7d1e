package fitmend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the second room: what a script computes, not what is to be done about it. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("fitmend.inference");

  @Test
  void inferenceReadsTreesAndNamesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.antlr..",
            "fitmend.python.grammar..",
            "fitmend.edit..",
            "fitmend.rule..",
            "java.nio.file..")
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveSimpleName("PublicNames") // reads a list that lies beside it
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.io..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("fitmend.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager)").check(CLASSES);
  }
}
