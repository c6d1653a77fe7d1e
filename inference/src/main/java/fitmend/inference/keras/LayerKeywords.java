package fitmend.inference.keras;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** The keyword arguments that the constructors of all layers take. */
final class LayerKeywords {
  private LayerKeywords() {}

  static boolean isCommon(String name) {
    return switch (name) {
      case "name",
          "dtype",
          "trainable",
          "input_shape",
          "input_dim",
          "batch_input_shape",
          "batch_size",
          "weights",
          "autocast",
          "dynamic",
          "activity_regularizer" ->
          true;
      default -> false;
    };
  }

  static boolean isOfKeras2(String keyword) {
    return switch (keyword) {
      case "batch_input_shape", "weights", "batch_size", "dynamic" -> true;
      default -> false;
    };
  }

  static void refuse(Layer layer, String keyword, Value value, Execution execution) {
    switch (execution.target()) {
      case TENSORFLOW_2_21 -> {
        String text = Texts.repr(value);
        throw execution.error(
            "ValueError",
            text == null
                ? null
                : "Unrecognized keyword arguments passed to %s: {'%s': %s}"
                    .formatted(layer.typeName(), keyword, text));
      }
      case TENSORFLOW_2_15 ->
          throw execution.error(
              "TypeError", "('Keyword argument not understood:', '" + keyword + "')");
      // Keras 2.3 knows the names of Keras 1, the one inside TensorFlow does not.
      case TENSORFLOW_1_15 -> {}
    }
  }
}
