package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** Where a model begins: the layer behind {@code Input}. */
final class InputLayer extends Layer {
  InputLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return true;
  }

  /** The symbolic tensor; null when its shape is not known. */
  Tensor tensor() {
    return setting("tensor") instanceof Tensor tensor ? tensor : null;
  }

  /** The size of an axis as the script wrote it; null when that is not known. */
  Value axis(int axis) {
    return setting("written shape") instanceof Tuple(List<Value> sizes)
            && axis >= 0
            && axis < sizes.size()
        ? sizes.get(axis)
        : null;
  }

  @Override
  protected Value outputFor(fitmend.inference.value.Shape shape, Execution execution) {
    if (execution.target().hasKeras3()) {
      throw execution.error(
          "NotImplementedError",
          "Layer InputLayer does not have a `compute_output_shape` method implemented. Should"
              + " implement `def compute_output_shape(self, input_shape)`.");
    }
    return super.outputFor(shape, execution);
  }

  @Override
  public Value attribute(String name, Execution execution) {
    boolean isNode = name.equals("output") || name.equals("input");
    return isNode && tensor() != null ? tensor() : super.attribute(name, execution);
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    return inputs;
  }
}
