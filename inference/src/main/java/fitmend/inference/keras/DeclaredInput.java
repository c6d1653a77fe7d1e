package fitmend.inference.keras;

import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * What a model says of its input before it gets one.
 *
 * @param shape with the batch; not ranked when the model does not say it, or takes others as well
 * @param layers the classes of its layers, in order, when only they say what the input must be
 * @param isBuilt whether an input has settled its weights
 */
public record DeclaredInput(Shape shape, List<String> layers, boolean isBuilt) {
  /** Only Keras 3 refuses other shapes, and a class of the script may do as it likes. */
  static DeclaredInput of(Model model, Value input, List<String> layers) {
    boolean isSure = model.naming().isKeras3() && model.self() == model;
    return new DeclaredInput(
        isSure && input instanceof Tensor tensor ? tensor.shape() : Shape.UNKNOWN,
        layers,
        !model.isNotBuilt());
  }
}
