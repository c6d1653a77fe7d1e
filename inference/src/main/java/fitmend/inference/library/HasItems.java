package fitmend.inference.library;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** An object that takes an index in square brackets, such as a frame of pandas. */
public interface HasItems extends Value {
  Value item(Value index, Execution execution);

  void setItem(Value index, Value value, Execution execution);
}
