package fitmend.python.tree;

import java.util.List;

/** A {@code def}, in a class or not, {@code async} or not. */
public record FunctionDef(Node node) {

  public String name() {
    return node.first(Kind.NAME).orElseThrow().text();
  }

  public List<Parameter> parameters() {
    return node.first(Kind.PARAMETERS).orElseThrow().children().stream()
        .map(Parameter::new)
        .toList();
  }

  /** The body: a {@link Kind#BLOCK}. */
  public Node body() {
    return node.lastChild();
  }

  /** The expressions behind each {@code @}. */
  public List<Node> decorators() {
    return Decorators.of(node);
  }
}
