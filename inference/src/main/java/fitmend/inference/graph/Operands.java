package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;

/** What the functions of a graph are given, as its tensors. */
final class Operands {
  private static final String CONVERT = "tensorflow.convert_to_tensor";

  private final Library tensorflow;
  private final GraphValue graph;
  private final Execution execution;

  Operands(Library tensorflow, GraphValue graph, Execution execution) {
    this.tensorflow = tensorflow;
    this.graph = graph;
    this.execution = execution;
  }

  /** The value as a tensor of the type that it has by itself; no tensor when that is not known. */
  Value tensor(Value value) {
    return tensor(value, Constant.NONE);
  }

  Value tensor(Value value, DataType type) {
    return tensor(value, new Reference("tensorflow." + type.text()));
  }

  Value tensor(Value value, Value type) {
    boolean isFree = type instanceof Constant none && none.isNone();
    boolean isNode =
        value instanceof Tensor tensor
            && (tensor.holder() == Holder.GRAPH || Node.variable(tensor) != null);
    if (isNode && (isFree || Variables.type(type) == ((Tensor) value).type())) {
      return value;
    }
    Arguments arguments = isFree ? Arguments.of(value) : Arguments.of(value).with("dtype", type);
    return Deferred.of(
        tensorflow.call(CONVERT, arguments, execution),
        arguments.all(),
        graph,
        fed -> tensorflow.call(CONVERT, Deferred.fed(arguments, fed), execution));
  }
}
