package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code np.asarray}: what Python values and tensors become, and what arguments say. */
final class Arrays {
  private Arrays() {}

  static Tensor made(
      DataType type, Shape shape, String operation, List<Tensor> inputs, Execution run) {
    return Tensors.made(Holder.NUMPY, type, shape, "numpy." + operation, inputs, run);
  }

  /** The value as an array. */
  static Tensor of(Value value, Execution run) {
    return switch (value) {
      case Tensor tensor when tensor.holder() == Holder.NUMPY -> tensor;
      case Tensor tensor when !tensor.holder().isDeferred() && !run.isGraph() ->
          ofTensor(tensor, run);
      case Constant(Long number) -> scalar(DataType.INT64, number, run);
      case Constant(Double number) -> scalar(DataType.FLOAT64, number, run);
      case Constant(Boolean bool) -> scalar(DataType.BOOL, bool, run);
      case Constant(String text) -> scalar(DataType.STRING, text, run);
      case Scalar scalar -> made(ofScalar(scalar), Shape.SCALAR, "array", List.of(), run);
      case Tuple tuple -> ofSequence(tuple.elements(), run);
      case ListValue list when list.isKnown() -> ofSequence(list.elements(), run);
      case HasElements range when range.typeName().equals("range") -> {
        Elements elements = range.elements(run);
        yield elements.isComplete()
            ? ofSequence(elements.known(), run)
            : made(DataType.INT64, Shape.of(Shape.ANY), "array", List.of(), run);
      }
      case null, default -> throw new NotKnown("a value that becomes an array");
    };
  }

  private static Tensor ofTensor(Tensor tensor, Execution run) {
    if (tensor.type() == DataType.BFLOAT16 || tensor.type() == DataType.STRING) {
      throw new NotKnown("an array of " + tensor.type().text());
    }
    Tensor array = made(tensor.type(), tensor.shape(), "array", List.of(tensor), run);
    array = tensor.content().isPresent() ? array.withContent(tensor.content().get()) : array;
    return array.withLabels(tensor.labels());
  }

  static DataType ofScalar(Scalar scalar) {
    return switch (scalar.type()) {
      case BOOL -> DataType.BOOL;
      case INT -> DataType.INT64;
      case FLOAT -> DataType.FLOAT64;
      case STR -> DataType.STRING;
    };
  }

  private static Tensor scalar(DataType type, Object element, Execution run) {
    return made(type, Shape.SCALAR, "array", List.of(), run).withContent(List.of(element));
  }

  private static Tensor ofSequence(List<Value> elements, Execution run) {
    if (elements.isEmpty()) {
      return made(DataType.FLOAT64, Shape.of(0), "array", List.of(), run);
    }
    List<Tensor> arrays = new ArrayList<>();
    for (Value element : elements) {
      arrays.add(of(element, run));
    }
    Shape shape = arrays.getFirst().shape();
    DataType type = arrays.getFirst().type();
    List<Object> content = new ArrayList<>();
    boolean isContentKnown = true;
    for (Tensor array : arrays) {
      if (!array.shape().isCompatible(shape)) {
        throw uneven(arrays, run);
      }
      if (!array.shape().isRanked()) {
        throw new NotKnown("an array of arrays");
      }
      shape = shape.isFull() ? shape : array.shape();
      // An empty list has no type of its own.
      type = Types.promote(type, array.type());
      isContentKnown &= array.content().isPresent() && content.size() < 2048;
      if (isContentKnown) {
        content.addAll(array.content().get());
      }
    }
    Tensor made =
        made(
            type,
            shape.insert(0, arrays.size()),
            "array",
            arrays.stream().filter(each -> each.shape().rank() > 0).limit(3).toList(),
            run);
    if (!isContentKnown || type == DataType.UNKNOWN) {
      return arrays.stream().allMatch(each -> each.labels().isOneHot())
          ? made.withLabels(Labels.ONE_HOT)
          : made;
    }
    DataType final_ = type;
    return labelled(made.withContent(content.stream().map(each -> cast(each, final_)).toList()));
  }

  private static RuntimeException uneven(List<Tensor> arrays, Execution run) {
    if (run.target() == Target.TENSORFLOW_1_15) {
      return new NotKnown("an array of objects");
    }
    boolean isSimple = arrays.stream().allMatch(each -> each.shape().isFull());
    boolean sameFirst = true;
    for (Tensor array : arrays) {
      Shape first = arrays.getFirst().shape();
      sameFirst &=
          array.shape().isRanked()
              && array.shape().rank() > 0
              && first.rank() > 0
              && array.shape().size(0) == first.size(0);
    }
    return run.error(
        "ValueError",
        isSimple && !sameFirst
            ? "setting an array element with a sequence. The requested array has an inhomogeneous"
                + " shape after 1 dimensions. The detected shape was (%d,) + inhomogeneous part."
                    .formatted(arrays.size())
            : null);
  }

