package fitmend.inference.keras;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
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
    if (isDoubtful
        || layer instanceof ScriptLayer outer && !outer.knowsLayers()
        || !(layer.ownWeights() instanceof Tuple(List<Value> own))) {
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

  /** {@code set_weights}: raises what Keras raises for arrays that are not those of the layer. */
  static Value set(Layer layer, Arguments arguments, Execution execution) {
    List<Value> weights = all(layer).orElse(null);
    List<Value> given =
        arguments.all().size() == 1
            ? Tensors.elements(arguments.all().getFirst()).orElse(null)
            : null;
    // Models of TensorFlow 1 take as many as they are given.
    boolean isLoose = layer instanceof Model && execution.target().isGraphMode();
    if (weights == null || given == null || arguments.isOpen() || isLoose) {
      return execution.unknown("set_weights");
    }
    String name = layer.layerName();
    if (weights.size() != given.size()) {
      throw execution.error(
          "ValueError", name == null ? null : count(name, given, weights.size(), execution));
    }
    for (int i = 0; i < given.size(); i++) {
      Shape shape = ((Tensor) weights.get(i)).shape();
      Shape other = given.get(i) instanceof Tensor tensor ? tensor.shape() : Shape.UNKNOWN;
      if (!shape.isCompatible(other)) {
        String texts = "weight shape %s %scompatible with provided weight shape %s";
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? "Layer " + texts.formatted(shape.tupleText(), "not ", other.tupleText())
                : name == null
                    ? null
                    : "Layer %s ".formatted(name)
                        + texts.formatted(shape.tupleText(), "is not ", other.tupleText())
                        + ".");
      }
    }
    return Constant.NONE;
  }

  private static String count(String name, List<Value> given, int expected, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    String quote = is3 ? "'" : "\"";
    String text =
        "You called `set_weights(weights)` on layer %s with a %sweight list of length %d, but the layer was expecting %d weights."
            .formatted(
                quote + name + quote,
                execution.target().isGraphMode() ? " " : "",
                given.size(),
                expected);
    return is3 ? text : given.isEmpty() ? text + " Provided weights: []..." : null;
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
