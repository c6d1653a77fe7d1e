package fitmend.python.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code class}. */
public record ClassDef(Node node) {

  public String name() {
    return node.first(Kind.NAME).orElseThrow().text();
  }

  /** What stands in the brackets: bases, {@code metaclass=} and the like. */
  public List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 1, count = node.childCount() - 1; i < count; i++) {
      if (!node.child(i).is(Kind.TYPE_PARAMETERS)) {
        arguments.add(new Argument(node.child(i)));
      }
    }
    return arguments;
  }

  /** The base classes as written. */
  public List<Node> bases() {
    return arguments().stream().filter(Argument::isPositional).map(Argument::node).toList();
  }

  /** The body: a {@link Kind#BLOCK}. */
  public Node body() {
    return node.lastChild();
  }

  /** The method of that name that stands directly in the body; the last one if there are more. */
  public Optional<FunctionDef> method(String name) {
    return methods().stream().filter(m -> m.name().equals(name)).reduce((first, last) -> last);
  }

  /** The functions that stand directly in the body. */
  public List<FunctionDef> methods() {
    return body().children().stream()
        .map(statement -> statement.is(Kind.DECORATED) ? statement.lastChild() : statement)
        .filter(statement -> statement.is(Kind.FUNCTION_DEF))
        .map(FunctionDef::new)
        .toList();
  }

  /** The expressions behind each {@code @}. */
  public List<Node> decorators() {
    return Decorators.of(node);
  }
}
