package fitmend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the last room: each library behind one package. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "fitmend.cli",
              "fitmend.config",
              "fitmend.diff",
              "fitmend.file",
              "fitmend.git",
              "fitmend.report",
              "fitmend.shapes");

  @Test
  void picocliIsKnownToTheCommandsOnly() {
    onlyIn("fitmend.cli..", "picocli..");
  }

  @Test
  void jgitIsKnownToGitOnly() {
    onlyIn("fitmend.git..", "org.eclipse.jgit..");
  }

  @Test
  void theDiffLibraryIsKnownToDiffOnly() {
    onlyIn("fitmend.diff..", "com.github.difflib..");
  }

  @Test
  void theParserIsKnownAsThePythonRoomOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "fitmend.python.grammar..", "fitmend.rules..")
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

  private static void onlyIn(String home, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
