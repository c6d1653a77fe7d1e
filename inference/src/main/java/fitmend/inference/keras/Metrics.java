package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Locale;

/** What the metrics of {@code compile} ask of labels and outputs ({@code keras.src.metrics}). */
final class Metrics {
  private final Naming naming;
  private final Execution execution;
  private final Losses losses;
  private final boolean is3;

  Metrics(Naming naming, Execution execution) {
    this.naming = naming;
    this.execution = execution;
    this.losses = new Losses(naming, execution);
    this.is3 = execution.target().hasKeras3();
  }

  /** Raises what a metric raises on a batch. */
  void check(Value metric, Tensor labels, Tensor output) {
    if (!labels.shape().isRanked() || !output.shape().isRanked()) {
      return;
    }
    switch (metric) {
      case Constant(String name) -> named(name, labels, output);
      case TrainingObject object when object.kind() == TrainingObject.Kind.METRIC ->
          ofClass(object.typeName(), labels, output);
      case TrainingObject loss when loss.isLoss() -> losses.apply(loss, labels, output);
      case Reference reference when Naming.inKeras(reference.path()).startsWith("keras.") ->
          named(reference.name(), labels, output);
      case Extended extended -> {}
      case null -> {}
      default -> {
        if (!execution.parameters(metric).isEmpty()) {
          Losses.Pair pair =
              is3 ? new Losses.Pair(labels, output) : Losses.Pair.of2(labels, output);
          execution.call(metric, Arguments.of(pair.target(), pair.output()));
        }
      }
    }
  }

  private void named(String name, Tensor labels, Tensor output) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "accuracy", "acc" -> {
        if (!name.equals("Accuracy") || is3) {
          accuracy(labels, output);
        }
      }
      case "crossentropy", "ce" -> {}
      default -> {
        refuse(name);
        function(function(name), labels, output);
      }
    }
  }

  private void refuse(String name) {
    if (naming.isCustomized() || name.contains("_at_") || LossNames.isMetric(name, is3)) {
      return;
    }
    throw is3
        ? execution.error("ValueError", "Could not interpret metric identifier: " + name)
        : execution.error("TypeError", "'str' object is not callable");
  }

  /** The function behind the name of a class. */
  private static String function(String name) {
    return switch (name) {
      case "BinaryAccuracy" -> "binary_accuracy";
      case "CategoricalAccuracy" -> "categorical_accuracy";
      case "SparseCategoricalAccuracy" -> "sparse_categorical_accuracy";
      case "TopKCategoricalAccuracy" -> "top_k_categorical_accuracy";
      case "auc" -> "AUC";
      case "precision" -> "Precision";
      case "recall" -> "Recall";
      default -> name;
    };
  }

  private void ofClass(String name, Tensor labels, Tensor output) {
    function(function(name), labels, output);
  }

  private void accuracy(Tensor labels, Tensor output) {
    Shape target = is3 ? labels.shape() : Losses.Pair.matched2(labels, output).target().shape();
    if (target.rank() == 0 || output.shape().rank() == 0) {
      return;
    }
    int width = output.shape().size(-1);
    if (width == Shape.ANY || target.size(-1) == Shape.ANY && target.rank() > 1) {
      return;
    }
    boolean isSparse = target.rank() < output.shape().rank() || target.size(-1) == 1 && width > 1;
    function(
        width == 1
            ? "binary_accuracy"
            : isSparse ? "sparse_categorical_accuracy" : "categorical_accuracy",
        labels,
        output);
  }

  private void function(String name, Tensor labels, Tensor output) {
    if (labels.type() == DataType.STRING || output.shape().rank() == 0) {
      return;
    }
    Losses.Pair pair = is3 ? new Losses.Pair(labels, output) : Losses.Pair.of2(labels, output);
    Shape target = pair.target().shape();
    Shape made = pair.output().shape();
    switch (name) {
      case "binary_accuracy" -> {
        Losses.Pair fitted = is3 ? Losses.Pair.of3(labels, output) : pair;
        requireBroadcast(fitted.target().shape(), fitted.output().shape(), pair);
      }
      case "categorical_accuracy" -> {
        if (target.rank() == made.rank() && target.rank() > 0) {
          requireBroadcast(shortened(target), shortened(made), pair);
        }
      }
      case "sparse_categorical_accuracy" -> sparse(pair);
      case "top_k_categorical_accuracy" -> {
        if (is3 && target.rank() < 2) {
          throw refused("ValueError", pair);
        }
      }
      case "AUC", "Precision", "Recall" -> confusion(pair);
      case "MeanIoU" -> requireCount(pair);
      default -> {
        String loss = LossNames.loss(name);
        if (loss != null) {
          losses.function(loss, pair.target(), pair.output());
        }
      }
    }
  }

  private static Shape shortened(Shape shape) {
    return shape.remove(shape.rank() - 1);
  }

  private void sparse(Losses.Pair pair) {
    Shape target = pair.target().shape();
    Shape made = pair.output().shape();
    boolean isSame = target.rank() == made.rank();
    if (isSame && !is3 && target.size(-1) != 1) {
      if (target.size(-1) != Shape.ANY) {
        throw refused("ValueError", pair);
      }
      return;
    }
    boolean isSqueezed = isSame && target.size(-1) == 1;
    requireBroadcast(isSqueezed ? shortened(target) : target, shortened(made), pair);
  }

  private void confusion(Losses.Pair pair) {
    if (is3) {
      requireCount(pair);
    } else if (!pair.target().shape().isCompatible(pair.output().shape())) {
      throw execution.error(
          "ValueError",
          "Shapes %s and %s are incompatible"
              .formatted(pair.output().shape().tupleText(), pair.target().shape().tupleText()));
    }
  }

  private void requireBroadcast(Shape one, Shape other, Losses.Pair pair) {
    if (Broadcasting.of(one, other).isEmpty()) {
      throw refused("ValueError", pair);
    }
  }

  /** As many labels as outputs, however they are arranged: found when it runs. */
  private void requireCount(Losses.Pair pair) {
    long labels = pair.target().shape().count();
    long outputs = pair.output().shape().count();
    if (labels >= 0 && outputs >= 0 && labels != outputs) {
      throw refused("InvalidArgumentError", pair);
    }
  }

  private PythonError refused(String type, Losses.Pair pair) {
    PythonError error = execution.error(type, null);
    error.setOperands(List.of(pair.target(), pair.output()));
    return error;
  }
}
