package fitmend.inference.library;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** A method of an object of a library, with its receiver. */
public record Method(LibraryObject receiver, String name) implements Callable {
  @Override
  public Value call(Arguments arguments, Execution execution) {
    return receiver.method(name, arguments, execution);
  }

  @Override
  public String typeName() {
    return "method";
  }
}
