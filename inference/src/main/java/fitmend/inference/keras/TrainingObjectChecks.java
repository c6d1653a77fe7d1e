package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What constructors of optimizers, losses and callbacks check. */
final class TrainingObjectChecks {
  private TrainingObjectChecks() {}

  /**
   * @param extra keyword arguments that are no parameters
   */
  static void check(TrainingObject object, Map<String, Value> extra, Execution execution) {
    switch (object.kind()) {
      case OPTIMIZER -> optimizer(object, extra, execution);
      case LOSS -> reduction(object, execution);
      case CALLBACK -> callback(object, execution);
      default -> {}
    }
  }

  private static void optimizer(
      TrainingObject object, Map<String, Value> extra, Execution execution) {
    if (object.path().contains(".legacy.") || object.path().contains("Optimizer")) {
      return;
    }
    switch (execution.target()) {
      case TENSORFLOW_2_21 -> {
        Map<String, Value> more = new LinkedHashMap<>(extra);
        more.remove("decay");
        if (!more.isEmpty()) {
          throw execution.error("ValueError", unrecognized(more));
        }
        if (object.setting("learning_rate") instanceof Constant(String text)) {
          throw execution.error(
              "ValueError",
              "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or"
                  + " a callable (that takes in the current iteration value and returns the"
                  + " corresponding learning rate value). Received instead: learning_rate="
                  + text);
        }
      }
      case TENSORFLOW_2_15 -> {
        for (String name : extra.keySet()) {
          switch (name) {
            case "lr", "is_legacy_optimizer" -> {}
            case "decay", "gradient_aggregator", "gradient_transformers" ->
                throw execution.error(
                    "ValueError",
                    "%s is deprecated in the new Keras optimizer, please check the docstring for valid arguments, or use the legacy optimizer, e.g., tf.keras.optimizers.legacy.%s."
                        .formatted(name, object.typeName()));
            default ->
                throw execution.error(
                    "TypeError",
                    name
                        + " is not a valid argument, kwargs should be empty  for"
                        + " `optimizer_experimental.Optimizer`.");
          }
        }
        if (object.setting("learning_rate") instanceof Constant(String text)) {
          throw execution.error(
              "TypeError", "Cannot convert '" + text + "' to EagerTensor of dtype float");
        }
      }
      case TENSORFLOW_1_15 -> {
        for (String name : extra.keySet()) {
          // Keras 2.3 and the Keras of TensorFlow 1.15 name different ones.
          boolean isKnown =
              List.of("clipnorm", "clipvalue", "lr", "decay", "epsilon", "schedule_decay", "name")
                  .contains(name);
          if (!isKnown) {
            throw execution.error(
                "TypeError", "Unexpected keyword argument passed to optimizer: " + name);
          }
        }
      }
    }
    boolean isOutside =
        object.setting("momentum") instanceof Constant(Object value)
            && value instanceof Number momentum
            && (momentum.doubleValue() < 0 || momentum.doubleValue() > 1);
    if (isOutside && object.path().endsWith(".SGD")) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3()
              ? "`momentum` must be a float between [0, 1]."
              : "`momentum` must be between [0, 1].");
    }
  }

  private static String unrecognized(Map<String, Value> arguments) {
    List<String> parts =
        arguments.entrySet().stream()
            .map(each -> "'" + each.getKey() + "': " + Texts.repr(each.getValue()))
            .toList();
    return parts.stream().anyMatch(part -> part.endsWith(": null"))
        ? null
        : parts.stream().collect(Collectors.joining(", ", "Argument(s) not recognized: {", "}"));
  }

  private static void reduction(TrainingObject object, Execution execution) {
    if (!(object.setting("reduction") instanceof Constant(String reduction))) {
      return;
    }
    List<String> known =
        execution.target().hasKeras3()
            ? List.of("none", "sum", "sum_over_batch_size", "mean", "mean_with_sample_weight")
            : List.of("auto", "none", "sum", "sum_over_batch_size");
    if (known.contains(reduction)) {
      return;
    }
    throw execution.error(
        "ValueError",
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> null;
          case TENSORFLOW_2_15 ->
              "Invalid Reduction Key: "
                  + reduction
                  + ". Expected keys are \"('auto', 'none', 'sum', 'sum_over_batch_size')\"";
          case TENSORFLOW_1_15 -> "Invalid Reduction Key " + reduction + ".";
        });
  }

  private static void callback(TrainingObject object, Execution execution) {
    if (object.setting("factor") instanceof Constant(Object value)
        && value instanceof Number factor
        && factor.doubleValue() >= 1
        && object.path().endsWith(".ReduceLROnPlateau")) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3()
              ? "ReduceLROnPlateau does not support a factor >= 1.0. Received factor="
                  + Texts.str(object.setting("factor"))
              : null);
    }
    if (!execution.target().hasKeras3()
        || !object.path().endsWith(".ModelCheckpoint")
        || !(object.setting("filepath") instanceof Constant(String file))) {
      return;
    }
    boolean isOfWeights = Constant.TRUE.equals(object.setting("save_weights_only"));
    boolean isOfModels = Constant.FALSE.equals(object.setting("save_weights_only"));
    if (isOfWeights && !file.endsWith(".weights.h5")) {
      throw execution.error(
          "ValueError",
          "When using `save_weights_only=True` in `ModelCheckpoint`, the filepath provided must end"
              + " in `.weights.h5` (Keras weights format). Received: filepath="
              + file);
    }
    if (isOfModels && !file.endsWith(".keras") && !file.endsWith(".h5")) {
      throw execution.error(
          "ValueError",
          "The filepath provided must end in `.keras` (Keras model format). Received: filepath="
              + file);
    }
  }
}
