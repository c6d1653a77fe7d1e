package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Operations that take some elements, or repeat them: {@code gather}, {@code where}, {@code tile}.
 */
final class Selection {
  private Selection() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "tile" -> tile(given, step);
      case "pad" -> pad(given, step);
      case "gather" -> gather(given, step);
      case "one_hot" -> oneHot(given, step);
      case "where" -> where(given, step);
      default -> null;
    };
  }

  private static Tensor tile(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Optional<List<Value>> multiples = Tensors.elements(given.get("multiples"));
    if (!input.shape().isRanked() || multiples.isEmpty()) {
      throw new NotKnown("how often it is repeated");
    }
    int rank = input.shape().rank();
    if (multiples.get().size() != rank) {
      throw step.refused(
          "Tile",
          "Expected multiples argument to be a vector of length %d but got length %d"
              .formatted(rank, multiples.get().size()),
          null);
    }
    int[] sizes = input.shape().sizes();
    for (int i = 0; i < rank; i++) {
      Optional<Long> times = Tensors.integer(multiples.get().get(i));
      sizes[i] = sizes[i] < 0 || times.isEmpty() ? Shape.ANY : sizes[i] * times.get().intValue();
    }
    return step.made(input.type(), Shape.of(sizes));
  }

  private static Tensor pad(Signature.Bound given, Step step) {
    Tensor tensor = step.tensor(given.get("tensor"));
    Optional<List<Value>> paddings = Tensors.elements(given.get("paddings"));
    step.gets(given.get("paddings"));
    String mode = "CONSTANT";
    if (given.isGiven("mode")) {
      mode =
          given.get("mode") instanceof Constant(String text) ? text.toUpperCase(Locale.ROOT) : null;
    }
    if (mode == null) {
      throw new NotKnown("how it is padded");
    }
    boolean isMirror = mode.equals("REFLECT") || mode.equals("SYMMETRIC");
    if (!isMirror && !mode.equals("CONSTANT")) {
      boolean isWorded = !step.execution().target().isGraphMode();
      throw step.execution()
          .error(
              "ValueError",
              isWorded
                  ? "Value of argument `mode` expected to be one of \"CONSTANT\", \"REFLECT\", or"
                      + " \"SYMMETRIC\". Received `mode` = "
                      + mode
                  : null);
    }
    String kernel =
        isMirror
            ? "MirrorPad"
            : given.isGiven("constant_values")
                    && !(given.get("constant_values") instanceof Constant(Long zero) && zero == 0)
                ? "PadV2"
                : "Pad";
    if (Tensors.integer(given.get("paddings")).isPresent()) {
      throw step.refused(kernel, "paddings must be a matrix with 2 columns: []", "");
    }
    if (!tensor.shape().isRanked() || paddings.isEmpty()) {
      throw new NotKnown("how much is padded");
    }
    int rank = tensor.shape().rank();
    if (paddings.get().size() != rank) {
      throw step.refused(
          kernel,
          isMirror
              ? null
              : "The first dimension of paddings must be the rank of inputs[%d,2] %s"
                  .formatted(paddings.get().size(), tensor.shape().kernelText()),
          null);
    }
    int[] sizes = tensor.shape().sizes();
    for (int i = 0; i < rank; i++) {
      List<Value> pair =
          Tensors.elements(paddings.get().get(i)).orElseThrow(() -> new NotKnown("paddings"));
      if (pair.size() != 2) {
        throw new NotKnown("paddings");
      }
      Optional<Long> before = Tensors.integer(pair.get(0));
      Optional<Long> after = Tensors.integer(pair.get(1));
      if (isMirror && sizes[i] >= 0 && before.isPresent() && after.isPresent()) {
        boolean isSymmetric = mode.equals("SYMMETRIC");
        long most = isSymmetric ? sizes[i] : sizes[i] - 1;
        if (before.get() > most || after.get() > most) {
          throw step.refused(
              kernel,
              isSymmetric
                  ? "paddings must be no greater than the dimension size: %d, %d greater than %d"
                      .formatted(before.get(), after.get(), sizes[i])
                  : "paddings must be less than the dimension size: %d, %d not less than %d"
                      .formatted(before.get(), after.get(), sizes[i]),
              "");
        }
      }
      sizes[i] =
          sizes[i] < 0 || before.isEmpty() || after.isEmpty()
              ? Shape.ANY
              : sizes[i] + before.get().intValue() + after.get().intValue();
    }
    return step.made(tensor.type(), Shape.of(sizes));
  }

  private static Tensor gather(Signature.Bound given, Step step) {
    Tensor params = step.tensor(given.get("params"));
    Tensor indices = step.tensor(given.get("indices"));
    Value axis = given.get("axis");
    if (!Tensors.integer(given.get("batch_dims")).equals(Optional.of(0L))) {
      throw new NotKnown("batch_dims");
    }
    int place = Shaping.isNone(axis) ? 0 : Shaping.integer(axis, "an axis");
    requireIndices(indices, step);
    if (!params.shape().isRanked() || !indices.shape().isRanked()) {
      return step.made(params.type(), Shape.UNKNOWN);
    }
    int rank = params.shape().rank();
    if (place < -rank || place >= rank) {
      throw step.refused("GatherV2", null, "");
    }
    int at = place < 0 ? place + rank : place;
    requireInside(params, indices, params.shape().size(at), step);
    Shape shape =
        params
            .shape()
            .slice(0, at)
            .concat(indices.shape())
            .concat(params.shape().slice(at + 1, rank));
    return step.made(params.type(), shape);
  }

  /** Raises where the indices into an axis are no whole numbers. */
  static void requireIndices(Tensor indices, Step step) {
    if (indices.type().isFloating()) {
      throw step.unsupported("", indices.type());
    }
  }

  /** Raises where a known index is outside of an axis. */
  static void requireInside(Tensor params, Tensor indices, int size, Step step) {
    boolean isLookup = step.name().equals("nn.embedding_lookup");
    if (size < 0 || indices.content().isEmpty()) {
      return;
    }
    List<Object> content = indices.content().get();
    for (int i = 0; i < content.size(); i++) {
      if (content.get(i) instanceof Long index && (index < 0 || index >= size)) {
        boolean isVariable = params.holder() == Tensor.Holder.VARIABLE;
        throw step.refusedValue(
            isVariable && isLookup ? "ResourceGather" : "GatherV2",
            indices.shape().rank() == 1
                ? "indices[%d] = %d is not in [0, %d)".formatted(i, index, size)
                : null,
            isLookup ? "" : null);
      }
    }
  }

  private static Tensor oneHot(Signature.Bound given, Step step) {
    Tensor indices = step.tensor(given.get("indices"));
    boolean isArray =
        given.get("indices") instanceof Tensor array && array.holder() == Tensor.Holder.NUMPY;
    if (indices.type().isFloating() && !(isArray && step.isEager())) {
      throw step.unsupported("OneHot", indices.type());
    }
    Optional<Long> depth = Tensors.integer(given.get("depth"));
    DataType type = TensorTypes.read(given.get("dtype"));
    if (!Shaping.isNone(given.get("on_value")) || !Shaping.isNone(given.get("off_value"))) {
      throw new NotKnown("the values of a one-hot tensor");
    }
    int axis =
        Shaping.isNone(given.get("axis")) ? -1 : Shaping.integer(given.get("axis"), "an axis");
    if (!indices.shape().isRanked()) {
      return step.made(type == null ? DataType.FLOAT32 : type, Shape.UNKNOWN);
    }
    int rank = indices.shape().rank();
    if (axis < -1 || axis > rank) {
      throw new NotKnown("an axis");
    }
    Tensor made =
        step.made(
            type == null ? DataType.FLOAT32 : type,
            indices
                .shape()
                .insert(axis < 0 ? rank : axis, depth.map(Long::intValue).orElse(Shape.ANY)));
    Labels labels = indices.labels();
    boolean isInside =
        depth.isPresent()
            && labels.isRangeKnown()
            && labels.low() >= 0
            && labels.high() < depth.get();
    return isInside && axis < 0 ? made.withLabels(Labels.ONE_HOT) : made;
  }

  private static Tensor where(Signature.Bound given, Step step) {
    Tensor condition = step.tensor(given.get("condition"));
    boolean hasChoices = !Shaping.isNone(given.get("x"));
    if (hasChoices == Shaping.isNone(given.get("y"))) {
      throw step.execution().error("ValueError", "x and y must both be non-None or both be None.");
    }
    if (!hasChoices) {
      return step.made(
          DataType.INT64,
          Shape.of(Shape.ANY, condition.shape().isRanked() ? condition.shape().rank() : Shape.ANY));
    }
    if (step.execution().target().isGraphMode()) {
      throw new NotKnown("tf.where of TensorFlow 1");
    }
    boolean isSecondTensor =
        given.get("y") instanceof Tensor tensor && tensor.holder() != Tensor.Holder.NUMPY;
    DataType type = isSecondTensor ? ((Tensor) given.get("y")).type() : null;
    Tensor x = step.hinted(given.get("x"), type);
    Tensor y = step.hinted(given.get("y"), x.type());
    if (x.type() != y.type()) {
      if (step.isEager() && given.get("x") instanceof Tensor && given.get("y") instanceof Tensor) {
        throw step.wrongType("SelectV2", 2, x.type(), y.type(), "");
      }
      throw new NotKnown("values of several types");
    }
    if (condition.type() != DataType.BOOL) {
      throw step.isEager()
          ? step.wrongType("SelectV2", 0, DataType.BOOL, condition.type(), "")
          : step.execution().error("TypeError", null);
    }
    Optional<Shape> shape =
        Broadcasting.of(x.shape(), y.shape())
            .flatMap(both -> Broadcasting.of(condition.shape(), both));
    if (shape.isEmpty()) {
      throw step.refused(
          "SelectV2",
          "condition %s, then %s, and else %s must be broadcastable"
              .formatted(
                  condition.shape().kernelText(), x.shape().kernelText(), y.shape().kernelText()),
          given.get("condition") instanceof Tensor ? "" : null);
    }
    return step.made(x.type(), shape.get());
  }
}
