package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Functions that work element by element.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/ufuncs.html">Universal functions</a>
 */
final class Elementwise {
  static final String NO_DIFFERENCE =
      "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^`"
          + " operator, or the logical_xor function instead.";

  private Elementwise() {}

  /** The name of the function behind an operator; null when there is none. */
  static String function(String operator) {
    return switch (operator) {
      case "+" -> "add";
      case "-" -> "subtract";
      case "*" -> "multiply";
      case "/" -> "divide";
      case "//" -> "floor_divide";
      case "%" -> "mod";
      case "**" -> "power";
      case "&" -> "bitwise_and";
      case "|" -> "bitwise_or";
      case "^" -> "bitwise_xor";
      case "<<" -> "left_shift";
      case ">>" -> "right_shift";
      case "==" -> "equal";
      case "!=" -> "not_equal";
      case "<" -> "less";
      case "<=" -> "less_equal";
      case ">" -> "greater";
      case ">=" -> "greater_equal";
      default -> null;
    };
  }

  static boolean has(String name) {
    return switch (name) {
      case "add", "subtract", "multiply", "divide", "true_divide", "floor_divide" -> true;
      case "mod", "remainder", "fmod", "power", "pow", "float_power" -> true;
      case "maximum", "minimum", "fmax", "fmin", "arctan2", "atan2", "hypot" -> true;
      case "logaddexp", "logaddexp2", "copysign", "nextafter" -> true;
      case "bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift" -> true;
      default -> isTruth(name) && !name.equals("isclose");
    };
  }

  /** What two arrays give, element by element. */
  static Value binary(String name, Value left, Value right, Execution run) {
    Tensor one = Arrays.of(left, run);
    Tensor other = Arrays.of(right, run);
    Optional<Shape> shape = Broadcasting.of(one.shape(), other.shape());
    boolean isEquality = name.equals("equal") || name.equals("not_equal");
    if (!Types.isNumber(one.type()) || !Types.isNumber(other.type())) {
      return ofOthers(name, left, one, right, other, run);
    }
    if (shape.isEmpty() && isEquality && run.target() == Target.TENSORFLOW_1_15) {
      return Constant.of(name.equals("not_equal"));
    }
    DataType common = common(name, left, one, right, other, run);
    DataType type = result(name, common, one, other, run);
    if (shape.isEmpty()) {
      throw unequal(one, other, "", run);
    }
    if (name.equals("subtract") && common == DataType.BOOL) {
      throw run.error("TypeError", NO_DIFFERENCE);
    }
    if (name.startsWith("pow") && common.isInteger() && hasNegative(other)) {
      throw run.error("ValueError", "Integers to negative integer powers are not allowed.");
    }
    Tensor made = Arrays.made(type, shape.get(), name, List.of(one, other), run);
    List<Object> content = content(name, one, other, shape.get(), type);
    return content == null
        ? labelled(name, made, one, other)
        : Arrays.labelled(made.withContent(content));
  }

  static PythonError unequal(Tensor one, Tensor other, String more, Execution run) {
    return run.error(
        "ValueError",
        one.shape().isFull() && other.shape().isFull()
            ? "operands could not be broadcast together with shapes %s %s %s"
                .formatted(text(one.shape()), text(other.shape()), more)
            : null);
  }

  private static boolean hasNegative(Tensor array) {
    return array.content().orElse(List.of()).stream()
        .anyMatch(each -> each instanceof Long number && number < 0);
  }

