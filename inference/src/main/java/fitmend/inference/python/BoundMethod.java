package fitmend.inference.python;

import fitmend.inference.value.Value;
import fitmend.python.tree.Node;

/** A function of the script with its receiver. */
record BoundMethod(Value function, Value receiver) implements ScriptFunction {
  @Override
  public Node definition() {
    return function instanceof Function known ? known.definition() : null;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public String typeName() {
    return "method";
  }
}
