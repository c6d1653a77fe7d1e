package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.name.Names;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A few lines of Python to try edits on; every result has to parse too. */
record Snippet(PythonFile file) {

  static Snippet of(String text) {
    return new Snippet(parse(text));
  }

  private static PythonFile parse(String text) {
    ParseOutcome outcome = PythonParser.parse(text.getBytes(StandardCharsets.UTF_8));
    return assertInstanceOf(ParseOutcome.Parsed.class, outcome, text).file();
  }

  Names names() {
    return Names.of(file);
  }

  /** The call of {@code f}. */
  Call call() {
    return file.root().all(Kind.CALL).stream()
        .map(Call::new)
        .filter(call -> call.callee().text().equals("f"))
        .findFirst()
        .orElseThrow();
  }

  List<Argument> arguments(Integer... indices) {
    return Arrays.stream(indices).map(call().arguments()::get).toList();
  }

  /** The first statement that starts with that text. */
  Node statement(String start) {
    return file.root().all(Kind.values()).stream()
        .filter(node -> node.kind().isStatement() && node.text().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /** The innermost expression with that text. */
  Node expression(String text) {
    return file.root().all(Kind.values()).stream()
        .filter(node -> node.kind().isExpression() && node.text().equals(text))
        .reduce((outer, inner) -> inner)
        .orElseThrow();
  }

  String with(Edit edit) {
    return with(List.of(edit));
  }

  String with(List<Edit> edits) {
    EditSet set = new EditSet();
    set.add(edits);
    try {
      String text = new String(set.applyTo(file.source()), StandardCharsets.UTF_8);
      parse(text);
      return text;
    } catch (CharacterCodingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