  /** Numbers drawn between two ends are so after a shift or a stretch. */
  private static Tensor labelled(String name, Tensor made, Tensor one, Tensor other) {
    Optional<Double> by =
        other
            .content()
            .filter(content -> content.size() == 1 && !(content.getFirst() instanceof String))
            .map(content -> (Double) Arrays.cast(content.getFirst(), DataType.FLOAT64));
    Labels labels = one.labels();
    if (by.isEmpty() || !labels.isRangeKnown() || made.type().bits() < 32) {
      return made;
    }
    double step = by.get();
    return switch (name) {
      case "add" -> made.withLabels(Labels.between(labels.low() + step, labels.high() + step));
      case "subtract" -> made.withLabels(Labels.between(labels.low() - step, labels.high() - step));
      case "multiply" ->
          step > 0
              ? made.withLabels(
                  new Labels(
                      labels.low() * step, labels.high() * step, labels.isOneHot() && step == 1))
              : made;
      case "divide", "true_divide" ->
          step > 0
              ? made.withLabels(Labels.between(labels.low() / step, labels.high() / step))
              : made;
      default -> made;
    };
  }

  /** With texts or objects. */
  private static Value ofOthers(
      String name, Value left, Tensor one, Value right, Tensor other, Execution run) {
    boolean hasText = one.type() == DataType.STRING || other.type() == DataType.STRING;
    boolean isText = one.type() == DataType.STRING && other.type() == DataType.STRING;
    boolean isEquality = name.equals("equal") || name.equals("not_equal");
    Optional<Shape> shape = Broadcasting.of(one.shape(), other.shape());
    if (one.type() == DataType.UNKNOWN || other.type() == DataType.UNKNOWN) {
      if (shape.isPresent() && isTruth(name)) {
        return Arrays.made(DataType.BOOL, shape.get(), name, List.of(one, other), run);
      }
      throw new NotKnown("types of elements");
    }
    if (isEquality || isText && isTruth(name) && !name.startsWith("logical")) {
      boolean isOld = run.target() == Target.TENSORFLOW_1_15;
      if (isOld && (shape.isEmpty() || hasText && !isText)) {
        throw new NotKnown("a comparison of texts");
      }
      if (shape.isEmpty()) {
        throw unequal(one, other, "", run);
      }
      return Arrays.made(DataType.BOOL, shape.get(), name, List.of(one, other), run);
    }
    boolean isSure = shape.isPresent() && shape.get().count() > 0;
    if (!isSure) {
      throw new NotKnown("an operation on objects");
    }
    if (hasText && !isText && Types.isNumber(one.type()) != Types.isNumber(other.type())) {
      throw ofTextAndNumber(name, left, one, right, other, run);
    }
    boolean hasNone = Arrays.isNone(left) || Arrays.isNone(right);
    Tensor number = Arrays.isNone(left) ? other : one;
    String operator = operator(name);
    if (hasNone && operator != null && Types.isNumber(number.type())) {
      String type =
          number.type() == DataType.BOOL ? "bool" : number.type().isInteger() ? "int" : "float";
      throw run.error(
          "TypeError",
          number.type().isComplex()
              ? null
              : "unsupported operand type(s) for %s: '%s' and '%s'"
                  .formatted(
                      operator,
                      Arrays.isNone(left) ? "NoneType" : type,
                      Arrays.isNone(left) ? type : "NoneType"));
    }
    throw new NotKnown("an operation on objects");
  }

  private static String operator(String name) {
    return switch (name) {
      case "add" -> "+";
      case "subtract" -> "-";
      case "multiply" -> "*";
      case "divide" -> "/";
      case "floor_divide" -> "//";
      case "power" -> "** or pow()";
      default -> null;
    };
  }

  /** The functions refuse what the operators compare. */
  static void requireComparable(String name, Value left, Value right, Execution run) {
    Tensor one = Arrays.of(left, run);
    Tensor other = Arrays.of(right, run);
    if (!isTruth(name) || name.startsWith("logical")) {
      return;
    }
    boolean isText = one.type() == DataType.STRING || other.type() == DataType.STRING;
    if (Broadcasting.of(one.shape(), other.shape()).isEmpty()) {
      throw isText ? new NotKnown("a comparison of texts") : unequal(one, other, "", run);
    }
    if (isText && one.type() != other.type()) {
      throw run.error("UFuncTypeError", compared(name, left, one, right, other, run));
    }
  }

