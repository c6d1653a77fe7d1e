package fitmend.inference.keras;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.Map;

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

  /** Whether a layer is one of {@code tf.keras} beside a Keras of its own. */
  static boolean isInTensorflow(Layer layer) {
    return layer.naming().isOld() && !layer.naming().isStandalone();
  }

  static boolean isOfKeras2(String keyword) {
    return switch (keyword) {
      case "batch_input_shape", "weights", "batch_size", "dynamic" -> true;
      default -> false;
    };
  }

  static boolean isKnown(Layer layer, String name, Execution execution) {
    return isCommon(name) || layer.allowsKeyword(name) || isHidden(layer, name, execution);
  }

  /** Whether a parent's constructor takes it, behind {@code **kwargs}. */
  private static boolean isHidden(Layer layer, String keyword, Execution execution) {
    String name = Layer.name(layer.path());
    boolean is3 = execution.target().hasKeras3();
    return switch (keyword) {
      case "rng_type", "force_generator" -> !is3;
      case "seed" -> name.endsWith("Attention");
      case "score_mode" -> name.equals("AdditiveAttention");
      case "dropout", "causal" -> !is3 && name.endsWith("Attention");
      case "bounding_box_format", "factor", "data_format" -> layer instanceof ImageLayer;
      case "oov_method", "vocabulary_dtype" -> name.equals("StringLookup");
      case "unroll" -> name.startsWith("ConvLSTM");
      case "zero_output_for_mask" -> is3 || name.equals("RNN") || name.startsWith("ConvLSTM");
      case "time_major" -> !is3 && (name.equals("RNN") || name.startsWith("ConvLSTM"));
      case "noise_shape" -> name.startsWith("SpatialDropout");
      default -> false;
    };
  }

  static void refuse(Layer layer, Map<String, Value> wrong, Execution execution) {
    String keyword = wrong.keySet().iterator().next();
    switch (execution.target()) {
      case TENSORFLOW_2_21 -> {
        String text = Texts.repr(wrong);
        throw execution.error(
            "ValueError",
            text == null
                ? null
                : "Unrecognized keyword %s: %s"
                    .formatted(
                        Layer.name(layer.path()).matches("(String|Integer)Lookup")
                            ? "argument(s)"
                            : "arguments passed to " + layer.typeName(),
                        text));
      }
      case TENSORFLOW_2_15 ->
          throw execution.error(
              "TypeError", "('Keyword argument not understood:', '" + keyword + "')");
      // Keras 2.3 knows the names of Keras 1, the one inside TensorFlow does not.
      case TENSORFLOW_1_15 -> {
        if (isInTensorflow(layer)) {
          throw execution.error(
              "TypeError", "('Keyword argument not understood:', '" + keyword + "')");
        }
      }
    }
  }

  /** Gives an argument its new name. */
  static void rename(Map<String, Value> keywords, String old, String name) {
    if (keywords.containsKey(old)) {
      keywords.put(name, keywords.remove(old));
    }
  }
}
