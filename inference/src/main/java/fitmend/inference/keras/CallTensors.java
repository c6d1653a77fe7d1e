package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Tensors on their way into a call of a layer and out of it. */
final class CallTensors {
  private CallTensors() {}

  /** Numbers must not stand where Keras 3 awaits tensors. */
  static void refuseNumbers(Layer layer, List<Value> positional, Execution execution) {
    if (!execution.target().hasKeras3() || layer.allowsNumbers()) {
      return;
    }
    for (Value argument : positional) {
      for (Value leaf : Structures.leaves(argument).orElse(List.of())) {
        if (leaf instanceof Constant constant && !constant.isNone()) {
          throw execution.error(
              "ValueError",
              "Only input tensors may be passed as positional arguments. The following argument"
                  + " value should be passed as a keyword argument: "
                  + Texts.str(constant)
                  + " (of type <class '"
                  + constant.typeName()
                  + "'>)");
        }
      }
    }
  }

  /** Inside a call there are tensors only, of the layer's own floating type. */
  static Value converted(Layer layer, Value leaf, Execution execution) {
    if (!(leaf instanceof Tensor tensor)) {
      return leaf;
    }
    Holder holder =
        tensor.holder() == Holder.GRAPH || execution.isGraph() ? Holder.GRAPH : Holder.EAGER;
    DataType own = layer.castsInputs() ? layer.ownType(execution) : tensor.type();
    DataType type =
        tensor.type().isFloating() && !execution.target().isGraphMode() ? own : tensor.type();
    if (tensor.type() == DataType.OBJECT) {
      type = DataType.UNKNOWN;
    }
    Tensor result = new Tensor(holder, type, tensor.shape(), tensor.origin());
    if (tensor.content().isPresent()) {
      result = result.withContent(tensor.content().get());
    }
    return result.withLabels(tensor.labels());
  }

  /** The tensors of a result, which know the call that gave them. */
  static Value recorded(Value result, LayerCall call, boolean isSymbolic, Execution execution) {
    int[] index = {0};
    return Structures.map(
        result,
        leaf -> {
          int at = index[0]++;
          return leaf instanceof Tensor tensor
              ? new Tensor(
                      isSymbolic ? Holder.KERAS : Holder.GRAPH,
                      isSymbolic
                              && !tensor.type().isFloating()
                              && execution.target().hasKeras3()
                              && !call.layer().keepsSymbolicType()
                          ? call.layer().ownType(execution)
                          : tensor.type(),
                      tensor.shape(),
                      new Origin(
                          execution.at(),
                          call.layer().path(),
                          call.inputs(),
                          Optional.of(new LayerCall.Output(call, at))))
                  .withLabels(tensor.labels())
              : leaf;
        },
        execution);
  }
}
