package fitmend.python.name;

import fitmend.python.tree.Node;
import java.util.Optional;

/**
 * One place that gives a name a value.
 *
 * @param symbol the name in its scope
 * @param name the node of kind NAME that is bound
 * @param kind how
 * @param value the expression the name gets as a whole, where there is one: {@code v} in {@code n =
 *     v}, {@code n: T = v}, {@code (n := v)}, {@code n, m = v, w}; empty for other unpacking,
 *     loops, parameters
 */
public record Binding(Symbol symbol, Node name, Kind kind, Optional<Node> value) {

  /** How a name gets its value. */
  public enum Kind {
    ASSIGNMENT,
    UNPACKING,
    AUGMENTED,
    IMPORT,
    FUNCTION,
    CLASS,
    PARAMETER,
    LOOP,
    WITH,
    EXCEPT,
    PATTERN,
    TYPE,
    DELETION
  }
}
