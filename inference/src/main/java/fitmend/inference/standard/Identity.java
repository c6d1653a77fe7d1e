package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** A decorator that leaves a function what it is. */
record Identity() implements Callable {
  @Override
  public Value call(Arguments arguments, Execution execution) {
    return arguments.positional().isEmpty()
        ? execution.unknown("a decorator without a function")
        : arguments.positional().getFirst();
  }

  @Override
  public String typeName() {
    return "function";
  }
}
