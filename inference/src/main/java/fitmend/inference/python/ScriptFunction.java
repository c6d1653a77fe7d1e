package fitmend.inference.python;

import fitmend.inference.value.Value;
import fitmend.python.tree.Node;

/** A function of the script, bound to a receiver or not. */
public sealed interface ScriptFunction extends Value permits Function, BoundMethod {
  /** The FUNCTION_DEF or LAMBDA; null when it is not known. */
  Node definition();

  /** Whether it gets its receiver as the first argument. */
  boolean isBound();
}
