package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What losses ask of labels and outputs, and what they give for each sample ({@code
 * keras.src.losses}; {@code keras.src.backend.tensorflow.nn} of Keras 3, {@code keras.src.backend}
 * of Keras 2).
 */
final class Losses {
  private static final String SHAPES = " Received: target.shape=%s, output.shape=%s";

  private final Naming naming;
  private final Execution execution;

  Losses(Naming naming, Execution execution) {
    this.naming = naming;
    this.execution = execution;
  }

  /** The loss that {@code compile} got, on a batch; Unknown when it cannot be told. */
  Value apply(Value loss, Tensor labels, Tensor output) {
    return execution.target().hasKeras3()
        ? alone(loss, labels, output, true)
        : alone(loss, Pair.matched2(labels, output).target(), output, true);
  }

  /**
   * A loss that a script calls itself.
   *
   * @param areTensors whether Keras 2 brings the ranks together, which it does for tensors only
   */
  Value alone(Value loss, Tensor labels, Tensor output, boolean areTensors) {
    boolean is3 = execution.target().hasKeras3();
    String name = functionName(loss);
    if (name == null && !isOfScript(loss) || isUnranked(labels, output) || !isNumber(output)) {
      return execution.unknown("loss");
    }
    if (is3 && !isNumber(labels)) {
      return execution.unknown("labels that are no numbers");
    }
    if (name == null && isClassOfScript(loss)) {
      Pair given = is3 ? new Pair(floating(labels), floating(output)) : new Pair(labels, output);
      return custom(execution.attribute(loss, "call"), given);
    }
    if (name == null) {
      return custom(
          loss,
          is3 ? Pair.of3(floating(labels), floating(output)) : Pair.squeezed2(labels, output));
    }
    boolean isOddCase = !is3 && name.equals("cosine_similarity") && !labels.type().isFloating();
    if (!isNumber(labels) || isOddCase) {
      return execution.unknown("labels that are no numbers");
    }
    Pair pair =
        is3
            ? Pair.of3(floating(labels), floating(output))
            : squeezed2(Pair.copy(labels, output.type(), labels.shape()), output, areTensors);
    return function(name, pair);
  }

  private static Pair squeezed2(Tensor labels, Tensor output, boolean areTensors) {
    return areTensors ? Pair.squeezed2(labels, output) : new Pair(labels, output);
  }

  /** A function of the losses on its own, as metrics and scripts call it. */
  Value function(String name, Tensor labels, Tensor output) {
    boolean isOddCase =
        output.shape().isRanked() && output.shape().rank() == 0
            || name.equals("cosine_similarity") && !labels.type().isFloating()
            || name.equals("huber") && output.type() != naming.floatType();
    if (!isNumber(labels)
        || !output.type().isFloating()
        || isUnranked(labels, output)
        || isOddCase) {
      return execution.unknown("loss");
    }
    Pair pair = new Pair(Pair.copy(labels, output.type(), labels.shape()), output);
    boolean isFitted =
        switch (name) {
          case "mean_squared_error",
              "mean_absolute_error",
              "mean_absolute_percentage_error",
              "mean_squared_logarithmic_error",
              "cosine_similarity",
              "huber",
              "log_cosh" ->
              execution.target().hasKeras3();
          default -> false;
        };
    return function(name, isFitted ? Pair.of3(pair.target(), pair.output()) : pair);
  }

  private Value custom(Value function, Pair pair) {
    return execution.call(function, Arguments.of(pair.target(), pair.output()));
  }

  /** The name of the function of Keras that a loss stands for; null for any other. */
  static String builtinName(Value loss) {
    return switch (loss) {
      case Constant(String name) -> LossNames.loss(name);
      case Reference reference when isOfKeras(reference.path()) ->
          Character.isUpperCase(reference.name().charAt(0)) && reference.name().length() > 4
              ? null
              : LossNames.loss(reference.name());
      case TrainingObject object when object.isLoss() && object.self() == object ->
          LossNames.loss(object.typeName());
      case null, default -> null;
    };
  }

  private String functionName(Value loss) {
    switch (loss) {
      case Constant(String name) -> {
        refuseName(name);
        return LossNames.loss(name);
      }
      case Reference reference when isOfKeras(reference.path()) -> {
        boolean isClass = Character.isUpperCase(reference.name().charAt(0));
        return isClass && !execution.target().hasKeras3() && reference.name().length() > 4
            ? null
            : LossNames.loss(reference.name());
      }
      case TrainingObject object when object.isLoss() -> {
        return LossNames.loss(object.typeName());
      }
      case null, default -> {
        return null;
      }
    }
  }

