package fitmend.inference.python;

import fitmend.inference.value.Value;

/** A function of the script with its receiver. */
record BoundMethod(Value function, Value receiver) implements Value {
  @Override
  public String typeName() {
    return "method";
  }
}
