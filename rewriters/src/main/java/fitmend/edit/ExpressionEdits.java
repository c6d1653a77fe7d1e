package fitmend.edit;

import fitmend.python.source.TokenType;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** Changes expressions in place; brackets are added where the precedence asks for them. */
public final class ExpressionEdits {
  private ExpressionEdits() {}

  /** Puts a text in the place of a node; keeps it apart from keywords at its sides. */
  public static Edit replace(Node node, String text) {
    int start = node.start();
    int end = Layout.of(node).end(node);
    return new Edit(start, end, apart(Layout.of(node), start, end, text));
  }

  /**
   * The text of an expression or argument on one line. If a comment needs the lines, they are as
   * they should be behind a line of that indentation.
   */
  public static String onOneLine(Node node, String indentation) {
    Layout layout = Layout.of(node);
    if (layout.hasComment(node.start(), layout.end(node))) {
      return layout.textAt(node.start(), layout.end(node), indentation);
    }
    List<Integer> commas = new ArrayList<>();
    for (Node bracketed : node.all(Kind.LIST, Kind.DICT, Kind.SET, Kind.CALL)) {
      int last = bracketed.endToken() - 2;
      if (bracketed.file().tokens().type(last) == TokenType.TCOMMA) {
        commas.add(bracketed.file().tokens().start(last));
      }
    }
    return layout.onOneLine(node.start(), layout.end(node), commas);
  }

  /** Puts texts before and behind an expression, as in {@code tf.cast(} … {@code , tf.float32)}. */
  public static List<Edit> wrap(Node expression, String prefix, String suffix) {
    Layout layout = Layout.of(expression);
    int start = expression.start();
    int end = layout.end(expression);
    boolean brackets = isBareSequence(expression);
    String before = brackets ? prefix + "(" : prefix;
    String behind = brackets ? ")" + suffix : suffix;
    boolean glued = layout.isNameByte(start - 1) && startsWithName(before);
    return List.of(Edit.insert(start, glued ? " " + before : before), Edit.insert(end, behind));
  }

  /**
   * Puts a trailer such as {@code .astype("float32")} behind an expression; {@code a / 255.} gets
   * brackets around it first.
   */
  public static List<Edit> append(Node expression, String trailer) {
    Node whole = expression;
    while (whole.parent().filter(parent -> parent.is(Kind.PARENTHESIZED)).isPresent()) {
      whole = whole.parent().get();
    }
    if (takesTrailer(whole)) {
      return List.of(Edit.insert(Layout.of(whole).end(whole), trailer));
    }
    return List.of(
        Edit.insert(whole.start(), "("), Edit.insert(Layout.of(whole).end(whole), ")" + trailer));
  }

  private static boolean takesTrailer(Node expression) {
    return switch (expression.kind()) {
      case NAME, STRING, STRINGS, FORMATTED_STRING, TRUE, FALSE, NONE, ELLIPSIS -> true;
      case PARENTHESIZED, LIST, SET, DICT, CALL, ATTRIBUTE, SUBSCRIPT -> true;
      case LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION -> true;
      case TUPLE, GENERATOR -> !isBareSequence(expression);
      default -> false;
    };
  }

  /** Whether this is a tuple or a generator without brackets of its own. */
  static boolean isBareSequence(Node expression) {
    return switch (expression.kind()) {
      case TUPLE, GENERATOR ->
          expression.childCount() > 0
              && expression.firstToken() == expression.child(0).firstToken();
      default -> false;
    };
  }

  private static String apart(Layout layout, int start, int end, String text) {
    String before = layout.isNameByte(start - 1) && startsWithName(text) ? " " : "";
    boolean endsWithName =
        !text.isEmpty() && Character.isJavaIdentifierPart(text.charAt(text.length() - 1));
    String behind = endsWithName && layout.isNameByte(end) ? " " : "";
    return before + text + behind;
  }

  private static boolean startsWithName(String text) {
    return !text.isEmpty() && Character.isJavaIdentifierPart(text.charAt(0));
  }
}
