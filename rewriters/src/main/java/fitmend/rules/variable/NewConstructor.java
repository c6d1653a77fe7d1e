package fitmend.rules.variable;

import fitmend.edit.Edit;
import fitmend.edit.StatementEdits;
import fitmend.python.source.SourceText;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Node;
import java.util.Optional;

/** Writes the constructor of a class that has none. */
final class NewConstructor {
  private final ClassDef owner;
  private final Definitions definitions;

  NewConstructor(ClassDef owner, Definitions definitions) {
    this.owner = owner;
    this.definitions = definitions;
  }

  /** With one statement in its body, above the first method; empty if there is no place for it. */
  Optional<Edit> with(String statement, String self) {
    Node first = owner.methods().getFirst().node();
    String indentation = bodyIndentation(first);
    StringBuilder text = new StringBuilder();
    if (owner.bases().isEmpty()) {
      text.append("def __init__(").append(self).append("):\n");
    } else {
      String parameters = takesPositions() ? "*args, **kwargs" : "**kwargs";
      text.append("def __init__(").append(self).append(", ").append(parameters).append("):\n");
      text.append(indentation).append("super().__init__(").append(parameters).append(")\n");
    }
    statement
        .lines()
        .forEach(line -> text.append(line.isBlank() ? line : indentation + line).append('\n'));
    return StatementEdits.insertBefore(first.statement(), text + "\n");
  }

  private boolean takesPositions() {
    return new KerasClasses(owner.node().file().root(), definitions)
        .objects(owner).stream()
            .anyMatch(call -> call.positional(0).isPresent() || call.hasUnpacking());
  }

  /** What a body of the class is indented by, counted from its methods. */
  private String bodyIndentation(Node method) {
    SourceText source = method.file().source();
    String outer = indentation(source, method);
    String inner = indentation(source, new FunctionDef(method).body().child(0));
    return inner.length() > outer.length() ? inner.substring(outer.length()) : "    ";
  }

  private static String indentation(SourceText source, Node statement) {
    String line = source.lineText(source.lineIndex(statement.start()));
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
