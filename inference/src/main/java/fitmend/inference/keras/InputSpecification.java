package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** Which inputs a layer takes: Keras checks them before each call. */
final class InputSpecification {
  private InputSpecification() {}

  static void check(Layer layer, Value inputs, Tuple width, Execution execution) {
    int exact = layer.exactRank(execution);
    int least = layer.leastRank(execution);
    if (exact < 0 && least < 0) {
      return;
    }
    List<Tensor> tensors = Structures.tensors(inputs);
    if (tensors.size() > 1) {
      throw execution.error("ValueError", null);
    }
    Shape shape = tensors.getFirst().shape();
    if (!shape.isRanked()) {
      return;
    }
    if (exact >= 0 && shape.rank() != exact) {
      incompatible(layer, "expected ndim=%d, found ndim=%d", exact, shape, execution);
    }
    if (least >= 0 && shape.rank() < least) {
      incompatible(layer, "expected min_ndim=%d, found ndim=%d", least, shape, execution);
    }
    if (width != null
        && width.elements() instanceof List<Value> axisAndSize
        && axisAndSize.getFirst() instanceof Constant(Long axis)
        && axisAndSize.getLast() instanceof Constant(Long size)
        && isAxis(axis, shape.rank())
        && shape.size(axis.intValue()) != Shape.ANY
        && shape.size(axis.intValue()) != size) {
      String problem =
          "expected axis %d of input shape to have value %d, but received input with shape %s"
              .formatted(axis, size, shape.tupleText());
      throw execution.error("ValueError", Texts.incompatible(layer, problem, execution));
    }
  }

  /** Whether the number of axes is one that the layer takes. */
  static boolean fits(Layer layer, Shape shape, Execution execution) {
    int exact = layer.exactRank(execution);
    return shape.isRanked()
        && (exact < 0 || shape.rank() == exact)
        && shape.rank() >= layer.leastRank(execution);
  }

  private static boolean isAxis(long axis, int rank) {
    return axis < rank && axis >= -rank;
  }

  private static void incompatible(
      Layer layer, String problem, int rank, Shape shape, Execution execution) {
    throw execution.error(
        "ValueError",
        Texts.incompatible(
            layer,
            problem.formatted(rank, shape.rank()) + ". Full shape received: " + shape.tupleText(),
            execution));
  }
}
