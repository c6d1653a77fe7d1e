package fitmend.python.name;

import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.Optional;

/** The scopes, bindings and qualified names of one file. */
public final class Names {
  private Names() {}

  /** Reads the names of the whole file. */
  public static Names of(PythonFile file) {
    throw new UnsupportedOperationException("on its way");
  }

  /** The scope in which the node is evaluated. */
  public Scope scopeOf(Node node) {
    throw new UnsupportedOperationException("on its way");
  }

  /** The symbol that a NAME node binds or reads; empty for built-ins and unbound names. */
  public Optional<Symbol> symbolOf(Node name) {
    throw new UnsupportedOperationException("on its way");
  }

  /**
   * The import path that a NAME, an ATTRIBUTE chain or any other expression stands for. Follows
   * aliases, from-imports, star imports of known libraries and module variables such as {@code L =
   * tf.keras.layers}. Shadowing, deletion and several bindings make it less than known.
   */
  public Resolution resolve(Node expression) {
    throw new UnsupportedOperationException("on its way");
  }

  /** The import path if it is certain. */
  public Optional<String> qualifiedName(Node expression) {
    return resolve(expression) instanceof Resolution.Known known
        ? Optional.of(known.qualifiedName())
        : Optional.empty();
  }

  /**
   * The only binding whose value the use of that name can see, if there is exactly one: nothing
   * else rebinds it between, and no branch or loop makes it uncertain.
   */
  public Optional<Binding> reachingBinding(Node name) {
    throw new UnsupportedOperationException("on its way");
  }
}
