package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However statements are laid out: moving keeps every line, deleting takes one statement. */
class StatementLayoutsTest {

  @Provide
  Arbitrary<String> scripts() {
    Arbitrary<String> statements =
        Arbitraries.of(
            "a%d = 1\n",
            "b%d = 1  # behind\n",
            "# above\nc%d = [\n    1,  # in\n  2]\n",
            "d%d = '''s\n  t''' + f'''{x}\n{y}'''\n",
            "\ne%d = \\\n    1\n",
            "if x:\n    f%d = 1\n",
            "if x:\n    # above\n    g%d = 1\n\n    h%<d = '''u\n  v'''  # behind\n",
            "if x: i%d = 1\n",
            "j%d = 1; k%<d = 2  # behind\n",
            "@m\n# between\ndef l%d():\n\treturn 1\n");
    Arbitrary<Boolean> yes = Arbitraries.of(true, false);
    return Combinators.combine(statements.list().ofMinSize(1).ofMaxSize(6), yes, yes)
        .as(
            (parts, windows, lastLineEnd) -> {
              StringBuilder text = new StringBuilder("import z\n");
              for (int i = 0; i < parts.size(); i++) {
                text.append(parts.get(i).formatted(i));
              }
              String script = lastLineEnd ? text.toString() : text.toString().stripTrailing();
              return windows ? script.replace("\n", "\r\n") : script;
            });
  }

  @Property
  void movingKeepsEveryLine(
      @ForAll("scripts") String script, @ForAll int from, @ForAll int to, @ForAll boolean behind) {
    Snippet before = Snippet.of(script);
    Node moved = statement(before, from);
    Node place = statement(before, to);
    Optional<List<Edit>> edits =
        moved.equals(place)
            ? Optional.empty()
            : behind
                ? StatementEdits.moveAfter(List.of(moved), place)
                : StatementEdits.move(List.of(moved), place);
    if (edits.isPresent()) {
      String after = before.with(edits.get());
      assertEquals(lines(script), lines(after), () -> script + "\n->\n" + after);
      assertEquals(script.endsWith("\n"), after.endsWith("\n"), () -> script + "\n->\n" + after);
    }
  }

  @Property
  void deletingTakesOneStatement(@ForAll("scripts") String script, @ForAll int which) {
    Snippet before = Snippet.of(script);
    Node deleted = statement(before, which);
    Snippet after = Snippet.of(before.with(StatementEdits.delete(deleted)));
    List<String> left = new ArrayList<>();
    for (Node node : statements(before)) {
      if (!deleted.contains(node) && !node.contains(deleted)) {
        left.add(node.text());
      }
    }
    List<String> found = new ArrayList<>();
    for (Node node : statements(after)) {
      if (left.contains(node.text())) {
        found.add(node.text());
      }
    }
    assertEquals(left, found);
  }

  private static Node statement(Snippet snippet, int index) {
    List<Node> statements = statements(snippet);
    return statements.get(Math.floorMod(index, statements.size()));
  }

  private static List<Node> statements(Snippet snippet) {
    return snippet.file().root().all(Kind.values()).stream()
        .filter(node -> node.kind().isStatement() && node.statement().equals(node))
        .toList();
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("pass"))
        .sorted()
        .toList();
  }
}
