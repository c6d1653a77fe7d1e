package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** Operations that take axes away, or look along one. */
final class Reductions {
  private Reductions() {}

  /** The result; null when the function is not here. */
  static Tensor call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "reduce_mean" -> reduce("Mean", given, step);
      case "reduce_sum" -> reduce("Sum", given, step);
      case "reduce_prod", "math.reduce_prod" -> reduce("Prod", given, step);
      case "reduce_max" -> reduce("Max", given, step);
      case "reduce_min" -> reduce("Min", given, step);
      case "reduce_all" -> reduce("All", given, step);
      case "reduce_any" -> reduce("Any", given, step);
      case "reduce_logsumexp", "math.reduce_logsumexp" -> exponential(given, step);
      case "math.reduce_std", "math.reduce_variance" -> variance(given, step);
      case "math.reduce_euclidean_norm" -> reduce("EuclideanNorm", given, step);
      case "math.count_nonzero", "count_nonzero" -> {
        Tensor input = step.tensor(given.values().values().iterator().next());
        DataType type =
            given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : DataType.INT64;
        step.gets(given.get("axis"));
        yield step.made(type, reduced("Sum", input.shape(), given, step));
      }
      case "math.zero_fraction", "nn.zero_fraction" -> {
        step.tensor(given.get("value"));
        yield step.made(DataType.FLOAT32, Shape.SCALAR);
      }
      case "argmax" -> arg("ArgMax", given, step);
      case "argmin" -> arg("ArgMin", given, step);
      case "cumsum" -> along("Cumsum", given.get("x"), given.get("axis"), step);
      case "math.cumprod", "cumprod" -> along("Cumprod", given.get("x"), given.get("axis"), step);
      case "sort", "argsort" -> sorted(given, step);
      default -> null;
    };
  }

  private static Tensor reduce(String operation, Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input_tensor"));
    step.gets(given.get("axis"));
    boolean isArray =
        given.get("input_tensor") instanceof Tensor array && array.holder() == Tensor.Holder.NUMPY;
    boolean isLogical = operation.equals("All") || operation.equals("Any");
    if (isLogical && isArray) {
      return step.made(DataType.BOOL, reduced(operation, input.shape(), given, step));
    }
    requireAxis(operation, given.get("axis"), step);
    requireType(operation, input.type(), step);
    return step.made(input.type(), reduced(operation, input.shape(), given, step));
  }

  private static Shape reduced(String operation, Shape shape, Signature.Bound given, Step step) {
    requireAxis(operation, given.get("axis"), step);
    String kept = given.values().containsKey("keepdims") ? "keepdims" : "keep_dims";
    return reduced(operation, shape, given.get("axis"), flag(given.get(kept)), step);
  }

  /** Raises where an axis is no whole number. */
  private static void requireAxis(String operation, Value axis, Step step) {
    if (axis instanceof Constant(String text)) {
      throw step.unsupportedIndex(operation, "Tidx", DataType.STRING);
    }
    if (axis instanceof Constant(Double number)) {
      if (step.isSlow()) {
        throw step.unsupportedIndex(operation, "Tidx", DataType.FLOAT32);
      }
      if (!step.isEager()) {
        throw step.execution().error("TypeError", null);
      }
      step.tensor(axis, DataType.INT32, null);
    }
  }

  /** The mean comes first, then that of the squares. */
  private static Tensor variance(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input_tensor"));
    step.gets(given.get("axis"));
    requireAxis("Mean", given.get("axis"), step);
    requireType("Mean", input.type(), step);
    Shape shape = reduced("Mean", input.shape(), given, step);
    if (input.type().isInteger()) {
      throw step.execution()
          .error(
              "TypeError",
              "Input must be either real or complex. Received integer type <dtype: '%s'>."
                  .formatted(input.type().text()));
    }
    return step.made(input.type(), shape);
  }

  private static Tensor exponential(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input_tensor"));
    step.gets(given.get("axis"));
    requireType("Max", input.type(), step);
    Shape shape = reduced("Max", input.shape(), given, step);
    if (!step.execution().target().isGraphMode()) {
      step.requireKernel("IsFinite", input.type());
    } else if (!input.type().isFloating()) {
      throw new NotKnown("exponents of whole numbers");
    }
    return step.made(input.type(), shape);
  }

  static boolean flag(Value value) {
    if (value instanceof Constant constant) {
      if (constant.isNone()) {
        return false;
      }
      if (constant.value() instanceof Boolean flag) {
        return flag;
      }
    }
    throw new NotKnown("keepdims");
  }

  private static void requireType(String operation, DataType type, Step step) {
    boolean isLogical = operation.equals("All") || operation.equals("Any");
    if (isLogical && type != DataType.BOOL && step.isSlow()) {
      throw step.execution().error(step.isEager() ? "ValueError" : "TypeError", null);
    }
    if (isLogical && type != DataType.BOOL) {
      throw step.isEager()
          ? step.wrongType(operation, 0, DataType.BOOL, type, "")
          : step.execution().error("TypeError", null);
    }
    if (!isLogical && type == DataType.BOOL) {
      throw step.unsupported(operation, type);
    }
    if (type == DataType.STRING) {
      throw new NotKnown(operation + " of " + type.text());
    }
  }

  /** What is left of a shape. */
  static Shape reduced(String operation, Shape shape, Value axis, boolean isKept, Step step) {
    if (axis == null || axis instanceof Constant constant && constant.isNone()) {
      return !isKept ? Shape.SCALAR : shape.isRanked() ? ones(shape.rank()) : Shape.UNKNOWN;
    }
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    int rank = shape.rank();
    List<Integer> axes = Shaping.axes(axis, rank);
    for (int each : axes) {
      if (each < 0 || each >= rank) {
        throw step.refused(
            operation,
            "Invalid reduction dimension (%d for input with %d dimension(s)"
                .formatted(each < 0 ? each - rank : each, rank),
            "");
      }
    }
    if (axes.stream().distinct().count() < axes.size()) {
      int twice =
          axes.stream().filter(e -> axes.indexOf(e) != axes.lastIndexOf(e)).findFirst().get();
      throw step.refusedValue(
          operation,
          "Invalid reduction arguments: Axes contains duplicate dimension: " + twice,
          "");
    }
    Shape left = shape;
    for (int i = rank - 1; i >= 0; i--) {
      if (axes.contains(i)) {
        left = isKept ? left.with(i, 1) : left.remove(i);
      }
    }
    return left;
  }

  private static Shape ones(int rank) {
    int[] sizes = new int[rank];
    java.util.Arrays.fill(sizes, 1);
    return Shape.of(sizes);
  }

  private static Tensor arg(String operation, Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Value axis = given.get("axis");
    boolean isDefault = axis instanceof Constant constant && constant.isNone();
    if (axis instanceof fitmend.inference.value.ListValue list && list.isKnown()) {
      step.gets(axis);
      throw step.refused(
          operation,
          "dim must be a scalar, but received tensor of shape: [%d]"
              .formatted(list.elements().size()),
          null);
    }
    int place = isDefault ? 0 : axis(axis);
    DataType type =
        given.isGiven("output_type") ? TensorTypes.read(given.get("output_type")) : DataType.INT64;
    if (!input.shape().isRanked()) {
      return step.made(type, Shape.UNKNOWN);
    }
    int rank = input.shape().rank();
    if (rank <= 1 && !step.isEager()) {
      return step.made(type, Shape.SCALAR);
    }
    if (rank == 0 && step.execution().target().isGraphMode()) {
      throw step.refused(operation, null, "");
    }
    if (rank == 0) {
      if (step.isEager()) {
        throw step.refused(
            operation, "Expected dimension in the range [0, 0), but got " + place, "");
      }
      return step.made(type, Shape.SCALAR);
    }
    if (input.shape().size(place < -rank || place >= rank ? 0 : place) == 0
        && place >= -rank
        && place < rank) {
      throw step.refusedValue(
          operation,
          "Reduction axis %d is empty in shape %s"
              .formatted(place < 0 ? place + rank : place, input.shape().kernelText()),
          "");
    }
    if (place < -rank || place >= rank) {
      throw step.refusedValue(
          operation,
          "Expected dimension in the range [-%d, %d), but got %d".formatted(rank, rank, place),
          "");
    }
    return step.made(type, input.shape().remove(place < 0 ? place + rank : place));
  }

  private static int axis(Value axis) {
    return fitmend.inference.tensor.Tensors.integer(axis)
        .orElseThrow(() -> new NotKnown("an axis"))
        .intValue();
  }

  private static Tensor along(String operation, Value value, Value axis, Step step) {
    Tensor x = step.tensor(value);
    int place = axis(axis);
    step.requireKernel(operation, x.type());
    if (x.shape().isRanked()) {
      int rank = x.shape().rank();
      if (place < -rank || place >= rank) {
        throw step.refusedValue(
            operation,
            "ScanOp: Expected scan axis in the range [%d, %d), but got %d"
                .formatted(-rank, rank, place),
            "");
      }
    }
    return step.made(x.type(), x.shape());
  }

  private static Tensor sorted(Signature.Bound given, Step step) {
    Value axis = given.get("axis");
    if (axis instanceof fitmend.inference.value.ListValue) {
      throw step.execution()
          .error(
              "ValueError",
              "Argument `axis` must be a constant scalar. Received: axis=%s."
                  .formatted(TensorTypes.repr(axis)));
    }
    Tensor x = step.tensor(given.get("values"));
    int place = axis(axis);
    boolean isIndex = step.name().equals("argsort");
    if (x.shape().isRanked()) {
      int rank = x.shape().rank();
      if (rank == 0) {
        throw new NotKnown("a scalar is sorted");
      }
      if (place < -rank || place >= rank) {
        throw step.refused(
            "StridedSlice",
            "slice index %d of dimension 0 out of bounds."
                .formatted(place < 0 ? place + rank : place),
            step.isEager() ? "strided_slice/" : null);
      }
    }
    return step.made(isIndex ? DataType.INT32 : x.type(), x.shape());
  }
}