  /** As NumPy names the types that it has no comparison for; null when that is not sure. */
  private static String compared(
      String name, Value left, Tensor one, Value right, Tensor other, Execution run) {
    String first = typeClass(left, one, run);
    String second = typeClass(right, other, run);
    return first == null || second == null
        ? null
        : "%s(%s, %s) -> None".formatted(Unary.noLoop(name), first, second);
  }

  private static String typeClass(Value value, Tensor array, Execution run) {
    boolean isNew = run.target() == Target.TENSORFLOW_2_21;
    boolean isWeak = value instanceof Constant || value instanceof Scalar;
    if (run.target() == Target.TENSORFLOW_1_15
        || isWeak && !isNew && array.type() != DataType.STRING) {
      return null;
    }
    String text = array.type().text();
    String name =
        switch (array.type()) {
          case STRING -> "StrDType";
          case INT64 -> isWeak ? "_PyLongDType" : "Int64DType";
          case FLOAT64 -> isWeak ? "_PyFloatDType" : "Float64DType";
          case UINT8, UINT16, UINT32, UINT64 -> "UI" + text.substring(2) + "DType";
          default -> Character.toUpperCase(text.charAt(0)) + text.substring(1) + "DType";
        };
    return "<class 'numpy.dtypes." + name + "'>";
  }

  /** The same for sums and products: {@code dtype('float64')}, {@code dtype('<U1')}. */
  private static String combined(String name, Tensor one, Tensor other, Execution run) {
    String first = typeText(one);
    String second = typeText(other);
    return first == null || second == null || run.target() == Target.TENSORFLOW_1_15
        ? null
        : "%s(dtype('%s'), dtype('%s')) -> None".formatted(Unary.noLoop(name), first, second);
  }

  private static String typeText(Tensor array) {
    if (array.type() != DataType.STRING) {
      return array.type().text();
    }
    return array
        .content()
        .map(texts -> texts.stream().mapToInt(text -> text.toString().length()).max().orElse(1))
        .map(width -> "<U" + Math.max(width, 1))
        .orElse(null);
  }

  private static PythonError ofTextAndNumber(
      String name, Value left, Tensor one, Value right, Tensor other, Execution run) {
    boolean isNew = run.target() == Target.TENSORFLOW_2_21;
    switch (name) {
      case "divide", "true_divide", "floor_divide", "power" -> {
        boolean isRenamed = !isNew && name.contains("divide") && !name.startsWith("floor");
        return run.error(
            "TypeError", isRenamed ? null : Unary.unsupported(name.replace("true_", "")));
      }
      case "multiply" -> {
        boolean isWhole = one.type().isInteger() || other.type().isInteger();
        if (isNew && isWhole) {
          return run.error(
              "TypeError",
              "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use"
                  + " numpy.strings.multiply to multiply strings without specifying 'out'.");
        }
        return run.error("UFuncTypeError", combined(name, one, other, run));
      }
      case "add", "subtract", "fmax", "fmin", "maximum", "minimum" -> {
        return run.error("UFuncTypeError", combined(name, one, other, run));
      }
      case "mod", "remainder", "fmod", "arctan2", "hypot", "float_power" -> {
        String real = name.equals("mod") ? "remainder" : name;
        return run.error("TypeError", Unary.unsupported(real));
      }
      case "less", "less_equal", "greater", "greater_equal" -> {
        if (run.target() == Target.TENSORFLOW_1_15) {
          return run.error("TypeError", null);
        }
        return run.error("UFuncTypeError", compared(name, left, one, right, other, run));
      }
      default -> throw new NotKnown(name + " of texts");
    }
  }

  static String text(Shape shape) {
    return shape.tupleText().replace(" ", "");
  }

