package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** A layer that makes one tensor of one tensor. */
abstract class UnaryLayer extends Layer {
  UnaryLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  /** The shape of what comes out. */
  protected abstract Shape shape(Tensor input, Execution execution);

  /** The type of what comes out. */
  protected DataType type(Tensor input, Execution execution) {
    return input.type();
  }

  /** The weights for an input whose shape has a rank. */
  protected void build(Tensor input, Execution execution) {}

  @Override
  protected final void build(Value inputs, Execution execution) {
    if (inputs instanceof Tensor tensor && tensor.shape().isRanked()) {
      build(tensor, execution);
    } else {
      forgetWeights();
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor)) {
      return execution.unknown("inputs of " + typeName());
    }
    Shape shape = tensor.shape().isRanked() ? shape(tensor, execution) : Shape.UNKNOWN;
    return made(type(tensor, execution), shape, List.of(tensor), execution);
  }

  /** The type of a product with the layer's own weights. */
  final DataType weighted(Tensor input, Execution execution) {
    DataType type = input.type();
    if (execution.target().isGraphMode()) {
      return type.isFloating() ? type : DataType.UNKNOWN;
    }
    return ownType(execution);
  }
}
