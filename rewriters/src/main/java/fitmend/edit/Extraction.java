package fitmend.edit;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an expression a statement of its own, {@code name = expression}, at a place where it is
 * evaluated once. Where it was, the name is left; a statement that only gave it a name goes, and
 * its comments come along.
 */
public final class Extraction {
  private final Node expression;
  private final String name;
  private final String text;
  private final boolean takesStatement;

  private Extraction(Node expression, String name, boolean takesStatement, String text) {
    this.expression = expression;
    this.name = name;
    this.takesStatement = takesStatement;
    this.text = text;
  }

  /**
   * Prepares.
   *
   * @param call the expression
   * @param callee what is called from now on
   * @param takesStatement whether the call is all that its statement assigns, and that one goes
   * @param replacements what names in the call are at the new place
   */
  public static Extraction of(
      Node call,
      String callee,
      String name,
      boolean takesStatement,
      Map<Node, String> replacements) {
    Layout layout = Layout.of(call);
    Node statement = call.statement();
    boolean takesLines = takesStatement && StatementEdits.ownsLines(statement);
    String indentation = layout.indentation(statement.start());
    StringBuilder text = new StringBuilder();
    if (takesLines) {
      int start = layout.startWithComments(statement);
      int end = layout.lineStart(statement.start());
      text.append(layout.reindented(start, end, indentation, ""));
    }
    text.append(name)
        .append(" = ")
        .append(layout.realigned(call, callee, name.length() + 3, replacements));
    if (takesLines) {
      int end = layout.end(call);
      text.append(layout.file().text(end, layout.lineContentEnd(Math.max(end - 1, 0))));
    }
    String lines = text.toString().replace(layout.lineSeparator(), "\n");
    return new Extraction(call, name, takesStatement, lines);
  }

  /** The new statement without indentation and last line end, lines divided by {@code \n}. */
  public String text() {
    return text;
  }

  /**
   * The edits that put the statement before a definition, as far apart from it as other code is:
   * behind the assignments above it, if there are any.
   */
  public Optional<List<Edit>> before(Node definition) {
    return StatementEdits.insertApart(definition, text).map(this::with);
  }

  /** The edits that put the statement behind another one. */
  public Optional<List<Edit>> after(Node statement) {
    return StatementEdits.insertAfter(statement, text).map(this::with);
  }

  /** The edits that leave the name where the expression was, and that insertion. */
  public List<Edit> with(Edit insertion) {
    List<Edit> edits = new ArrayList<>(List.of(insertion));
    if (takesStatement) {
      edits.addAll(StatementEdits.deleteWithComments(expression.statement()));
    } else {
      edits.add(ExpressionEdits.replace(expression, name));
    }
    return edits;
  }

  /** Whether the statement around an expression does nothing but give its value one name. */
  public static boolean isWholeValue(Node expression) {
    return expression
        .parent()
        .filter(parent -> parent.is(Kind.ASSIGN) && parent.childCount() == 2)
        .isPresent();
  }
}
