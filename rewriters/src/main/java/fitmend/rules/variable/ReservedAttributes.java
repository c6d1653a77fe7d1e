package fitmend.rules.variable;

import java.util.Set;

/** Attributes that Keras gives its objects a meaning of its own. */
final class ReservedAttributes {
  private static final Set<String> NAMES =
      Set.of(
          "activity_regularizer",
          "built",
          "call",
          "compiled",
          "compute_dtype",
          "count",
          "dtype",
          "history",
          "input",
          "input_shape",
          "input_spec",
          "inputs",
          "layers",
          "loss",
          "losses",
          "metrics",
          "metrics_names",
          "name",
          "optimizer",
          "output",
          "output_shape",
          "outputs",
          "path",
          "quantization_mode",
          "reduction",
          "stop_training",
          "submodules",
          "total",
          "trainable",
          "trainable_variables",
          "trainable_weights",
          "variable_dtype",
          "variables",
          "weights");

  private ReservedAttributes() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
