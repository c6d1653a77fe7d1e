package fitmend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.edit.Edit;
import fitmend.engine.EngineTest.First;
import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.PythonFile;
import fitmend.rule.RuleContext;
import fitmend.rule.Safety;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GateTest {
  private static final String SCRIPT =
      """
      import keras  # as it is
      # about f
      def f(a, b=(1, 2)):
          if a: return f'{b!r:>{a}}'; pass
          # the end
          return [a for a in b if a]


      x = '''s
        # no comment
      ''' + "é"  # last
      """;

  @Provide
  Arbitrary<List<Edit>> edits() {
    int length = SCRIPT.getBytes(StandardCharsets.UTF_8).length;
    Arbitrary<String> texts =
        Arbitraries.of("", "", "\n", " ", "(", ")", "#", "'", "x", ":", "\n    ", "# c\n", "→");
    Arbitrary<Edit> edits =
        Combinators.combine(
                Arbitraries.integers().between(0, length), Arbitraries.of(0, 0, 1, 2, 5, 20), texts)
            .as((start, size, text) -> new Edit(start, Math.min(start + size, length), text));
    return edits.list().ofMaxSize(6);
  }

  @Property
  void noBrokenFileGetsOut(@ForAll("edits") List<Edit> edits) {
    boolean[] asked = {false};
    First rule =
        new First(
            context -> {
              if (!asked[0]) {
                asked[0] = true;
                edits.forEach(edit -> report(context, edit));
              }
            });
    Settings settings = new Settings(Set.of("AAA001"), Target.DEFAULT, false);
    Engine engine = new Engine(settings, List.of(rule), Twin::examine);
    byte[] before = SCRIPT.getBytes(StandardCharsets.UTF_8);
    Outcome.Fixed fixed = assertInstanceOf(Outcome.Fixed.class, engine.fix(before));
    PythonFile after =
        assertInstanceOf(ParseOutcome.Parsed.class, PythonParser.parse(fixed.bytes())).file();
    assertTiles(after.tokens(), fixed.bytes().length);
    List<String> comments = comments(after);
    for (String comment : comments(fixed.before())) {
      assertTrue(comments.remove(comment), comment);
    }
    assertTrue(fixed.applied().size() + fixed.dropped().size() <= edits.size());
  }

  private static void report(RuleContext context, Edit edit) {
    context.report(context.file().root(), "anything").fix("Try", Safety.SAFE, List.of(edit));
  }

  private static void assertTiles(Tokens tokens, int length) {
    int at = 0;
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      assertEquals(at, tokens.rawStart(raw));
      at = tokens.rawEnd(raw);
    }
    assertEquals(length, at);
  }

  private static List<String> comments(PythonFile file) {
    Tokens tokens = file.tokens();
    List<String> comments = new ArrayList<>();
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT) {
        comments.add(file.text(tokens.rawStart(raw), tokens.rawEnd(raw)));
      }
    }
    return comments;
  }
}
