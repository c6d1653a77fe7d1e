package fitmend.inference.python;

import fitmend.inference.value.Value;

/** What {@code super()} gives: an object, seen as one of the classes behind another. */
record SuperValue(ScriptClass owner, Value receiver) implements Value {
  @Override
  public String typeName() {
    return "super";
  }
}
