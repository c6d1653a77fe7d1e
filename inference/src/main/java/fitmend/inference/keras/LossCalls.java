package fitmend.inference.keras;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** Losses that a script calls itself, as functions and as objects. */
final class LossCalls {
  private LossCalls() {}

  /** {@code loss(y_true, y_pred)} for an object such as {@code MeanSquaredError()}. */
  static Value ofObject(TrainingObject loss, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    String name = LossNames.loss(loss.typeName());
    Value reduction = loss.setting("reduction");
    if (given.size() != 2
        || !arguments.keywords().isEmpty()
        || name == null
        || execution.target().isGraphMode()) {
      execution.escape(arguments.all());
      return execution.unknown("call of a loss");
    }
    if (!(given.get(0) instanceof Tensor) && execution.target().hasKeras3()) {
      return execution.unknown("labels that are no array");
    }
    boolean areTensors = given.stream().allMatch(LossCalls::isTensor);
    Value labels = converted(given.get(0), execution);
    Value output = converted(given.get(1), execution);
    if (!(labels instanceof Tensor target) || !(output instanceof Tensor made)) {
      return execution.unknown("call of a loss");
    }
    Value values = new Losses(loss.naming(), execution).alone(loss, target, made, areTensors);
    if (name.equals("huber") && !execution.target().hasKeras3()
        || !(values instanceof Tensor tensor)
        || !(reduction instanceof Constant known)) {
      return execution.unknown("call of a loss");
    }
    boolean isKept = known.isNone() || known.equals(Constant.of("none"));
    return isKept
        ? tensor
        : Tensors.made(
            tensor.holder(),
            tensor.type(),
            Shape.SCALAR,
            loss.path(),
            List.of(target, made),
            execution);
  }

  /** {@code mse(y_true, y_pred)} and its like. */
  static Value ofFunction(String name, List<Value> given, Naming naming, Execution execution) {
    if (execution.target().isGraphMode() || name == null) {
      return execution.unknown("call of a loss");
    }
    boolean isList = given.get(0) instanceof ListValue || given.get(0) instanceof Tuple;
    if (isList && execution.target().hasKeras3() && name.startsWith("sparse")) {
      throw execution.error(
          "AttributeError", "'" + given.get(0).typeName() + "' object has no attribute 'shape'");
    }
    Value labels = converted(given.get(0), execution);
    Value output = converted(given.get(1), execution);
    return labels instanceof Tensor target && output instanceof Tensor made
        ? new Losses(naming, execution).function(name, target, made)
        : execution.unknown("call of a loss");
  }

  private static boolean isTensor(Value value) {
    return value instanceof Tensor tensor && tensor.holder() != Holder.NUMPY;
  }

  private static Value converted(Value value, Execution execution) {
    if (value instanceof Tensor tensor && tensor.holder() != Holder.NUMPY) {
      return tensor.holder() == Holder.VARIABLE
          ? new Tensor(Holder.EAGER, tensor.type(), tensor.shape(), tensor.origin())
          : tensor;
    }
    if (value instanceof Tensor tensor
        && (tensor.type() == DataType.STRING || tensor.type() == DataType.OBJECT)) {
      return execution.unknown("an array of objects");
    }
    return execution.call(new Reference("tensorflow.convert_to_tensor"), Arguments.of(value));
  }
}