  private static boolean isOfKeras(String given) {
    String path = Naming.inKeras(given);
    return path.startsWith("keras.losses.")
        || path.startsWith("keras.metrics.")
        || path.startsWith("tensorflow.losses.");
  }

  private static boolean isClassOfScript(Value loss) {
    return loss instanceof Extended && Extended.object(loss) instanceof TrainingObject;
  }

  /** Whether it is a function or an object that the script writes, or a function of TensorFlow. */
  boolean isOfScript(Value loss) {
    return isClassOfScript(loss)
        || !execution.parameters(loss).isEmpty()
        || loss instanceof Reference reference && reference.path().startsWith("tensorflow.nn.");
  }

  private void refuseName(String name) {
    boolean is3 = execution.target().hasKeras3();
    if (naming.isCustomized()
        || (is3 ? LossNames.isLossOf3(name) : LossNames.mayBeLossOf2(name, execution.target()))) {
      return;
    }
    throw execution.error(
        "ValueError",
        is3
            ? "Could not interpret loss identifier: " + name
            : LossNames.unknown("loss function", name, execution.target()));
  }

  private static boolean isNumber(Tensor tensor) {
    DataType type = tensor.type();
    return type.isFloating() || type.isInteger() || type == DataType.BOOL;
  }

  private static boolean isUnranked(Tensor labels, Tensor output) {
    return !labels.shape().isRanked() || !output.shape().isRanked();
  }

  private Tensor floating(Tensor tensor) {
    return Pair.copy(tensor, naming.floatType(), tensor.shape());
  }

  /** Labels and outputs, their ranks brought together. */
  record Pair(Tensor target, Tensor output) {
    static Pair of3(Tensor target, Tensor output) {
      return new Pair(fitted3(target, output), fitted3(output, target));
    }

    /** {@code squeeze_or_expand_to_same_rank} of Keras 3. */
    private static Tensor fitted3(Tensor tensor, Tensor other) {
      Shape shape = tensor.shape();
      Shape wanted = other.shape();
      if (shape.rank() == 1 && wanted.rank() == 2 && wanted.size(-1) == 1) {
        return copy(tensor, tensor.type(), shape.insert(1, 1));
      }
      boolean isLonger =
          shape.rank() == wanted.rank() + 1 && wanted.rank() != 1 && shape.size(-1) == 1;
      return isLonger ? copy(tensor, tensor.type(), shape.remove(shape.rank() - 1)) : tensor;
    }

    /** {@code match_dtype_and_rank} of Keras 2. */
    static Pair matched2(Tensor labels, Tensor output) {
      boolean isCast =
          labels.type().isFloating() && output.type().isFloating()
              || labels.type().isInteger() && output.type().isInteger();
      DataType type = isCast ? output.type() : labels.type();
      boolean isFlat = labels.shape().rank() == 1 && output.shape().rank() == 2;
      return new Pair(
          copy(labels, type, isFlat ? labels.shape().insert(1, 1) : labels.shape()), output);
    }

    /** The same, and {@code squeeze_or_expand_dimensions} of Keras 2. */
    static Pair of2(Tensor labels, Tensor output) {
      return squeezed2(matched2(labels, output).target(), output);
    }

    private static Pair squeezed2(Tensor labels, Tensor output) {
      Pair pair = new Pair(labels, output);
      int difference = output.shape().rank() - pair.target().shape().rank();
      if (difference == 1 && output.shape().size(-1) == 1) {
        return new Pair(pair.target(), withoutLast(output));
      }
      return difference == -1 && pair.target().shape().size(-1) == 1
          ? new Pair(withoutLast(pair.target()), output)
          : pair;
    }

    static Tensor withoutLast(Tensor tensor) {
      return copy(tensor, tensor.type(), tensor.shape().remove(tensor.shape().rank() - 1));
    }

    static Tensor copy(Tensor tensor, DataType type, Shape shape) {
      Tensor made = new Tensor(tensor.holder(), type, shape, tensor.origin());
      if (tensor.content().isPresent()) {
        made = made.withContent(tensor.content().get());
      }
      return made.withLabels(tensor.labels());
    }
  }

