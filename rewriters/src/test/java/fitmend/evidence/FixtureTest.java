package fitmend.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.engine.Engine;
import fitmend.engine.Outcome;
import fitmend.engine.RuleCatalogue;
import fitmend.engine.Settings;
import fitmend.evidence.Fixture.Mark;
import fitmend.evidence.Fixture.Repair;
import fitmend.inference.Target;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import fitmend.rule.Safety;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every pair of fixtures has to show, without running it. */
class FixtureTest {
  private static final Set<String> CODES =
      RuleCatalogue.all().stream()
          .map(rule -> rule.info().code())
          .collect(Collectors.toCollection(TreeSet::new));

  @TestFactory
  Stream<DynamicContainer> pairs() throws IOException {
    return Fixture.all().stream()
        .map(fixture -> dynamicContainer(fixture.name(), testsOf(fixture)));
  }

  private static Stream<DynamicTest> testsOf(Fixture fixture) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("is well-formed", () -> isWellFormed(fixture)));
    for (Target target : fixture.targets()) {
      String on = " (" + target + ")";
      tests.add(dynamicTest("finds what is marked" + on, () -> findsMarks(fixture, target)));
      tests.add(
          dynamicTest("becomes after" + on, () -> becomesAfter(fixture, target, text -> text)));
      tests.add(dynamicTest("stays after" + on, () -> staysAfter(fixture, target)));
      tests.add(
          dynamicTest(
              "with CRLF" + on,
              () -> becomesAfter(fixture, target, text -> text.replace("\n", "\r\n"))));
      tests.add(
          dynamicTest(
              "without last line end" + on,
              () -> becomesAfter(fixture, target, text -> text.replaceFirst("\n\\z", ""))));
      tests.add(
          dynamicTest(
              "with an emoji in line 1" + on,
              () -> becomesAfter(fixture, target, text -> "# \uD83D\uDC0D\n" + text)));
      tests.add(dynamicTest("in any order of rules" + on, () -> anyOrderOfRules(fixture, target)));
    }
    return tests.stream();
  }

  private static void isWellFormed(Fixture fixture) throws IOException {
    String folder = fixture.name().replaceFirst("/.*", "");
    assertTrue(
        folder.equals("quickstart") || fixture.rules().contains(folder.replace('_', '-')),
        () -> "the header says " + fixture.rules());
    if (fixture.isGuard()) {
      assertTrue(
          fixture.marks().stream().noneMatch(mark -> mark.repair() != Repair.NONE && !isLeft(mark)),
          "a guard is not repaired");
    }
    assertEquals(
        fixture.marks().stream().map(Mark::code).toList(),
        Fixture.marks(after(fixture)).stream().map(Mark::code).toList(),
        "marks survive the fix");
  }

  private static String before(Fixture fixture) throws IOException {
    return Files.readString(fixture.before());
  }

  private static String after(Fixture fixture) throws IOException {
    return Files.readString(fixture.after());
  }

  private static boolean isLeft(Mark mark) {
    return mark.repair() == Repair.UNSAFE;
  }

  private static void findsMarks(Fixture fixture, Target target) throws IOException {
    Outcome outcome = engine(CODES, target, false).check(bytes(before(fixture)));
    if (fixture.marks().isEmpty() && outcome instanceof Outcome.Skipped) {
      return;
    }
    Outcome.Checked checked = assertInstanceOf(Outcome.Checked.class, outcome);
    assertEquals(List.of(), checked.failures());
    assertEquals(
        lines(fixture.marks()),
        lines(marks(checked.file(), checked.findings())),
        () -> messages(checked.findings()));
  }

  private static void becomesAfter(Fixture fixture, Target target, UnaryOperator<String> variant)
      throws IOException {
    String before = variant.apply(before(fixture));
    String after = variant.apply(after(fixture));
    Outcome outcome = engine(CODES, target, fixture.needsUnsafeFixes()).fix(bytes(before));
    if (outcome instanceof Outcome.Skipped) {
      assertEquals(after, before);
      return;
    }
    Outcome.Fixed fixed = assertInstanceOf(Outcome.Fixed.class, outcome);
    assertEquals(List.of(), fixed.failures());
    assertEquals(after, new String(fixed.bytes(), StandardCharsets.UTF_8));
    assertEquals(List.of(), fixed.dropped());
  }

  private static void staysAfter(Fixture fixture, Target target) throws IOException {
    Outcome outcome = engine(CODES, target, fixture.needsUnsafeFixes()).fix(bytes(after(fixture)));
    if (outcome instanceof Outcome.Skipped) {
      return;
    }
    Outcome.Fixed fixed = assertInstanceOf(Outcome.Fixed.class, outcome);
    assertEquals(after(fixture), new String(fixed.bytes(), StandardCharsets.UTF_8));
    List<Mark> expected =
        Fixture.marks(after(fixture)).stream()
            .filter(
                mark -> mark.repair() == Repair.NONE || isLeft(mark) && !fixture.needsUnsafeFixes())
            .toList();
    assertEquals(
        lines(expected),
        lines(marks(fixed.after(), fixed.remaining())),
        () -> messages(fixed.remaining()));
  }

  private static void anyOrderOfRules(Fixture fixture, Target target) throws IOException {
    for (String first : CODES) {
      for (String second : CODES) {
        if (first.compareTo(second) < 0) {
          Engine one = engine(Set.of(first), target, fixture.needsUnsafeFixes());
          Engine other = engine(Set.of(second), target, fixture.needsUnsafeFixes());
          assertEquals(
              fixedText(other, fixedText(one, before(fixture))),
              fixedText(one, fixedText(other, before(fixture))),
              () -> first + " and " + second);
        }
      }
    }
  }

  private static String fixedText(Engine engine, String text) {
    return engine.fix(bytes(text)) instanceof Outcome.Fixed fixed
        ? new String(fixed.bytes(), StandardCharsets.UTF_8)
        : text;
  }

  private static Engine engine(Set<String> codes, Target target, boolean unsafe) {
    return new Engine(new Settings(codes, target, unsafe));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Mark> marks(PythonFile file, List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                new Mark(
                    file.source().lineIndex(finding.start()) + 1, finding.code(), repair(finding)))
        .toList();
  }

  private static Repair repair(Finding finding) {
    Safety safety = finding.fix().map(fix -> fix.safety()).orElse(Safety.DISPLAY);
    return switch (safety) {
      case SAFE -> Repair.SAFE;
      case UNSAFE -> Repair.UNSAFE;
      case DISPLAY -> Repair.NONE;
    };
  }

  private static String lines(List<Mark> marks) {
    return marks.stream()
        .sorted(Comparator.comparingInt(Mark::line).thenComparing(Mark::code))
        .map(mark -> mark.line() + ": " + mark.code() + " " + mark.repair())
        .collect(Collectors.joining("\n"));
  }

  private static String messages(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                finding.code()
                    + ": "
                    + finding.message()
                    + finding.refusal().map(reason -> " (" + reason + ")").orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
