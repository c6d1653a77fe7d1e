package fitmend.inference.sklearn;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** What functions are given, as arrays. */
final class Samples {
  private Samples() {}

  /** {@code np.asarray(value)}; empty when it cannot be told. */
  static Optional<Tensor> array(Value value, Execution run) {
    Value array = run.call(new Reference("numpy.asarray"), Arguments.of(value));
    return array instanceof Tensor tensor && tensor.holder() == Tensor.Holder.NUMPY
        ? Optional.of(tensor)
        : Optional.empty();
  }

  static Tensor made(
      DataType type, Shape shape, String operation, List<Tensor> inputs, Execution run) {
    return Tensors.made(Tensor.Holder.NUMPY, type, shape, "sklearn." + operation, inputs, run);
  }

  /** Some rows of an array, in any order. */
  static Tensor rows(Tensor array, int count, String operation, Execution run) {
    Tensor made = made(array.type(), array.shape().with(0, count), operation, List.of(array), run);
    Labels labels = array.labels();
    if (labels.isOneHot() && array.shape().rank() > 1) {
      return made.withLabels(Labels.ONE_HOT);
    }
    // Of many samples both ends are all but certainly among the chosen.
    boolean isLikely =
        labels.isRangeKnown()
            && made.shape().count() >= 20 * (labels.high() - labels.low() + 1)
            && array.type().isInteger();
    return isLikely ? made.withLabels(labels) : made;
  }
}
