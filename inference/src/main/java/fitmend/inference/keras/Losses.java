package fitmend.inference.keras;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * What losses ask of labels and outputs, and what they give ({@code keras.src.losses}, {@code
 * keras.src.backend.tensorflow.nn} of Keras 3).
 */
final class Losses {
  private static final String SHAPES = " Received: target.shape=%s, output.shape=%s";

  private Losses() {}

  /** The loss that {@code compile} got, on a batch; Unknown when it cannot be told. */
  static Value apply(Value loss, Tensor labels, Tensor output, Naming naming, Execution execution) {
    switch (loss) {
      case Constant(String name) -> {
        if (!LossNames.isLossOf3(name)) {
          if (naming.isCustomized()) {
            return execution.unknown("loss " + name);
          }
          throw execution.error("ValueError", "Could not interpret loss identifier: " + name);
        }
        return builtin(LossNames.loss(name), labels, output, naming, execution);
      }
      case Reference reference when reference.path().startsWith("keras.losses.") -> {
        return builtin(LossNames.loss(reference.name()), labels, output, naming, execution);
      }
      case null -> {
        return execution.unknown("loss");
      }
      default -> {
        return execution.unknown("loss");
      }
    }
  }

  private static Value builtin(
      String name, Tensor labels, Tensor output, Naming naming, Execution execution) {
    if (name == null || !isNumber(labels) || !isNumber(output)) {
      return execution.unknown("loss");
    }
    DataType type = naming.floatType();
    Tensor target = cast(labels, type);
    Tensor made = cast(output, type);
    if (!target.shape().isRanked() || !made.shape().isRanked()) {
      return execution.unknown("shapes of labels and outputs");
    }
    Tensor fittedTarget = fitted(target, made);
    return function(name, fittedTarget, fitted(made, target), execution);
  }

  private static boolean isNumber(Tensor tensor) {
    DataType type = tensor.type();
    return type.isFloating() || type.isInteger() || type == DataType.BOOL;
  }

  private static Tensor cast(Tensor tensor, DataType type) {
    Tensor cast = new Tensor(tensor.holder(), type, tensor.shape(), tensor.origin());
    if (tensor.content().isPresent()) {
      cast = cast.withContent(tensor.content().get());
    }
    return cast.withLabels(tensor.labels());
  }

  private static Tensor reshaped(Tensor tensor, Shape shape) {
    Tensor made = new Tensor(tensor.holder(), tensor.type(), shape, tensor.origin());
    if (tensor.content().isPresent()) {
      made = made.withContent(tensor.content().get());
    }
    return made.withLabels(tensor.labels());
  }

  /** With a last axis of size 1 more or less, when that makes its rank the other's. */
  private static Tensor fitted(Tensor tensor, Tensor other) {
    Shape shape = tensor.shape();
    Shape wanted = other.shape();
    if (shape.rank() == 1 && wanted.rank() == 2 && wanted.size(-1) == 1) {
      return reshaped(tensor, shape.insert(1, 1));
    }
    boolean isLonger =
        shape.rank() == wanted.rank() + 1 && wanted.rank() != 1 && shape.size(-1) == 1;
    return isLonger ? reshaped(tensor, shape.remove(shape.rank() - 1)) : tensor;
  }

  /** A loss of Keras 3 on tensors of one floating type. */
  static Value function(String name, Tensor target, Tensor output, Execution execution) {
    return switch (name) {
      case "categorical_crossentropy" -> {
        requireSameShape(target, output, true, execution);
        yield reduced(output.shape(), target, output, execution);
      }
      case "binary_crossentropy" -> {
        requireSameShape(target, output, false, execution);
        yield reduced(output.shape(), target, output, execution);
      }
      case "sparse_categorical_crossentropy" -> sparse(target, output, execution);
      default -> {
        Value difference = execution.binary("-", target, output);
        yield difference instanceof Tensor tensor
            ? reduced(tensor.shape(), target, output, execution)
            : difference;
      }
    };
  }

  private static Value reduced(Shape shape, Tensor target, Tensor output, Execution execution) {
    Shape reduced =
        shape.isRanked() && shape.rank() > 0 ? shape.remove(shape.rank() - 1) : Shape.UNKNOWN;
    Holder holder = execution.isGraph() ? Holder.GRAPH : Holder.EAGER;
    return Tensors.made(holder, output.type(), reduced, "loss", List.of(target, output), execution);
  }

  private static PythonError refused(
      String text, Tensor target, Tensor output, Execution execution) {
    PythonError error =
        execution.error(
            "ValueError",
            (text + SHAPES).formatted(target.shape().tupleText(), output.shape().tupleText()));
    error.setOperands(List.of(target, output));
    return error;
  }

  private static void requireSameShape(
      Tensor target, Tensor output, boolean needsRank, Execution execution) {
    if (needsRank && target.shape().rank() < 1) {
      throw refused(
          "Arguments `target` and `output` must be at least rank 1.", target, output, execution);
    }
    if (target.shape().rank() != output.shape().rank()) {
      throw refused(
          "Arguments `target` and `output` must have the same rank (ndim).",
          target,
          output,
          execution);
    }
    if (!target.shape().isCompatible(output.shape())) {
      throw refused(
          "Arguments `target` and `output` must have the same shape.", target, output, execution);
    }
  }

  private static Value sparse(Tensor labels, Tensor output, Execution execution) {
    Tensor target = labels;
    if (target.shape().rank() == output.shape().rank()
        && target.shape().rank() > 0
        && target.shape().size(-1) == 1) {
      target = reshaped(target, target.shape().remove(target.shape().rank() - 1));
    }
    if (output.shape().rank() < 1) {
      throw execution.error("ValueError", null);
    }
    if (target.shape().rank() != output.shape().rank() - 1) {
      throw refused(
          "Argument `output` must have rank (ndim) `target.ndim - 1`.", target, output, execution);
    }
    if (!target.shape().isCompatible(output.shape().slice(0, target.shape().rank()))) {
      throw execution.error(
          "ValueError",
          "Arguments `target` and `output` must have the same shape up until the last dimension: target.shape=%s, output.shape=%s"
              .formatted(target.shape().tupleText(), output.shape().tupleText()));
    }
    return reduced(output.shape(), target, output, execution);
  }
}