  /** An element as the type holds it. */
  static Object cast(Object element, DataType type) {
    if (element instanceof String) {
      return element;
    }
    if (type == DataType.BOOL) {
      return element instanceof Boolean || ((Number) element).doubleValue() != 0
          ? truth(element)
          : false;
    }
    double number =
        element instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) element).doubleValue();
    if (type.isInteger()) {
      return element instanceof Long whole ? whole : (Object) (long) number;
    }
    return number;
  }

  private static Object truth(Object element) {
    return element instanceof Boolean ? element : (Object) true;
  }

  /** The same with the range of its elements. */
  static Tensor labelled(Tensor array) {
    if (array.content().isEmpty()
        || array.content().get().isEmpty()
        || !Types.isNumber(array.type())
        || array.type().isComplex()) {
      return array;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Object element : array.content().get()) {
      if (!(cast(element, DataType.FLOAT64) instanceof Double number)) {
        return array;
      }
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
    return array.withLabels(new Labels(low, high, array.labels().isOneHot()));
  }

  /** The array with its elements as another type. */
  static Tensor cast(Tensor array, DataType type, String operation, Execution run) {
    Tensor made = made(type, array.shape(), operation, List.of(array), run);
    boolean mayOverflow = type.isInteger() && type.bits() < 32 && array.type() != DataType.BOOL;
    boolean isOdd =
        array.content().orElse(List.of()).stream()
            .anyMatch(each -> each instanceof Double number && !(Math.abs(number) < 1L << 31));
    if (mayOverflow
        && array.content().isPresent()
        && array.type() == DataType.INT64
        && !operation.equals("astype")) {
      throw new NotKnown("numbers that may not fit " + type.text());
    }
    if (isOdd) {
      return made;
    }
    boolean isExact =
        type == DataType.INT64
            || type == DataType.INT32
            || type == DataType.FLOAT64
            || type == DataType.FLOAT32
            || type == DataType.BOOL;
    if (array.content().isPresent() && isExact && Types.isNumber(array.type())) {
      made =
          made.withContent(array.content().get().stream().map(each -> cast(each, type)).toList());
      return labelled(made.withLabels(array.labels()));
    }
    boolean keeps =
        type.isFloating() && type != DataType.FLOAT16 || type.isInteger() && type.bits() >= 32;
    return keeps && array.type() != DataType.FLOAT64
        ? made.withLabels(array.labels())
        : keeps && (type.isFloating() || array.labels().isOneHot())
            ? made.withLabels(array.labels())
            : made;
  }

  /** The whole number, raises TypeError for what certainly is none; empty when not known. */
  static Optional<Long> integer(Value value, Execution run) {
    Optional<Long> number = Tensors.integer(value);
    boolean isNone =
        value instanceof Constant constant && !(constant.value() instanceof Boolean)
            || value instanceof Scalar scalar
                && scalar.type() != Scalar.Type.INT
                && scalar.type() != Scalar.Type.BOOL;
    if (number.isEmpty() && isNone) {
      // Each function words it in its own way.
      throw run.error("TypeError", null);
    }
    return number;
  }

  /** A shape argument: sizes; raises ValueError for negative ones. */
  static Shape shape(Value value, Execution run) {
    Optional<List<Value>> elements = Tensors.elements(value);
    List<Value> all = elements.orElse(null);
    if (all == null) {
      if (!(value instanceof Constant
          || value instanceof Scalar
          || Tensors.integer(value).isPresent())) {
        return Shape.UNKNOWN;
      }
      if (value instanceof Constant constant && constant.isNone()) {
        throw new NotKnown("no shape");
      }
      all = List.of(value);
    }
    int[] sizes = new int[all.size()];
    boolean isNegative = false;
    for (int i = 0; i < sizes.length; i++) {
      long size = integer(all.get(i), run).orElse((long) Shape.ANY - 5);
      isNegative |= size < 0 && size > Integer.MIN_VALUE && Tensors.integer(all.get(i)).isPresent();
      sizes[i] = size < 0 || size > Integer.MAX_VALUE ? Shape.ANY : (int) size;
    }
    if (isNegative) {
      throw run.error("ValueError", "negative dimensions are not allowed");
    }
    return Shape.of(sizes);
  }

  /** An axis from 0 on; raises AxisError. */
  static int axis(long axis, int rank, Execution run) {
    if (axis < -rank || axis >= rank) {
      throw run.error(
          "AxisError", "axis %d is out of bounds for array of dimension %d".formatted(axis, rank));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  static boolean isNone(Value value) {
    return value == null || value instanceof Constant constant && constant.isNone();
  }
}
