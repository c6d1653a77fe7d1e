package fitmend.inference.python;

import fitmend.inference.value.Value;

/** What {@code property}, {@code staticmethod} or {@code classmethod} makes of a function. */
record Descriptor(Kind kind, Value function) implements Value {
  enum Kind {
    PROPERTY,
    STATIC,
    CLASS
  }

  @Override
  public String typeName() {
    return kind == Kind.PROPERTY ? "property" : "function";
  }
}
