package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
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
  static final String NO_INTEGER =
      "int() argument must be a string, a bytes-like object or a real number, not ";

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
      case Constant(Constant.Bytes bytes) -> throw new NotKnown("an array of bytes");
      case Scalar scalar -> made(ofScalar(scalar), Shape.SCALAR, "array", List.of(), run);
      case Tuple tuple -> ofSequence(tuple.elements(), run);
      case ListValue list when list.isKnown() -> ofSequence(list.elements(), run);
      case TensorShape shape when shape.shape().isFull() -> ofSequence(shape.sizes(), run);
      case HasElements range when range.typeName().equals("range") -> {
        Elements elements = range.elements(run);
        yield elements.isComplete()
            ? ofSequence(elements.known(), run)
            : made(DataType.INT64, Shape.of(Shape.ANY), "array", List.of(), run);
      }
      case LibraryObject object ->
          ObjectArrays.of(object, run)
              .orElseThrow(() -> new NotKnown("a value that becomes an array"));
      case Constant constant -> object(run);
      case DictValue dictionary -> object(run);
      case SetValue set -> object(run);
      case null, default -> throw new NotKnown("a value that becomes an array");
    };
  }

  private static Tensor object(Execution run) {
    return made(DataType.OBJECT, Shape.SCALAR, "array", List.of(), run);
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
    for (int i = 0; i < elements.size(); i++) {
      boolean isSame = i > 0 && elements.get(i) == elements.get(i - 1);
      arrays.add(isSame ? arrays.getLast() : of(elements.get(i), run));
    }
    Shape shape = arrays.getFirst().shape();
    DataType type = arrays.getFirst().type();
    List<Object> content = new ArrayList<>();
    boolean isContentKnown = true;
    for (Tensor array : arrays) {
      if (!array.shape().isCompatible(shape)) {
        return uneven(arrays, run);
      }
      if (!array.shape().isRanked()) {
        throw new NotKnown("an array of arrays");
      }
      shape = shape.isFull() ? shape : array.shape();
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

  /** Since NumPy 1.24 an exception, before an array of objects. */
  private static Tensor uneven(List<Tensor> arrays, Execution run) {
    boolean isSure = arrays.stream().allMatch(each -> each.shape().isFull());
    List<Integer> common = null;
    for (Tensor array : arrays) {
      List<Integer> sizes =
          array.shape().isRanked()
              ? java.util.Arrays.stream(array.shape().sizes()).boxed().toList()
              : List.of();
      int same = 0;
      while (common != null
          && same < Math.min(common.size(), sizes.size())
          && common.get(same).equals(sizes.get(same))) {
        same++;
      }
      common = common == null ? sizes : common.subList(0, same);
    }
    if (run.target() == Target.TENSORFLOW_1_15) {
      if (!isSure || !common.isEmpty()) {
        throw new NotKnown("an array of arrays that differ");
      }
      return made(DataType.OBJECT, Shape.of(arrays.size()), "array", List.of(), run);
    }
    StringBuilder detected = new StringBuilder("(").append(arrays.size());
    common.forEach(size -> detected.append(", ").append(size));
    detected.append(common.isEmpty() ? ",)" : ")");
    throw run.error(
        "ValueError",
        isSure
            ? "setting an array element with a sequence. The requested array has an inhomogeneous"
                + " shape after %d dimensions. The detected shape was %s + inhomogeneous part."
                    .formatted(common.size() + 1, detected)
            : null);
  }

  /** An element as the type holds it: whole numbers wrap round. */
  static Object cast(Object element, DataType type) {
    if (element instanceof String) {
      return element;
    }
    double number =
        element instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) element).doubleValue();
    if (type == DataType.BOOL) {
      return number != 0;
    }
    if (type.isInteger()) {
      return wrap(element instanceof Long whole ? whole : (long) number, type);
    }
    return number;
  }

  private static long wrap(long number, DataType type) {
    return switch (type) {
      case INT8 -> (byte) number;
      case INT16 -> (short) number;
      case INT32 -> (int) number;
      case UINT8 -> number & 0xFF;
      case UINT16 -> number & 0xFFFF;
      case UINT32 -> number & 0xFFFFFFFFL;
      default -> number;
    };
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
    if (!Types.isNumber(type) || !Types.isNumber(array.type()) || array.type().isComplex()) {
      return made;
    }
    boolean isHuge =
        array.content().orElse(List.of()).stream()
            .anyMatch(each -> each instanceof Double number && !(Math.abs(number) < 1L << 31));
    if (array.content().isPresent() && !(isHuge && type.isInteger()) && !type.isComplex()) {
      made =
          made.withContent(array.content().get().stream().map(each -> cast(each, type)).toList());
      return labelled(
          made.withLabels(new Labels(Double.NaN, Double.NaN, array.labels().isOneHot())));
    }
    Labels labels = array.labels();
    boolean keepsFractions = type.isFloating() || array.type().isInteger();
    boolean holdsAll = type.isFloating() || type.isInteger() && type.bits() >= 32;
    boolean fits =
        type.isInteger()
            && labels.isRangeKnown()
            && labels.low() >= (type.isUnsigned() ? 0 : -128)
            && labels.high() < 128;
    return (holdsAll || fits) && (keepsFractions || labels.isOneHot())
        ? made.withLabels(labels)
        : type == DataType.BOOL && labels.isOneHot() ? made.withLabels(Labels.ONE_HOT) : made;
  }

  /** Raises what NumPy 2 raises for a Python number that the type does not hold. */
  static void requireFit(Tensor numbers, DataType type, Execution run) {
    if (run.target() != Target.TENSORFLOW_2_21 || !type.isInteger() || type.bits() == 64) {
      return;
    }
    for (Object element : numbers.content().orElse(List.of())) {
      if (element instanceof Long number && wrap(number, type) != number) {
        throw run.error(
            "OverflowError",
            "Python integer %d out of bounds for %s".formatted(number, type.text()));
      }
    }
  }

  /** The whole number; raises TypeError for what certainly is none; empty when not known. */
  static Optional<Long> integer(Value value, Execution run) {
    Optional<Long> number = Tensors.integer(value);
    if (number.isPresent() || value instanceof Constant(Boolean bool)) {
      return number;
    }
    boolean isNone =
        value instanceof Constant
            || value instanceof Scalar scalar
                && scalar.type() != Scalar.Type.INT
                && scalar.type() != Scalar.Type.BOOL
            || value instanceof Tuple
            || value instanceof ListValue;
    if (isNone) {
      throw run.error("TypeError", notWhole(value, run));
    }
    if (value instanceof Tensor tensor
        && tensor.holder() == Holder.NUMPY
        && tensor.shape().equals(Shape.SCALAR)
        && tensor.type().isFloating()) {
      throw run.error("TypeError", null);
    }
    return number;
  }

  /** Functions of NumPy 1.18 say it in several ways. */
  static String notWhole(Value value, Execution run) {
    return run.target() == Target.TENSORFLOW_1_15
        ? null
        : "'%s' object cannot be interpreted as an integer".formatted(value.typeName());
  }

  /** A shape as messages write it; NumPy 1.18 wrote no comma behind a single size. */
  static String written(Shape shape, Execution run) {
    String text = Elementwise.text(shape);
    return run.target() == Target.TENSORFLOW_1_15 ? text.replace(",)", ")") : text;
  }

  /** A shape argument: sizes; raises ValueError for negative ones. */
  static Shape shape(Value value, Execution run) {
    List<Value> all = Tensors.elements(value).orElse(null);
    if (all == null) {
      if (!(value instanceof Constant || value instanceof Scalar || value instanceof Tensor)) {
        return Shape.UNKNOWN;
      }
      if (value instanceof Tensor tensor && !tensor.shape().equals(Shape.SCALAR)) {
        return Shape.UNKNOWN;
      }
      if (isNone(value)) {
        throw new NotKnown("no shape");
      }
      if (run.target() != Target.TENSORFLOW_1_15 && value instanceof Constant(Double number)) {
        throw run.error(
            "TypeError",
            "expected a sequence of integers or a single integer, got '" + number + "'");
      }
      all = List.of(value);
    }
    int[] sizes = new int[all.size()];
    boolean isNegative = false;
    for (int i = 0; i < sizes.length; i++) {
      Optional<Long> size = integer(all.get(i), run);
      isNegative |= size.isPresent() && size.get() < 0;
      sizes[i] = size.filter(n -> n >= 0 && n <= Integer.MAX_VALUE).orElse(-1L).intValue();
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
