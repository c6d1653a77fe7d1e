package fitmend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fitmend.rule.Rule;
import org.junit.jupiter.api.Test;

/** The walls of the third room: text in, text out. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("fitmend.edit", "fitmend.rule", "fitmend.engine", "fitmend.rules");

  @Test
  void nothingIsReadWrittenOrPrinted() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "org.antlr..")
        .check(CLASSES);
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
  }

  @Test
  void rulesKnowTheirAreaAndNoOther() {
    slices().matching("fitmend.rules.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void noRuleKnowsAnother() {
    noClasses()
        .that()
        .resideInAPackage("fitmend.rules..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are rules of their own",
                type -> type.isAssignableTo(Rule.class) && !type.isInterface()))
        .check(CLASSES);
  }

  @Test
  void onlyTheCatalogueKnowsRules() {
    noClasses()
        .that()
        .resideOutsideOfPackage("fitmend.rules..")
        .and()
        .doNotHaveSimpleName("RuleCatalogue")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("fitmend.rules..")
        .check(CLASSES);
  }

  @Test
  void rulesAreFinalAndKeepNoState() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Rule.class)
        .should()
        .beStatic()
        .andShould()
        .beFinal()
        .allowEmptyShould(true)
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
