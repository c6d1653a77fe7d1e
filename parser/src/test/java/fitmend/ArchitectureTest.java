package fitmend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the first room: Python and nothing else. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("fitmend");

  @Test
  void antlrStaysBehindTheParser() {
    noClasses()
        .that()
        .resideOutsideOfPackages("fitmend.python.grammar..", "fitmend.python")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.antlr..")
        .check(CLASSES);
  }

  @Test
  void theParserKnowsNoOtherRoom() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "fitmend.inference..", "fitmend.edit..", "fitmend.rule..", "java.nio.file..")
        .check(CLASSES);
  }

  @Test
  void theGrammarIsReachedThroughOneDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackages("fitmend.python.grammar..", "fitmend.python")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("fitmend.python.grammar..")
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
