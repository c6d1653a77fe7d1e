package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementEditsTest {

  @Test
  void deletes() {
    assertDeleted("a\nb\nc\n", "b", "a\nc\n");
    assertDeleted("a\n# about b\nb  # too\nc\n", "b", "a\n# about b\nc\n");
    assertDeleted("a; b; c\n", "a", "b; c\n");
    assertDeleted("a; b; c\n", "b", "a; c\n");
    assertDeleted("a; b; c\n", "c", "a; b\n");
    assertDeleted("a; b;\n", "b", "a;\n");
    assertDeleted("a;\nb\n", "a", "b\n");
    assertDeleted("a\nb", "b", "a");
    assertDeleted("if x:\n    b  # why\nc\n", "b", "if x:\n    pass  # why\nc\n");
    assertDeleted("if x: b\n", "b", "if x: pass\n");
    assertDeleted("if x: a; b\n", "a", "if x: b\n");
    assertDeleted("def g():\n    b = 1\n    return c\n", "b", "def g():\n    return c\n");
    assertDeleted("a\nif x:\n    b\n\n\nc\n", "if", "a\n\n\nc\n");
    assertDeleted("a\n@d\ndef g():\n    b\nc\n", "@d", "a\nc\n");
    assertDeleted("a\nb = \\\n    1\nc\n", "b", "a\nc\n");
    assertDeleted("a\r\nb\r\nc\r\n", "b", "a\r\nc\r\n");
  }

  @Test
  void insertsBefore() {
    assertInsertedBefore("a\nb\n", "b", "a\nn\nb\n");
    assertInsertedBefore("a\n# about b\nb\n", "b", "a\nn\n# about b\nb\n");
    assertInsertedBefore("# header\nb\n", "b", "# header\nn\nb\n");
    assertInsertedBefore("if x:\n\tb\n", "b", "if x:\n\tn\n\tb\n");
    assertInsertedBefore("if x: b\n", "b", "if x: n; b\n");
    assertInsertedBefore("a; b\n", "b", "a; n; b\n");
    assertInsertedBefore("a\n@d\ndef g():\n    c\n", "def", "a\nn\n@d\ndef g():\n    c\n");
    assertInsertedBefore("a\r\nb\r\n", "b", "a\r\nn\r\nb\r\n");
  }

  @Test
  void insertsAfter() {
    assertInsertedAfter("a\nb\n", "a", "a\nn\nb\n");
    assertInsertedAfter("a  # why\nb\n", "a", "a  # why\nn\nb\n");
    assertInsertedAfter("a\nb", "b", "a\nb\nn");
    assertInsertedAfter("if x:\n    b\n", "b", "if x:\n    b\n    n\n");
    assertInsertedAfter("if x:\n    b\n", "if", "if x:\n    b\nn\n");
    assertInsertedAfter("if x:\n    b\n\n\nc\n", "if", "if x:\n    b\nn\n\n\nc\n");
    assertInsertedAfter("if x: b\n", "if", "if x: b\nn\n");
    assertInsertedAfter("if x: b\n", "b", "if x: b; n\n");
    assertInsertedAfter("a; b\n", "a", "a; n; b\n");
    assertInsertedAfter("g(\n    1)\nb\n", "g", "g(\n    1)\nn\nb\n");
  }

  @Test
  void insertsSeveralLines() {
    Snippet snippet = Snippet.of("if x:\r\n    b\r\n");
    String text = "for i in j:\n    k = '''\n  s\n'''\n\n    l";
    Edit edit = StatementEdits.insertBefore(snippet.statement("b"), text).orElseThrow();
    assertEquals(
        "if x:\r\n    for i in j:\r\n        k = '''\r\n  s\r\n'''\r\n\r\n        l\r\n    b\r\n",
        snippet.with(edit));
    Snippet line = Snippet.of("if x: b\n");
    assertEquals(Optional.empty(), StatementEdits.insertBefore(line.statement("b"), text));
    assertEquals(Optional.empty(), StatementEdits.insertBefore(line.statement("b"), "if y: z"));
  }

  @Test
  void moves() {
    assertMoved("a\nb\nc\n", "a", "c\na\nb\n", "c");
    assertMoved("a\n\n# on c\nc  # too\nb\n", "a", "# on c\nc  # too\na\n\nb\n", "c");
    assertMoved("a\nb\nc", "a", "c\na\nb", "c");
    assertMoved("a\nb\nc", "a", "b\nc\na", "c", "b");
    assertMoved("a\nif x:\n    b\n    c\n", "a", "b\na\nif x:\n    c\n", "b");
    assertMoved("a\nif x:\n    b\n", "a", "b\na\nif x:\n    pass\n", "b");
    assertMoved(
        "if x:\n    a\nb = [\n  1,\n]\n", "a", "if x:\n    b = [\n      1,\n    ]\n    a\n", "b");
    assertMoved("if x:\n\ta\nb = '''\ns\n'''\n", "a", "if x:\n\tb = '''\ns\n'''\n\ta\n", "b");
    assertMoved(
        "if x:\n    a\nb = f'''\ns{x}\nt'''\n",
        "a",
        "if x:\n    b = f'''\ns{x}\nt'''\n    a\n",
        "b");
    assertMoved("# on a\na\nb\nc\n", "b", "# on a\na\nc\nb\n", "c");
    assertMoved("z\n# on a\na\nb\n", "a", "z\nb\n# on a\na\n", "b");
  }

  @Test
  void movesBehind() {
    assertMovedAfter("a\nb\nc\n", "c", "b\nc\na\n", "a");
    assertMovedAfter("a  # x\nb\nc  # y", "c", "b\nc  # y\na  # x", "a");
    assertMovedAfter("a\nif x:\n    b\nc\n", "b", "if x:\n    b\n    a\nc\n", "a");
    assertMovedAfter("a\nif x:\n    b\nc\n", "if", "if x:\n    b\na\nc\n", "a");
  }

  @Test
  void doesNotMoveWhatSharesALine() {
    Snippet snippet = Snippet.of("a; b\nc\nif x: d\n");
    assertTrue(
        StatementEdits.move(List.of(snippet.statement("b")), snippet.statement("c")).isEmpty());
    assertTrue(
        StatementEdits.move(List.of(snippet.statement("c")), snippet.statement("b")).isEmpty());
    assertTrue(
        StatementEdits.move(List.of(snippet.statement("c")), snippet.statement("d")).isEmpty());
    assertTrue(
        StatementEdits.moveAfter(List.of(snippet.statement("c")), snippet.statement("d"))
            .isEmpty());
  }

  @Test
  void givesTextWithComments() {
    Snippet snippet = Snippet.of("if x:\n    a\n    # on b\n    b = [\n        1]  # too\n");
    assertEquals(
        "# on b\nb = [\n    1]  # too", StatementEdits.textWithComments(snippet.statement("b")));
  }

  private static void assertDeleted(String before, String statement, String after) {
    Snippet snippet = Snippet.of(before);
    assertEquals(after, snippet.with(StatementEdits.delete(snippet.statement(statement))));
  }

  private static void assertInsertedBefore(String before, String statement, String after) {
    Snippet snippet = Snippet.of(before);
    var edit = StatementEdits.insertBefore(snippet.statement(statement), "n");
    assertEquals(after, snippet.with(edit.orElseThrow()));
  }

  private static void assertInsertedAfter(String before, String statement, String after) {
    Snippet snippet = Snippet.of(before);
    var edit = StatementEdits.insertAfter(snippet.statement(statement), "n");
    assertEquals(after, snippet.with(edit.orElseThrow()));
  }

  private static void assertMoved(String before, String place, String after, String... moved) {
    Snippet snippet = Snippet.of(before);
    var edits =
        StatementEdits.move(
            Arrays.stream(moved).map(snippet::statement).toList(), snippet.statement(place));
    assertEquals(after, snippet.with(edits.orElseThrow()));
  }

  private static void assertMovedAfter(String before, String place, String after, String moved) {
    Snippet snippet = Snippet.of(before);
    var edits =
        StatementEdits.moveAfter(List.of(snippet.statement(moved)), snippet.statement(place));
    assertEquals(after, snippet.with(edits.orElseThrow()));
  }
}
