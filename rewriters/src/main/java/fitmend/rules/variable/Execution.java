package fitmend.rules.variable;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;

/** Whether a piece of code is certainly reached. */
final class Execution {
  private Execution() {}

  /**
   * Whether the node is evaluated each time the function, lambda or block around it runs to its
   * end: no branch, loop, handler, inner function or earlier return lies between.
   */
  static boolean isCertain(Node node, Node around) {
    Node at = node;
    while (!at.equals(around)) {
      Node parent = at.parent().orElse(null);
      if (parent == null || !runs(at, parent, parent.equals(around))) {
        return false;
      }
      at = parent;
    }
    return !leavesEarlier(node, around);
  }

  private static boolean runs(Node child, Node parent, boolean isOutermost) {
    return switch (parent.kind()) {
      case IF, CONDITIONAL -> child.equals(test(parent));
      case WHILE, BOOLEAN, COMPARISON -> child.equals(parent.child(0));
      case FOR -> child.equals(parent.child(1));
      case MATCH -> child.equals(parent.child(0));
      case ELIF, ELSE, CASE, TRY, EXCEPT -> false;
      case LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION, GENERATOR -> false;
      case ASSERT -> child.equals(parent.child(0));
      case FUNCTION_DEF, LAMBDA -> isOutermost && child.equals(parent.lastChild());
      case CLASS_DEF -> !child.is(Kind.BLOCK);
      default -> true;
    };
  }

  private static Node test(Node conditional) {
    return conditional.child(conditional.is(Kind.IF) ? 0 : 1);
  }

  private static boolean leavesEarlier(Node node, Node around) {
    return around.all(Kind.RETURN, Kind.RAISE, Kind.BREAK, Kind.CONTINUE).stream()
        .anyMatch(
            exit ->
                exit.start() < node.start()
                    && !exit.contains(node)
                    && function(exit).equals(function(node)));
  }

  /** The function, lambda or module whose code the node is. */
  static Node function(Node node) {
    Node at = node;
    while (at.parent().isPresent()) {
      Node parent = at.parent().get();
      boolean isBody = at.equals(parent.lastChild());
      if (isBody && (parent.is(Kind.FUNCTION_DEF) || parent.is(Kind.LAMBDA))) {
        return parent;
      }
      at = parent;
    }
    return at;
  }
}
