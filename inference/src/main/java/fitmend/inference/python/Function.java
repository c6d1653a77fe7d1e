package fitmend.inference.python;

import fitmend.inference.value.Value;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Map;

/**
 * A function or lambda of the script.
 *
 * @param definition the FUNCTION_DEF or LAMBDA
 * @param around the frame in which it was defined
 * @param defaults the values of the defaults by the names of the parameters
 * @param owner the class whose method it is, for {@code super()}; null outside of classes
 */
record Function(Node definition, Frame around, Map<String, Value> defaults, ScriptClass owner)
    implements ScriptFunction {

  @Override
  public boolean isBound() {
    return false;
  }

  String name() {
    return definition.is(Kind.LAMBDA)
        ? "<lambda>"
        : definition.first(Kind.NAME).map(Node::text).orElse("<lambda>");
  }

  @Override
  public String typeName() {
    return "function";
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
