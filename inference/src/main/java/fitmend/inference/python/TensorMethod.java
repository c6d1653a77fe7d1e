package fitmend.inference.python;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;

/** A method of a tensor, with the tensor. */
record TensorMethod(Tensor receiver, String name) implements Callable {
  @Override
  public Value call(Arguments arguments, Execution execution) {
    for (Library library : ((Interpreter) execution).libraries()) {
      Value result = library.method(receiver, name, arguments, execution);
      if (result != null) {
        return result;
      }
    }
    return execution.unknown("method " + name + " of " + receiver.typeName());
  }

  @Override
  public String typeName() {
    return "builtin_function_or_method";
  }
}
