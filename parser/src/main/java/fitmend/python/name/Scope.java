package fitmend.python.name;

import fitmend.python.tree.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A namespace of Python's: module, class, function, lambda or comprehension. */
public final class Scope {
  private final Node node;
  private final Optional<Scope> parent;
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();

  Scope(Node node, Optional<Scope> parent) {
    this.node = node;
    this.parent = parent;
  }

  /** The MODULE, CLASS_DEF, FUNCTION_DEF, LAMBDA, comprehension or GENERATOR. */
  public Node node() {
    return node;
  }

  public Optional<Scope> parent() {
    return parent;
  }

  /** The names bound here, in the order of their first binding or use. */
  public Map<String, Symbol> symbols() {
    return symbols;
  }
}
