package fitmend.inference.value;

/** An object with attributes. */
public interface HasAttributes extends Value {
  /** The attribute; null when there is none, Unknown when there may be one. */
  Value attribute(String name, Execution execution);

  void setAttribute(String name, Value value, Execution execution);
}
