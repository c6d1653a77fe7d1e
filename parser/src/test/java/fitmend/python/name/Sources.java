package fitmend.python.name;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small sources whose interesting expressions stand in calls of {@code show}. */
final class Sources {
  private Sources() {}

  static PythonFile parse(String source) {
    return switch (PythonParser.parse(source.getBytes(StandardCharsets.UTF_8))) {
      case ParseOutcome.Parsed(PythonFile file) -> file;
      case ParseOutcome.Refused refused -> throw new AssertionError(refused + "\n" + source);
    };
  }

  /** What is shown, in the order of the source. */
  static List<Node> shown(PythonFile file) {
    return file.root().all(Kind.CALL).stream()
        .filter(call -> call.child(0).text().equals("show"))
        .map(call -> call.child(1))
        .toList();
  }
}
