package fitmend.python.tree;

import java.util.List;

/** The decorators of functions and classes. */
final class Decorators {
  private Decorators() {}

  static List<Node> of(Node definition) {
    return definition
        .parent()
        .filter(parent -> parent.is(Kind.DECORATED))
        .map(Node::children)
        .orElse(List.of())
        .stream()
        .filter(child -> child.is(Kind.DECORATOR))
        .map(decorator -> decorator.child(0))
        .toList();
  }
}