  private Value function(String name, Pair pair) {
    boolean is3 = execution.target().hasKeras3();
    return switch (name) {
      case "categorical_crossentropy", "categorical_focal_crossentropy" -> {
        if (is3 && name.equals("categorical_focal_crossentropy")) {
          yield untold(pair);
        }
        if (is3) {
          requireSameShape(pair, true);
        } else {
          requireCompatible(pair);
        }
        yield reduced(pair.output().shape(), pair);
      }
      case "binary_crossentropy" -> is3 ? binary3(pair) : binary2(pair);
      case "sparse_categorical_crossentropy" -> is3 ? sparse3(pair) : sparse2(pair);
      case "binary_focal_crossentropy" ->
          is3 ? binary3(pair) : execution.unknown("binary_focal_crossentropy");
      default -> elementwise(name, pair);
    };
  }

  /** The operation of the function in which labels and outputs meet. */
  private Value elementwise(String name, Pair pair) {
    boolean is3 = execution.target().hasKeras3();
    Value met =
        switch (name) {
          case "mean_squared_error", "mean_squared_logarithmic_error" ->
              is3
                  ? execution.binary(
                      "-",
                      name.equals("mean_squared_error") ? pair.target() : pair.output(),
                      name.equals("mean_squared_error") ? pair.output() : pair.target())
                  : execution.call(
                      new Reference("tensorflow.math.squared_difference"),
                      Arguments.of(pair.output(), pair.target()));
          case "huber", "log_cosh" -> execution.binary("-", pair.output(), pair.target());
          case "mean_absolute_error" ->
              is3
                  ? execution.binary("-", pair.target(), pair.output())
                  : execution.binary("-", pair.output(), pair.target());
          case "kl_divergence" -> execution.binary("/", pair.target(), pair.output());
          case "poisson", "hinge", "squared_hinge", "categorical_hinge", "binary_crossentropy" ->
              execution.binary("*", pair.target(), pair.output());
          case "mean_absolute_percentage_error" ->
              execution.binary("-", pair.target(), pair.output());
          default -> null;
        };
    if (met == null) {
      return untold(pair);
    }
    return met instanceof Tensor tensor ? reduced(tensor.shape(), pair) : met;
  }

  /** Of these only the exception is known, not its text. */
  private Value untold(Pair pair) {
    try {
      Value met = execution.binary("*", pair.target(), pair.output());
      return met instanceof Tensor tensor ? reduced(tensor.shape(), pair) : met;
    } catch (PythonError error) {
      throw refused(error.type(), null, pair);
    }
  }

  private Value reduced(Shape shape, Pair pair) {
    if (shape.isRanked() && shape.rank() == 0) {
      return execution.unknown("the mean of a scalar");
    }
    Shape reduced =
        shape.isRanked() && shape.rank() > 0 ? shape.remove(shape.rank() - 1) : Shape.UNKNOWN;
    Holder holder = execution.isGraph() ? Holder.GRAPH : Holder.EAGER;
    return Tensors.made(
        holder,
        pair.output().type(),
        reduced,
        "loss",
        List.of(pair.target(), pair.output()),
        execution);
  }

  private PythonError refused(String type, String text, Pair pair) {
    PythonError error = execution.error(type, text);
    error.setOperands(List.of(pair.target(), pair.output()));
    return error;
  }

  private PythonError refused(String text, Pair pair) {
    return refused(
        "ValueError",
        (text + SHAPES)
            .formatted(pair.target().shape().tupleText(), pair.output().shape().tupleText()),
        pair);
  }

  // Keras 3.

  private void requireSameShape(Pair pair, boolean needsRank) {
    Shape target = pair.target().shape();
    Shape output = pair.output().shape();
    if (needsRank && (target.rank() < 1 || output.rank() < 1)) {
      throw refused("Arguments `target` and `output` must be at least rank 1.", pair);
    }
    if (target.rank() != output.rank()) {
      throw refused("Arguments `target` and `output` must have the same rank (ndim).", pair);
    }
    if (!target.isCompatible(output)) {
      throw refused("Arguments `target` and `output` must have the same shape.", pair);
    }
  }

  private Value binary3(Pair pair) {
    requireSameShape(pair, false);
    return reduced(pair.output().shape(), pair);
  }

