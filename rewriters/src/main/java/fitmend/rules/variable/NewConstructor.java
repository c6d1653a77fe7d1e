package fitmend.rules.variable;

import fitmend.edit.Edit;
import fitmend.edit.StatementEdits;
import fitmend.python.source.SourceText;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the constructor of a class that has none. */
final class NewConstructor {
  private final ClassDef owner;
  private final Definitions definitions;

  NewConstructor(ClassDef owner, Definitions definitions) {
    this.owner = owner;
    this.definitions = definitions;
  }

  /** With a statement that one of the methods has now; empty if there is no place for it. */
  Optional<List<Edit>> with(Node statement, FunctionDef method, String self) {
    Node first = owner.methods().getFirst().node().statement();
    return StatementEdits.move(List.of(statement), first)
        .map(
            move -> {
              List<Edit> edits = new ArrayList<>();
              for (Edit edit : move) {
                boolean isInsertion = edit.start() == edit.end();
                edits.add(isInsertion ? wrapped(edit, method, self) : edit);
              }
              return edits;
            });
  }

  private Edit wrapped(Edit edit, FunctionDef method, String self) {
    SourceText source = owner.node().file().source();
    String outer = indentation(source, method.node());
    String inner = indentation(source, method.body().child(0));
    String end = source.lineSeparator();
    String parameters = takesPositions() ? "*args, **kwargs" : "**kwargs";
    StringBuilder text = new StringBuilder();
    text.append(outer).append("def __init__(").append(self).append(", ").append(parameters);
    text.append("):").append(end);
    text.append(inner).append("super().__init__(").append(parameters).append(")").append(end);
    String deeper = inner.substring(Math.min(outer.length(), inner.length()));
    edit.text()
        .lines()
        .forEach(line -> text.append(line.isBlank() ? line : deeper + line).append(end));
    return Edit.insert(edit.start(), text.append(end).toString());
  }

  private boolean takesPositions() {
    return new KerasClasses(owner.node().file().root(), definitions)
        .objects(owner).stream()
            .anyMatch(call -> call.positional(0).isPresent() || call.hasUnpacking());
  }

  private static String indentation(SourceText source, Node statement) {
    String line = source.lineText(source.lineIndex(statement.start()));
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
