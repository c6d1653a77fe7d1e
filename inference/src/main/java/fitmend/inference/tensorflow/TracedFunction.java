package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code tf.function} makes of a function of the script: it is run with symbolic tensors.
 *
 * @param hasSignature whether the shapes come from an {@code input_signature}, not from the call
 */
record TracedFunction(Value function, boolean hasSignature) implements Callable {
  @Override
  public Value call(Arguments arguments, Execution execution) {
    List<Value> positional = new ArrayList<>();
    for (Value value : arguments.positional()) {
      positional.add(symbolic(value, execution));
    }
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach((name, value) -> keywords.put(name, symbolic(value, execution)));
    Arguments traced = new Arguments(positional, keywords, arguments.isOpen());
    try {
      if (execution.isGraph()) {
        return execution.call(function, traced);
      }
      return computed(execution.traced(() -> execution.call(function, traced)), execution);
    } catch (PythonError error) {
      throw execution.isGraph() && !execution.target().isGraphMode()
          ? error
          : inUserCode(error, execution);
    }
  }

  /** AutoGraph puts the frames before the message; they name files and are left out here. */
  private static PythonError inUserCode(PythonError error, Execution execution) {
    boolean isWrapped = error.type().equals("TypeError") || error.type().equals("ValueError");
    if (!isWrapped || error.exception() != null || error.getMessage() == null) {
      return error;
    }
    // A function that does not take the arguments is named by where AutoGraph put it.
    String message =
        execution.target().isGraphMode() || error.getMessage().contains("positional argument")
            ? null
            : "in user code:\n\n    " + error.type() + ": " + error.getMessage() + "\n";
    PythonError wrapped = new PythonError(error.type(), message, null, error.stack());
    wrapped.setOperands(error.operands());
    return wrapped;
  }

  private Value symbolic(Value value, Execution execution) {
    return Structures.map(
        value,
        leaf ->
            leaf instanceof Tensor tensor
                    && (tensor.holder() == Holder.EAGER || tensor.holder() == Holder.NUMPY)
                ? made(
                    tensor, Holder.GRAPH, hasSignature ? Shape.UNKNOWN : tensor.shape(), execution)
                : leaf,
        execution);
  }

  /** What was symbolic in the function is a tensor with a value outside. */
  static Value computed(Value value, Execution execution) {
    return Structures.map(
        value,
        leaf ->
            leaf instanceof Tensor tensor && tensor.holder() == Holder.GRAPH
                ? made(tensor, Holder.EAGER, tensor.shape(), execution)
                : leaf,
        execution);
  }

  private static Tensor made(Tensor tensor, Holder holder, Shape shape, Execution execution) {
    return new Tensor(
            holder,
            tensor.type(),
            shape,
            Origin.of(execution.at(), "tensorflow.function", List.of(tensor)))
        .withLabels(tensor.labels());
  }

  @Override
  public String typeName() {
    return "function";
  }
}
