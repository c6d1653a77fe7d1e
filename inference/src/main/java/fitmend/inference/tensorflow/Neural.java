package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code tf.nn}: activations, convolution, pooling, cross entropy. */
final class Neural {
  private Neural() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "nn.softmax", "nn.log_softmax" -> softmax(given, step);
      case "nn.dropout" -> dropout(given, step);
      case "nn.l2_loss" -> step.made(floats(given.get("t"), step).type(), Shape.SCALAR);
      case "nn.bias_add" -> biasAdd(given, step);
      case "nn.moments" -> moments(given, step);
      case "nn.softmax_cross_entropy_with_logits", "nn.softmax_cross_entropy_with_logits_v2" ->
          softmaxCrossEntropy(given, step);
      case "nn.sparse_softmax_cross_entropy_with_logits" -> sparseCrossEntropy(given, step);
      case "nn.sigmoid_cross_entropy_with_logits" -> sigmoidCrossEntropy(given, step);
      case "nn.embedding_lookup" -> lookup(given, step);
      case "nn.batch_normalization" -> normalized(given, step);
      case "nn.weighted_cross_entropy_with_logits" -> weighted(given, step);
      case "clip_by_value" -> clip(given, step);
      default -> Filters.call(name, given, step);
    };
  }

  private static Tensor normalized(Signature.Bound given, Step step) {
    Tensor x = floats(given.get("x"), step);
    Shape shape = x.shape();
    for (String name : List.of("mean", "variance", "offset", "scale")) {
      if (!isNone(given.get(name))) {
        Tensor part = step.tensor(given.get(name), x.type(), null);
        boolean isFirst = name.equals("variance") && isNone(given.get("scale"));
        shape =
            fitmend.inference.tensor.Broadcasting.of(shape, part.shape())
                .orElseThrow(
                    () ->
                        isFirst || name.equals("mean") && isNone(given.get("scale"))
                            ? step.refused(
                                "Mul",
                                "Incompatible shapes: %s vs. %s"
                                    .formatted(x.shape().kernelText(), part.shape().kernelText()),
                                "")
                            : new NotKnown("parts that do not fit"));
      }
    }
    return step.made(x.type(), shape);
  }

  private static Tensor weighted(Signature.Bound given, Step step) {
    Tensor logits = floats(given.get("logits"), step);
    Tensor labels = step.tensor(given.get("labels"));
    requireAlike(logits, labels, step);
    if (labels.type() != logits.type()) {
      throw new NotKnown("labels of another type");
    }
    return step.made(logits.type(), logits.shape());
  }

  private static void requireAlike(Tensor logits, Tensor labels, Step step) {
    if (!logits.shape().isCompatible(labels.shape())) {
      boolean isNew = step.execution().target() != Target.TENSORFLOW_1_15;
      throw step.execution()
          .error(
              "ValueError",
              isNew
                  ? "`logits` and `labels` must have the same shape, received (%s vs %s)."
                      .formatted(logits.shape(), labels.shape())
                  : null);
    }
  }

  private static Tensor floats(Value value, Step step) {
    Tensor tensor = step.tensor(value);
    if (!tensor.type().isFloating()) {
      throw new NotKnown("numbers that are no floats");
    }
    return tensor;
  }

  private static boolean isNone(Value value) {
    return value == null || value instanceof Constant constant && constant.isNone();
  }

  private static boolean hasOld(Signature.Bound given, String name) {
    return given.values().containsKey(name) && given.isGiven(name);
  }

  private static Tensor softmax(Signature.Bound given, Step step) {
    Tensor logits = step.tensor(given.get("logits"));
    if (given.get("axis") instanceof fitmend.inference.value.ListValue && step.isEager()) {
      throw step.execution()
          .error("TypeError", "'<=' not supported between instances of 'int' and 'list'");
    }
    String kernel = step.name().endsWith("log_softmax") ? "LogSoftmax" : "Softmax";
    step.named(null);
    Optional<Long> axis =
        isNone(given.get("axis")) ? Optional.of(-1L) : Tensors.integer(given.get("axis"));
    if (axis.isPresent() && logits.shape().isRanked()) {
      int rank = logits.shape().rank();
      boolean isPlain = rank == 0 && axis.get() == -1;
      if (rank == 0 && step.execution().target().isGraphMode()) {
        throw new NotKnown("the softmax of a scalar");
      }
      if (isPlain && logits.type().isFloating()) {
        throw step.refused(kernel, "logits must have >= 1 dimension, got []", "");
      }
      if (!isPlain && axis.get() < -rank || axis.get() >= rank && !isPlain) {
        throw step.execution()
            .error(
                "InvalidArgumentError",
                step.execution().target().isGraphMode()
                    ? null
                    : "`dim` must be in the range [%d, %d) where %d is the number of dimensions in the input. Received: dim=%d"
                        .formatted(-rank, rank, rank, axis.get()));
      }
    }
    if (!logits.type().isFloating()) {
      throw step.unsupported(kernel, logits.type());
    }
    return step.made(logits.type(), logits.shape());
  }

  private static Tensor dropout(Signature.Bound given, Step step) {
    Tensor x = step.tensor(given.get("x"));
    boolean isNew = step.execution().target() != Target.TENSORFLOW_1_15;
    if (!x.type().isFloating()) {
      throw step.execution()
          .error(
              "ValueError",
              isNew
                  ? "`x.dtype` must be a floating point tensor as `x` will be scaled. Received: x_dtype=<dtype: '%s'>"
                      .formatted(x.type().text())
                  : null);
    }
    if (isNew
        && given.get("rate") instanceof Constant(Object rate)
        && rate instanceof Number number
        && (number.doubleValue() < 0 || number.doubleValue() >= 1)) {
      throw step.execution()
          .error(
              "ValueError",
              "`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate="
                  + rate);
    }
    return step.made(x.type(), x.shape());
  }

  private static Tensor biasAdd(Signature.Bound given, Step step) {
    Tensor value = step.beside(given.get("value"), given.get("bias"));
    Tensor bias = step.tensor(given.get("bias"), value.type(), null);
    boolean isKnown = value.shape().isRanked() && bias.shape().isRanked();
    if (isKnown && value.shape().rank() < 2) {
      throw step.refused(
          "BiasAdd", "Input tensor must be at least 2D: " + value.shape().kernelText(), "");
    }
    if (isKnown && bias.shape().rank() != 1) {
      throw step.refused("BiasAdd", "Biases must be 1D: " + bias.shape().kernelText(), "");
    }
    if (isKnown
        && isNone(given.get("data_format"))
        && value.shape().size(-1) >= 0
        && bias.shape().size(0) >= 0
        && value.shape().size(-1) != bias.shape().size(0)) {
      throw step.refused(
          "BiasAdd",
          "Must provide as many biases as the last dimension of the input tensor: %s vs. %s"
              .formatted(bias.shape().kernelText(), value.shape().kernelText()),
          "");
    }
    return step.made(value.type(), value.shape());
  }

  private static Value moments(Signature.Bound given, Step step) {
    Tensor x = floats(given.get("x"), step);
    step.gets(given.get("axes"));
    Value kept = given.get(given.values().containsKey("keepdims") ? "keepdims" : "keep_dims");
    boolean isKept = Constant.TRUE.equals(kept);
    Shape shape = Reductions.reduced("Mean", x.shape(), given.get("axes"), isKept, step);
    return Tuple.of(step.made(x.type(), shape), step.made(x.type(), shape));
  }

  private static Tensor softmaxCrossEntropy(Signature.Bound given, Step step) {
    requireNew(given, step);
    Tensor logits = floats(given.get("logits"), step);
    // The labels are cast to the type of the logits.
    Tensor labels = step.hinted(given.get("labels"), logits.type());
    if (!logits.shape().isRanked() || !labels.shape().isRanked()) {
      return step.made(logits.type(), Shape.UNKNOWN);
    }
    boolean hasAxis =
        given.isGiven("axis")
            && !isNone(given.get("axis"))
            && !Constant.of(-1L).equals(given.get("axis"));
    if (logits.shape().rank() != 2 || labels.shape().rank() != 2 || hasAxis) {
      boolean isSame = logits.shape().equals(labels.shape()) && logits.shape().rank() > 0;
      if (!isSame && !hasAxis && step.isEager() && step.execution().target().isGraphMode()) {
        requireRows(rows(logits.shape()), rows(labels.shape()), step);
      }
      boolean isOpen = !logits.shape().isFull() || !labels.shape().isFull();
      boolean isLeft = !step.isEager() && isOpen && logits.shape().rank() > 1;
      if (!isSame && !isLeft || hasAxis) {
        throw new NotKnown("the shapes of labels and logits");
      }
      return step.made(logits.type(), logits.shape().remove(logits.shape().rank() - 1));
    }
    if (!step.isEager() && !(logits.shape().isFull() && labels.shape().isFull())) {
      // They are flattened first, which a graph does not follow where a size is not known.
      return step.made(logits.type(), logits.shape().join(labels.shape()).remove(1));
    }
    return step.made(logits.type(), requireRows(logits.shape(), labels.shape(), step).remove(1));
  }

  /** All axes but the last as one. */
  private static Shape rows(Shape shape) {
    if (shape.rank() == 0) {
      throw new NotKnown("rows of a scalar");
    }
    long count = shape.remove(shape.rank() - 1).count();
    return Shape.of(count < 0 ? Shape.ANY : (int) count, shape.size(-1));
  }

  private static Shape requireRows(Shape logits, Shape labels, Step step) {
    Optional<Shape> common = fitmend.inference.tensor.Broadcasting.of(logits, labels);
    return common.orElseThrow(
        () ->
            step.refused(
                "SoftmaxCrossEntropyWithLogits",
                "logits and labels must be broadcastable: logits_size=%s labels_size=%s"
                    .formatted(logits.kernelText(), labels.kernelText()),
                ""));
  }

  private static void requireNew(Signature.Bound given, Step step) {
    boolean isOld = step.execution().target().isGraphMode();
    if (hasOld(given, "_sentinel") && !isNone(given.get("_sentinel"))) {
      throw step.execution()
          .error(
              "ValueError",
              isOld
                  ? "Only call `%s` with named arguments (labels=..., logits=..., ...)"
                      .formatted(step.name().substring(step.name().lastIndexOf('.') + 1))
                  : null);
    }
    if (isNone(given.get("labels")) || isNone(given.get("logits"))) {
      if (isOld && given.values().containsKey("_sentinel")) {
        throw step.execution().error("ValueError", "Both labels and logits must be provided.");
      }
      throw new NotKnown("labels or logits");
    }
  }

  private static Tensor sparseCrossEntropy(Signature.Bound given, Step step) {
    requireNew(given, step);
    Tensor labels = step.tensor(given.get("labels"));
    Tensor logits = floats(given.get("logits"), step);
    boolean isNew = step.execution().target() != Target.TENSORFLOW_1_15;
    Shape shape = logits.shape();
    if (!shape.isRanked() || !labels.shape().isRanked()) {
      if (!labels.type().isInteger()) {
        throw step.unsupported("", labels.type());
      }
      return step.made(logits.type(), labels.shape());
    }
    if (shape.rank() == 0) {
      throw new NotKnown("logits without an axis");
    }
    String received = "Received: labels.shape=%s%s and logits.shape=%s%s";
    if (labels.shape().rank() != shape.rank() - 1) {
      throw step.execution()
          .error(
              "ValueError",
              !isNew
                  ? ("Rank mismatch: Rank of labels (received %d) should equal rank of logits"
                          + " minus 1 (received %d).")
                      .formatted(labels.shape().rank(), shape.rank())
                  : "`labels.shape.rank` must equal `logits.shape.rank - 1`. "
                      + received.formatted(
                          labels.shape(),
                          " of rank " + labels.shape().rank(),
                          shape,
                          " of rank " + shape.rank()));
    }
    Shape rows = shape.remove(shape.rank() - 1);
    if (!rows.isCompatible(labels.shape())) {
      throw step.execution()
          .error(
              "ValueError",
              !isNew
                  ? !rows.isFull() || !labels.shape().isFull()
                      ? null
                      : ("Shape mismatch: The shape of labels (received %s) should equal the shape"
                              + " of logits except for the last dimension (received %s).")
                          .formatted(
                              labels.shape().tupleText(), shape.tupleText().replace("None", "?"))
                  : "`labels.shape` must equal `logits.shape` except for the last dimension. "
                      + received.formatted(labels.shape(), "", shape, ""));
    }
    if (!labels.type().isInteger()) {
      throw step.unsupported("", labels.type());
    }
    int classes = shape.size(-1);
    if (classes >= 0 && labels.content().isPresent()) {
      for (Object label : labels.content().get()) {
        if (label instanceof Long number && (number < 0 || number >= classes)) {
          throw step.refusedValue("SparseSoftmaxCrossEntropyWithLogits", null, "");
        }
      }
    }
    return step.made(logits.type(), labels.shape());
  }

  private static Tensor sigmoidCrossEntropy(Signature.Bound given, Step step) {
    requireNew(given, step);
    Tensor logits = floats(given.get("logits"), step);
    Tensor labels = step.tensor(given.get("labels"));
    requireAlike(logits, labels, step);
    step.isConverted();
    if (labels.type() != logits.type()) {
      step.requireSame("Mul", 1, new String[] {"x", "y"}, logits, labels, "");
    }
    return step.made(logits.type(), logits.shape());
  }

  private static Tensor lookup(Signature.Bound given, Step step) {
    if (!(given.get("params") instanceof Tensor)) {
      throw new NotKnown("parts of a table");
    }
    Tensor params = step.tensor(given.get("params"));
    Tensor ids = step.tensor(given.get("ids"));
    Selection.requireIndices(ids, step);
    step.isConverted();
    if (!params.shape().isRanked() || params.shape().rank() == 0) {
      return step.made(params.type(), Shape.UNKNOWN);
    }
    Selection.requireInside(params, ids, params.shape().size(0), step);
    return step.made(
        params.type(), ids.shape().concat(params.shape().slice(1, params.shape().rank())));
  }

  private static Tensor clip(Signature.Bound given, Step step) {
    Tensor t = step.tensor(given.get("t"));
    for (String bound : List.of("clip_value_min", "clip_value_max")) {
      boolean isNumber = Tensors.integer(given.get(bound)).isPresent();
      boolean isFloat = given.get(bound) instanceof Constant(Double number);
      if (!isNumber && !(isFloat && t.type().isFloating())) {
        throw new NotKnown("a bound");
      }
    }
    return step.made(t.type(), t.shape());
  }
}
