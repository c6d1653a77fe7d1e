package fitmend.python.tree;

import java.util.List;

/** {@code target = value}, with one target or more. */
public record Assign(Node node) {

  public List<Node> targets() {
    return node.children().subList(0, node.childCount() - 1);
  }

  public Node value() {
    return node.lastChild();
  }
}
