package fitmend.python.tree;

import java.util.List;

/** {@code value[index]}. */
public record Subscript(Node node) {

  public Node value() {
    return node.child(0);
  }

  /** The index as written: an expression, a SLICE, or a TUPLE of them. */
  public Node index() {
    return node.child(1);
  }

  /** The index of each axis; {@code a[(i, j)]} counts as two, as it does for Python. */
  public List<Node> indices() {
    Node index = index().unparenthesized();
    return index.is(Kind.TUPLE) ? index.children() : List.of(index());
  }
}
