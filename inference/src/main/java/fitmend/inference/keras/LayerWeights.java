package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The weights of a layer and of the layers inside it. */
final class LayerWeights {
  /** Ends the operation that made a weight which training leaves alone. */
  static final String FIXED = " (fixed)";

  private LayerWeights() {}

  /** All of them; empty when they are not known. */
  static Optional<List<Value>> all(Layer layer) {
    return collected(layer, false);
  }

  /** Those that training changes; empty when they are not known. */
  static Optional<List<Value>> trainable(Layer layer) {
    return collected(layer, true);
  }

  private static Optional<List<Value>> collected(Layer layer, boolean isTrained) {
    Value isTrainable = layer.trainable();
    if (isTrained && isTrainable instanceof Constant(Boolean bool) && !bool) {
      return all(layer).map(all -> List.of());
    }
    boolean isDoubtful = isTrained && isTrainable != null && !Constant.TRUE.equals(isTrainable);
    if (isDoubtful || !(layer.ownWeights() instanceof Tuple(List<Value> own))) {
      return Optional.empty();
    }
    List<Value> found = new ArrayList<>();
    for (Value weight : own) {
      if (!isTrained || !((Tensor) weight).origin().operation().endsWith(FIXED)) {
        found.add(weight);
      }
    }
    for (Layer inner : layer.sublayers()) {
      Optional<List<Value>> weights = collected(inner, isTrained);
      if (weights.isEmpty()) {
        return Optional.empty();
      }
      for (Value weight : weights.get()) {
        if (found.stream().noneMatch(each -> each == weight)) {
          found.add(weight);
        }
      }
    }
    return Optional.of(found);
  }

  /** How many numbers they are; -1 when that is not known. */
  static long count(Optional<List<Value>> weights) {
    if (weights.isEmpty()) {
      return -1;
    }
    long count = 0;
    for (Value weight : weights.get()) {
      long size = weight instanceof Tensor tensor ? tensor.shape().count() : -1;
      if (size < 0) {
        return -1;
      }
      count += size;
    }
    return count;
  }
}
