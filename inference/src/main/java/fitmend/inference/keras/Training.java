package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** {@code compile}, {@code fit} and their like: which checks they make, and what they give. */
final class Training {
  private Training() {}

  /** Whether it is a method of models that is modelled here. */
  static boolean hasMethod(String name) {
    return switch (name) {
      case "compile",
          "fit",
          "fit_generator",
          "evaluate",
          "evaluate_generator",
          "predict",
          "predict_generator",
          "train_on_batch",
          "test_on_batch",
          "predict_on_batch" ->
          true;
      default -> false;
    };
  }

  /** The result of such a method. */
  static Value method(Network model, String name, Arguments arguments, Execution execution) {
    return execution.unknown(name);
  }
}
