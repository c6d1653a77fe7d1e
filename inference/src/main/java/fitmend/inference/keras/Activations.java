package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import java.util.List;

/** Which activation made an output: Keras 2 looks behind it for logits. */
final class Activations {
  private Activations() {}

  /** The name of the last activation behind a tensor; null when it is not known. */
  static String last(Tensor output) {
    if (output.origin() == null
        || !(output.origin().replay().orElse(null) instanceof LayerCall.Output made)) {
      return null;
    }
    Layer layer = made.call().layer();
    if (layer instanceof SequentialModel sequential) {
      List<Layer> inside = sequential.sublayers();
      return inside.isEmpty() ? null : of(inside.getLast());
    }
    if (layer instanceof Model model) {
      if (!model.isFunctional()) {
        return null;
      }
      List<Tensor> outputs = Structures.tensors(model.outputs());
      return made.index() < outputs.size() ? last(outputs.get(made.index())) : null;
    }
    return of(layer);
  }

  private static String of(Layer layer) {
    if (layer instanceof Model || layer instanceof ScriptLayer || layer instanceof WrapperLayer) {
      return null;
    }
    String type = Layer.name(layer.path());
    boolean mayActivate =
        switch (type) {
          case "Dense", "Activation" -> true;
          default -> type.startsWith("Conv");
        };
    if (!mayActivate) {
      return layer instanceof ReshapingLayer ? "none" : null;
    }
    return switch (layer.setting("activation")) {
      case null -> "linear";
      case Constant none when none.isNone() -> "linear";
      case Constant(String name) -> name;
      case Reference reference -> reference.name();
      default -> null;
    };
  }
}
