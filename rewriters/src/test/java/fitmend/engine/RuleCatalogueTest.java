package fitmend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.evidence.Fixture;
import fitmend.rule.Rule;
import fitmend.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must agree about a rule: its class, code, name, folder, manual page and size. */
class RuleCatalogueTest {
  private static final int RULE_LINES = 250;
  private static final int OTHER_LINES = 600;

  @Test
  void codesAreSortedAndUnique() {
    List<String> codes = RuleCatalogue.all().stream().map(rule -> rule.info().code()).toList();
    assertEquals(List.copyOf(new TreeSet<>(codes)), codes);
  }

  @Test
  void namesAreUniqueAlsoFormerOnes() {
    Set<String> names = new HashSet<>();
    for (Rule rule : RuleCatalogue.all()) {
      Stream.concat(Stream.of(rule.info().name()), rule.info().formerNames().stream())
          .forEach(name -> assertTrue(names.add(name), name));
    }
  }

  @Test
  void everyRuleOfTheSourcesIsInTheCatalogue() throws IOException {
    Set<String> listed =
        RuleCatalogue.all().stream()
            .map(rule -> rule.getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> written = new TreeSet<>();
    for (Path source : sources("rewriters/src/main/java/fitmend/rules")) {
      if (Files.readString(source).contains("RuleInfo info()")) {
        written.add(source.getFileName().toString().replace(".java", ""));
      }
    }
    assertEquals(written, listed);
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return RuleCatalogue.all().stream()
        .map(rule -> dynamicTest(rule.info().code(), () -> isComplete(rule)));
  }

  private static void isComplete(Rule rule) throws IOException {
    RuleInfo info = rule.info();
    assertTrue(info.code().matches("[A-Z]{3}[0-9]{3}"), "code");
    assertTrue(info.name().matches("[a-z0-9]+(-[a-z0-9]+)+"), "name");
    assertEquals(camelCase(info.name()), rule.getClass().getSimpleName());
    for (String text : List.of(info.summary(), info.why(), info.fixSafety())) {
      assertTrue(text.strip().endsWith("."), () -> "not a sentence: " + text);
    }
    assertFalse(info.summary().contains("\n"), "the summary is one line");
    String folder = info.name().replace('-', '_');
    List<Fixture> fixtures =
        Fixture.all().stream().filter(fixture -> fixture.rules().contains(info.name())).toList();
    assertTrue(
        fixtures.stream().anyMatch(fixture -> fixture.name().startsWith(folder + "/")),
        () -> "no fixtures/before/" + folder);
    assertTrue(
        fixtures.stream()
            .anyMatch(fixture -> fixture.name().replace(".py", "").equals(example(info))),
        () -> "no fixture " + info.example());
    assertTrue(
        fixtures.stream().anyMatch(RuleCatalogueTest::isGuard), "no fixture guards working code");
  }

  private static boolean isGuard(Fixture fixture) {
    try {
      return fixture.isGuard() || fixture.marks().isEmpty();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static String example(RuleInfo info) {
    return info.example().replace(".py", "");
  }

  @Test
  void filesAreShort() throws IOException {
    for (String module : List.of("parser", "inference", "rewriters", "cli")) {
      for (Path source : sources(module + "/src/main/java")) {
        boolean isRule = Files.readString(source).contains("RuleInfo info()");
        long lines;
        try (Stream<String> text = Files.lines(source)) {
          lines = text.count();
        }
        int most = isRule ? RULE_LINES : OTHER_LINES;
        assertTrue(lines <= most, () -> source + " has " + lines + " lines");
      }
    }
  }

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Fixture.root().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String camelCase(String name) {
    return Arrays.stream(name.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