  /** The type that both operands are brought to. */
  private static DataType common(
      String name, Value left, Tensor one, Value right, Tensor other, Execution run) {
    boolean isWeakLeft = left instanceof Constant || left instanceof Scalar;
    boolean isWeakRight = right instanceof Constant || right instanceof Scalar;
    if (run.target() == Target.TENSORFLOW_2_21) {
      if (isWeakLeft == isWeakRight) {
        return Types.promote(one.type(), other.type());
      }
      boolean isTruth = isTruth(name);
      return isWeakLeft
          ? weak(other.type(), one, isTruth, run)
          : weak(one.type(), other, isTruth, run);
    }
    if (!one.shape().isRanked() || !other.shape().isRanked()) {
      return one.type() == other.type() ? one.type() : DataType.UNKNOWN;
    }
    boolean isScalarLeft = one.shape().rank() == 0;
    boolean isScalarRight = other.shape().rank() == 0;
    if (isScalarLeft == isScalarRight) {
      return Types.promote(one.type(), other.type());
    }
    return isScalarLeft ? byValue(other.type(), one) : byValue(one.type(), other);
  }

  /** NumPy 2: a Python number takes the type of the array, unless it is of a higher kind. */
  private static DataType weak(DataType array, Tensor number, boolean isTruth, Execution run) {
    if (Types.category(number.type()) <= Types.category(array)) {
      if (!isTruth) {
        Arrays.requireFit(number, array, run);
      }
      return array;
    }
    if (array != DataType.BOOL && number.type() == DataType.FLOAT64) {
      return array.isInteger() ? DataType.FLOAT64 : array;
    }
    return number.type();
  }

  private static boolean fits(long value, DataType type) {
    return type.isUnsigned()
        ? value >= 0 && (type.bits() == 64 || value < 1L << type.bits())
        : type.bits() == 64 || value >= -(1L << type.bits() - 1) && value < 1L << type.bits() - 1;
  }

  /** NumPy 1: a number of no higher kind counts by its value. */
  private static DataType byValue(DataType array, Tensor number) {
    int kind = Types.category(number.type());
    if (kind > Types.category(array)) {
      return Types.promote(array, number.type());
    }
    if (kind < Types.category(array) || kind != 1) {
      // A huge float beside float16 or float32 is left aside.
      return array;
    }
    if (array == DataType.INT64 && number.type() != DataType.UINT64) {
      return array;
    }
    if (number.content().isPresent() && number.content().get().getFirst() instanceof Long value) {
      return fits(value, array) ? array : Types.promote(array, least(value));
    }
    return DataType.UNKNOWN;
  }

  /** The least type that holds a number, as NumPy 1 sees it. */
  private static DataType least(long value) {
    DataType[] types =
        value < 0
            ? new DataType[] {DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64}
            : new DataType[] {DataType.UINT8, DataType.UINT16, DataType.UINT32, DataType.UINT64};
    for (DataType type : types) {
      if (fits(value, type)) {
        return type;
      }
    }
    return DataType.INT64;
  }

  private static DataType result(
      String name, DataType common, Tensor one, Tensor other, Execution run) {
    if (common == DataType.UNKNOWN && !isTruth(name)) {
      return DataType.UNKNOWN;
    }
    return switch (name) {
      case "divide", "true_divide" ->
          common == DataType.BOOL || common.isInteger() ? DataType.FLOAT64 : common;
      case "power",
          "pow",
          "floor_divide",
          "mod",
          "remainder",
          "fmod",
          "left_shift",
          "right_shift" -> {
        if (name.endsWith("shift") && !common.isInteger() && common != DataType.BOOL) {
          throw run.error("TypeError", Unary.unsupported(name));
        }
        if (common.isComplex() && !name.startsWith("pow")) {
          throw run.error("TypeError", null);
        }
        yield common == DataType.BOOL ? DataType.INT8 : common;
      }
      case "arctan2", "atan2", "hypot", "logaddexp", "logaddexp2", "copysign", "nextafter" -> {
        if (common.isComplex()) {
          throw new NotKnown(name);
        }
        yield Types.fractional(common);
      }
      case "float_power" -> common.isComplex() ? DataType.COMPLEX128 : DataType.FLOAT64;
      case "bitwise_and", "bitwise_or", "bitwise_xor" -> {
        if (!common.isInteger() && common != DataType.BOOL) {
          throw run.error("TypeError", Unary.unsupported(name));
        }
        yield common;
      }
      default -> isTruth(name) ? DataType.BOOL : common;
    };
  }