  private Value sparse3(Pair given) {
    Tensor target = given.target();
    Shape output = given.output().shape();
    if (target.shape().rank() == output.rank()
        && target.shape().rank() > 0
        && target.shape().size(-1) == 1) {
      target = Pair.withoutLast(target);
    }
    Pair pair = new Pair(target, given.output());
    if (output.rank() < 1) {
      throw execution.error("ValueError", null);
    }
    if (target.shape().rank() != output.rank() - 1) {
      throw refused("Argument `output` must have rank (ndim) `target.ndim - 1`.", pair);
    }
    if (!target.shape().isCompatible(output.slice(0, target.shape().rank()))) {
      throw refused(
          "ValueError",
          "Arguments `target` and `output` must have the same shape up until the last dimension: target.shape=%s, output.shape=%s"
              .formatted(target.shape().tupleText(), output.tupleText()),
          pair);
    }
    refuseLabels(pair);
    return reduced(output, pair);
  }

  // Keras 2.

  private void requireCompatible(Pair pair) {
    if (!pair.target().shape().isCompatible(pair.output().shape())) {
      throw refused(
          "ValueError",
          "Shapes %s and %s are incompatible"
              .formatted(pair.target().shape().tupleText(), pair.output().shape().tupleText()),
          pair);
    }
  }

  /** Logits are looked for behind the output: then both must have one shape. */
  private Value binary2(Pair pair) {
    String activation = Activations.last(pair.output());
    Shape target = pair.target().shape();
    Shape output = pair.output().shape();
    if (target.isCompatible(output)) {
      return reduced(output, pair);
    }
    if (activation == null) {
      return execution.unknown("whether logits are behind the output");
    }
    if (activation.equals("sigmoid")) {
      throw refused(
          "ValueError",
          "`logits` and `labels` must have the same shape, received (%s vs %s)."
              .formatted(output.tupleText(), target.tupleText()),
          pair);
    }
    return elementwise("binary_crossentropy", pair);
  }

  private Value sparse2(Pair pair) {
    Shape target = pair.target().shape();
    Shape output = pair.output().shape();
    if (output.rank() == 0) {
      return execution.unknown("loss of a scalar");
    }
    Shape rows = output.remove(output.rank() - 1);
    if (target.rank() == rows.rank() && !target.isCompatible(rows)) {
      throw refused(
          "ValueError",
          "Shape mismatch: The shape of labels (received %s) should equal the shape of logits except for the last dimension (received %s)."
              .formatted(target.tupleText(), output.tupleText()),
          pair);
    }
    if (target.rank() != rows.rank()
        && target.isFull()
        && rows.isFull()
        && target.count() != rows.count()) {
      throw refused(
          "ValueError",
          "`labels.shape` must equal `logits.shape` except for the last dimension. Received: labels.shape=(%d,) and logits.shape=(%d, %d)"
              .formatted(target.count(), rows.count(), output.size(-1)),
          pair);
    }
    refuseLabels(pair);
    return reduced(output, pair);
  }

  /** What the kernel finds when it runs; only said of batches of known size. */
  private void refuseLabels(Pair pair) {
    Labels labels = Feed.range(pair.target());
    int classes = pair.output().shape().size(-1);
    if (labels.isRangeKnown()
        && classes != Shape.ANY
        && pair.target().shape().size(0) != Shape.ANY
        && ((long) labels.low() < 0 || (long) labels.high() >= classes)) {
      throw refused(
          "InvalidArgumentError", execution.isGraph() ? null : outside(pair, classes), pair);
    }
  }

  private static String outside(Pair pair, int classes) {
    List<Object> content = pair.target().content().orElse(List.of());
    if (content.isEmpty() || !content.stream().allMatch(Number.class::isInstance)) {
      return null;
    }
    List<Long> values = content.stream().map(each -> ((Number) each).longValue()).toList();
    return values.stream()
        .filter(value -> value < 0 || value >= classes)
        .findFirst()
        .map(
            value ->
                "{{function_node __wrapped__SparseSoftmaxCrossEntropyWithLogits_device_/job:localhost/replica:0/task:0/device:CPU:0}} Received a label value of %d which is outside the valid range of [0, %d).  Label values: %s [Op:SparseSoftmaxCrossEntropyWithLogits] name: "
                    .formatted(
                        value,
                        classes,
                        values.stream().map(String::valueOf).collect(Collectors.joining(" "))))
        .orElse(null);
  }
}
