package fitmend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.FileRule;
import fitmend.rule.Finding;
import fitmend.rule.Rule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rules.suppression.UnusedNoqa;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {
  private static final String HEAD = "import keras\n";

  record First(Consumer<RuleContext> body) implements FileRule {
    @Override
    public RuleInfo info() {
      return RuleInfo.of("AAA001", "a", Severity.ERROR);
    }

    @Override
    public void check(RuleContext context) {
      body.accept(context);
    }
  }

  record Second(Consumer<RuleContext> body) implements FileRule {
    @Override
    public RuleInfo info() {
      return RuleInfo.of("BBB001", "b", Severity.ERROR);
    }

    @Override
    public void check(RuleContext context) {
      body.accept(context);
    }
  }

  @Test
  void skipsFilesOfNoConcern() {
    assertEquals(new Outcome.Skipped(), engine().check(bytes("import torch\n")));
    assertEquals(new Outcome.Skipped(), engine().fix(bytes("this is ( no python")));
  }

  @Test
  void refusesWhatIsNotPython() {
    var refused = assertInstanceOf(Outcome.Refused.class, engine().check(bytes(HEAD + "x = (\n")));
    assertTrue(refused.line() >= 2, refused::toString);
  }

  @Test
  void asksForNamesOnlyIfARuleDoes() {
    List<String> asked = new ArrayList<>();
    Engine engine =
        new Engine(
            settings(true),
            List.of(new First(context -> {}), new Second(context -> context.facts())),
            (file, target) -> {
              asked.add("facts");
              return Twin.examine(file, target);
            });
    engine.check(bytes(HEAD));
    assertEquals(List.of("facts"), asked);
    asked.clear();
    new Engine(
            settings(true),
            List.of(new First(context -> {})),
            (file, target) -> {
              throw new AssertionError();
            })
        .check(bytes(HEAD));
  }

  @Test
  void sortsFindingsByPositionThenCode() {
    Engine engine = engine(new Second(reportAll("y", "x")), new First(reportAll("x", "y")));
    assertEquals(
        List.of("AAA001 x", "BBB001 x", "AAA001 y", "BBB001 y"),
        describe(engine.check(bytes(HEAD + "x\ny\n"))));
  }

  @Test
  void fixesToAFixedPoint() {
    Outcome.Fixed fixed =
        fix(HEAD + "a\n", new First(renaming("a", "b")), new Second(renaming("b", "c")));
    assertEquals(HEAD + "c\n", text(fixed));
    assertEquals(2, fixed.applied().size());
    assertEquals(List.of(), fixed.remaining());
    assertEquals(1, fixed.findings().size());
  }

  @Test
  void stopsAfterAHundredRounds() {
    Outcome.Fixed fixed =
        fix(HEAD + "a\n", new First(renaming("a", "b")), new Second(renaming("b", "a")));
    assertEquals(100, fixed.applied().size());
    assertEquals(HEAD + "a\n", text(fixed));
  }

  @Test
  void letsTheEarlierOfTwoOverlappingFixesGoFirst() {
    Outcome.Fixed fixed =
        fix(HEAD + "a\n", new Second(renaming("a", "c")), new First(renaming("a", "b")));
    assertEquals(HEAD + "b\n", text(fixed));
  }

  @Test
  void givesBackTheSameBytesWhenThereIsNothingToDo() {
    byte[] bytes = bytes(HEAD);
    Outcome.Fixed fixed = assertInstanceOf(Outcome.Fixed.class, engine().fix(bytes));
    assertSame(bytes, fixed.bytes());
  }

  @Test
  void appliesUnsafeFixesOnlyWhenAsked() {
    First unsafe = new First(replacing("a", "b", Safety.UNSAFE));
    assertEquals(HEAD + "b\n", text(fix(HEAD + "a\n", unsafe)));
    Engine careful = new Engine(settings(false), List.of(unsafe), Twin::examine);
    Outcome.Fixed fixed = (Outcome.Fixed) careful.fix(bytes(HEAD + "a\n"));
    assertEquals(HEAD + "a\n", text(fixed));
    assertEquals(1, fixed.remaining().size());
    assertEquals(
        HEAD + "a\n", text(fix(HEAD + "a\n", new First(replacing("a", "b", Safety.DISPLAY)))));
  }

  @Test
  void dropsWhatTheGateRefusesAndKeepsTheRest() {
    Outcome.Fixed fixed =
        fix(HEAD + "a\nz\n", new First(renaming("a", "(")), new Second(renaming("z", "c")));
    assertEquals(HEAD + "a\nc\n", text(fixed));
    assertEquals(1, fixed.dropped().size());
    assertTrue(fixed.dropped().getFirst().reason().startsWith("the result cannot be parsed"));
    assertEquals(1, fixed.remaining().size());
  }

  @Test
  void dropsASafeFixThatLosesAComment() {
    Consumer<RuleContext> body =
        context -> {
          int length = context.file().source().bytes().length;
          report(context, "a", Safety.SAFE, Edit.delete(HEAD.length(), length));
        };
    Outcome.Fixed safe = fix(HEAD + "a  # why\n", new First(body));
    assertEquals(HEAD + "a  # why\n", text(safe));
    assertEquals("the comment would be lost: # why", safe.dropped().getFirst().reason());
    Consumer<RuleContext> unsafe =
        context ->
            report(context, "a", Safety.UNSAFE, Edit.delete(HEAD.length(), HEAD.length() + 8));
    assertEquals(HEAD + "\n", text(fix(HEAD + "a  # why\n", new First(unsafe))));
  }

  @Test
  void dropsWhatCannotBeEncodedAndWhatOverlapsItself() {
    Outcome.Fixed fixed =
        fix("# coding: ascii\n" + HEAD + "a\n", new First(renaming("a", "\u00e9")));
    assertEquals(1, fixed.dropped().size());
    Consumer<RuleContext> twice =
        context -> report(context, "a", Safety.SAFE, new Edit(0, 5, ""), new Edit(3, 6, ""));
    assertEquals(1, fix(HEAD + "a\n", new First(twice)).dropped().size());
    Consumer<RuleContext> outside =
        context -> report(context, "a", Safety.SAFE, new Edit(900, 905, "x"));
    assertEquals(1, fix(HEAD + "a\n", new First(outside)).dropped().size());
  }

  @Test
  void survivesRulesThatBreakDown() {
    Consumer<RuleContext> recursing = EngineTest::recurse;
    Outcome.Fixed fixed = fix(HEAD + "a\n", new First(recursing), new Second(renaming("a", "b")));
    assertEquals(HEAD + "b\n", text(fixed));
    assertEquals("AAA001", fixed.failures().getFirst().code());
    Consumer<RuleContext> broken =
        context -> {
          throw new IllegalStateException("oh");
        };
    var checked = (Outcome.Checked) engine(new First(broken)).check(bytes(HEAD));
    assertEquals(1, checked.failures().size());
    assertTrue(checked.failures().getFirst().message().contains("oh"));
  }

  private static void recurse(RuleContext context) {
    recurse(context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x  # noqa                       | AAA001 y",
        "x  # NoQA                       | AAA001 y",
        "x  #noqa:AAA001                 | AAA001 y",
        "x  # noqa: aaa001               | AAA001 y",
        "x  # noqa : E1, AAA001 and why  | AAA001 y",
        "x  # noqa: E501 AAA001          | AAA001 y",
        "x  # why # noqa: AAA001         | AAA001 y",
        "x  # noqa: E501                 | AAA001 x, AAA001 y",
        "x  # noqa: AAA0012              | AAA001 x, AAA001 y",
        "x  # see noqa: AAA001           | AAA001 x, AAA001 y",
        "x  # noqa-file                  | AAA001 x, AAA001 y",
      })
  void suppresses(String line, String expected) {
    Engine engine = engine(new First(reportAll("x", "y")));
    assertEquals(expected, String.join(", ", describe(engine.check(bytes(HEAD + line + "\ny\n")))));
  }

  @Test
  void suppressesAtTheEndOfAStringOrAJoinedLine() {
    Engine engine = engine(new First(reportAll("x")));
    assertEquals(
        List.of(), describe(engine.check(bytes(HEAD + "x('''\n\n''')  # noqa: AAA001\n"))));
    assertEquals(
        List.of(), describe(engine.check(bytes(HEAD + "x(f'''\n{y}\n''')  # noqa: AAA001\n"))));
    assertEquals(List.of(), describe(engine.check(bytes(HEAD + "x + \\\n 1  # noqa: AAA001\n"))));
    assertEquals(
        List.of("AAA001 x"), describe(engine.check(bytes(HEAD + "x(\n 1)  # noqa: AAA001\n"))));
    assertEquals(List.of(), describe(engine.check(bytes(HEAD + "x(  # noqa: AAA001\n 1)\n"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "z  # noqa: AAA001|z",
        "z  # noqa|z  # noqa",
        "z  # noqa: E501|z  # noqa: E501",
        "z  # noqa: AAA001, E501|z  # noqa: E501",
        "z  # noqa: E501,AAA001|z  # noqa: E501",
        "z  # noqa:aaa001 E501,W1|z  # noqa:E501, W1",
        "z  # why # noqa: AAA001|z  # why",
        "z  # noqa: AAA001 # why|z  # why",
        "z  # noqa: AAA001 for now|z  # for now",
        "z  # noqa: NQA001, AAA001|z  # noqa: NQA001, AAA001",
        "x  # noqa: AAA001|x  # noqa: AAA001",
        "    # noqa: AAA001|",
      })
  void removesUnusedSuppressions(String line, String expected) {
    String after = expected == null ? "" : expected + "\n";
    Outcome.Fixed fixed = fix(HEAD + line + "\nend\n", new First(reportAll("x")), new UnusedNoqa());
    assertEquals(HEAD + after + "end\n", text(fixed));
    assertEquals(List.of(), fixed.dropped());
  }

  @Test
  void doesNotBlameSuppressionsOfABrokenRule() {
    Consumer<RuleContext> broken =
        context -> {
          throw new IllegalStateException();
        };
    Outcome outcome =
        engine(new First(broken), new UnusedNoqa()).check(bytes(HEAD + "z  # noqa: AAA001\n"));
    assertEquals(List.of(), describe(outcome));
  }

  @Test
  void isSharedBetweenThreads() throws Exception {
    Engine engine = engine(new First(renaming("a", "b")), new Second(renaming("b", "c")));
    List<Callable<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String rest = "\nx" + i + "\n";
      tasks.add(() -> text((Outcome.Fixed) engine.fix(bytes(HEAD + "a" + rest))));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertEquals(HEAD + "c\nx" + i + "\n", results.get(i).get());
      }
    }
  }

  // Rules to play with.

  private static Consumer<RuleContext> reportAll(String... names) {
    return context -> {
      for (String name : names) {
        named(context, name).forEach(node -> context.report(node, "is " + name));
      }
    };
  }

  private static Consumer<RuleContext> renaming(String from, String to) {
    return replacing(from, to, Safety.SAFE);
  }

  private static Consumer<RuleContext> replacing(String from, String to, Safety safety) {
    return context ->
        named(context, from)
            .forEach(
                node ->
                    context
                        .report(node, "is " + from)
                        .fix("Rename", safety, List.of(ExpressionEdits.replace(node, to))));
  }

  private static void report(RuleContext context, String name, Safety safety, Edit... edits) {
    named(context, name)
        .forEach(node -> context.report(node, "found").fix("Change", safety, List.of(edits)));
  }

  private static List<Node> named(RuleContext context, String name) {
    return context.file().root().all(Kind.NAME).stream()
        .filter(node -> node.text().equals(name))
        .toList();
  }

  private static List<String> describe(Outcome outcome) {
    var checked = assertInstanceOf(Outcome.Checked.class, outcome);
    return checked.findings().stream()
        .map(finding -> finding.code() + " " + name(checked, finding))
        .toList();
  }

  private static String name(Outcome.Checked checked, Finding finding) {
    return checked.file().text(finding.start(), finding.end());
  }

  private static Outcome.Fixed fix(String text, Rule... rules) {
    return assertInstanceOf(Outcome.Fixed.class, engine(rules).fix(bytes(text)));
  }

  private static Engine engine(Rule... rules) {
    return new Engine(settings(true), List.of(rules), Twin::examine);
  }

  private static Settings settings(boolean unsafe) {
    return new Settings(Set.of("AAA001", "BBB001", "NQA001"), Target.DEFAULT, unsafe);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Outcome.Fixed fixed) {
    return new String(fixed.bytes(), StandardCharsets.UTF_8);
  }
}