  private static boolean isTruth(String name) {
    return switch (name) {
      case "equal",
          "not_equal",
          "less",
          "less_equal",
          "greater",
          "greater_equal",
          "logical_and",
          "logical_or",
          "logical_xor",
          "isclose" ->
          true;
      default -> false;
    };
  }

  private static List<Object> content(
      String name, Tensor one, Tensor other, Shape shape, DataType type) {
    boolean isExact = type.isInteger() || type.isFloating() || type == DataType.BOOL;
    if (!isExact
        || one.content().isEmpty()
        || other.content().isEmpty()
        || !shape.isFull()
        || shape.count() > 1024
        || one.type().isComplex()
        || other.type().isComplex()) {
      return null;
    }
    int[] from = Gathering.broadcast(one.shape(), shape);
    int[] to = Gathering.broadcast(other.shape(), shape);
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      Object element =
          element(name, one.content().get().get(from[i]), other.content().get().get(to[i]), type);
      if (element == null) {
        return null;
      }
      elements.add(element);
    }
    return elements;
  }

  private static boolean bits(double one, double other) {
    return one == Math.rint(one) && other == Math.rint(other);
  }

  private static Object element(String name, Object left, Object right, DataType type) {
    double one = (Double) Arrays.cast(left, DataType.FLOAT64);
    double other = (Double) Arrays.cast(right, DataType.FLOAT64);
    if (Math.abs(one) > 1L << 40 || Math.abs(other) > 1L << 40) {
      return null;
    }
    switch (name) {
      case "equal":
        return one == other;
      case "not_equal":
        return one != other;
      case "less":
        return one < other;
      case "less_equal":
        return one <= other;
      case "greater":
        return one > other;
      case "greater_equal":
        return one >= other;
      case "logical_and":
        return one != 0 && other != 0;
      case "isclose":
        return Math.abs(one - other) <= 1e-8 + 1e-5 * Math.abs(other);
      case "logical_xor":
        return one != 0 != (other != 0);
      case "logical_or":
        return one != 0 || other != 0;
      default:
    }
    Double result =
        switch (name) {
          case "add" -> one + other;
          case "subtract" -> one - other;
          case "multiply" -> one * other;
          case "divide", "true_divide" -> other == 0 ? null : (Double) (one / other);
          case "floor_divide" ->
              other != 0 ? (Double) Math.floor(one / other) : type.isInteger() ? 0.0 : null;
          case "mod", "remainder" ->
              other != 0
                  ? (Double) (one - other * Math.floor(one / other))
                  : type.isInteger() ? 0.0 : null;
          case "power", "pow" -> Math.pow(one, other);
          case "bitwise_and" ->
              bits(one, other) ? (Double) (double) ((long) one & (long) other) : null;
          case "bitwise_or" ->
              bits(one, other) ? (Double) (double) ((long) one | (long) other) : null;
          case "bitwise_xor" ->
              bits(one, other) ? (Double) (double) ((long) one ^ (long) other) : null;
          case "left_shift" -> other >= 0 && other < 20 ? one * (1L << (long) other) : null;
          case "right_shift" ->
              other >= 0 && other < 20 ? Math.floor(one / (1L << (long) other)) : null;
          case "maximum" -> Math.max(one, other);
          case "minimum" -> Math.min(one, other);
          default -> null;
        };
    if (result == null || type == DataType.BOOL) {
      return result == null ? null : (Object) (result != 0);
    }
    if (type.isInteger() && Math.abs(result) >= 1L << 52) {
      return null;
    }
    return Arrays.cast(result, type);
  }
}
