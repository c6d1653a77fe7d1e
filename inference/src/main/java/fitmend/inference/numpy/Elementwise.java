package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
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

  static Tensor binary(String name, Value left, Value right, Execution run) {
    Tensor one = Arrays.of(left, run);
    Tensor other = Arrays.of(right, run);
    if (!known(one.type()) || !known(other.type())) {
      throw new NotKnown("types of elements");
    }
    Optional<Shape> shape = Broadcasting.of(one.shape(), other.shape());
    DataType common = common(left, one, right, other, run);
    DataType type = result(name, common);
    if (shape.isEmpty()) {
      boolean isComparison = name.equals("equal") || name.equals("not_equal");
      if (isComparison && run.target() == Target.TENSORFLOW_1_15) {
        return null;
      }
      throw run.error(
          "ValueError",
          "operands could not be broadcast together with shapes %s %s"
                  .formatted(text(one.shape()), text(other.shape()))
              + " ");
    }
    if (name.equals("subtract") && common == DataType.BOOL) {
      throw run.error(
          "TypeError",
          "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^`"
              + " operator, or the logical_xor function instead.");
    }
    Tensor made = Arrays.made(type, shape.get(), name, List.of(one, other), run);
    List<Object> content = content(name, one, other, shape.get(), type);
    return content == null ? made : Arrays.labelled(made.withContent(content));
  }

  private static boolean known(DataType type) {
    return Types.isNumber(type);
  }

  static String text(Shape shape) {
    return shape.tupleText().replace(" ", "");
  }

  /** The type that both operands are brought to. */
  private static DataType common(Value left, Tensor one, Value right, Tensor other, Execution run) {
    boolean isWeakLeft = left instanceof Constant || left instanceof Scalar;
    boolean isWeakRight = right instanceof Constant || right instanceof Scalar;
    if (run.target() == Target.TENSORFLOW_2_21) {
      if (isWeakLeft == isWeakRight) {
        return Types.promote(one.type(), other.type());
      }
      return isWeakLeft ? weak(other.type(), one, run) : weak(one.type(), other, run);
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
  private static DataType weak(DataType array, Tensor number, Execution run) {
    if (Types.category(number.type()) <= Types.category(array)) {
      if (array.isInteger()
          && number.type() == DataType.INT64
          && number.content().isPresent()
          && number.content().get().getFirst() instanceof Long value
          && !fits(value, array)) {
        // Comparisons take any number.
        throw new NotKnown("a number out of the bounds of " + array.text());
      }
      return array;
    }
    return number.type() == DataType.FLOAT64 && array.isComplex()
        ? array
        : Types.promote(array, number.type());
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
    if (number.content().isPresent()
        && number.content().get().getFirst() instanceof Long value
        && fits(value, array)) {
      return array;
    }
    return DataType.UNKNOWN;
  }

  private static DataType result(String name, DataType common) {
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
        if (name.endsWith("shift") && !common.isInteger()) {
          throw new NotKnown("a shift");
        }
        if (common.isComplex() && !name.startsWith("pow")) {
          throw new NotKnown("a division of complex numbers");
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
          throw new NotKnown(name);
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
    boolean isExact =
        type == DataType.INT64
            || type == DataType.INT32
            || type == DataType.FLOAT64
            || type == DataType.BOOL;
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
              other == 0 || !type.isInteger() ? null : (Double) Math.floor(one / other);
          case "mod", "remainder" ->
              other == 0 || !type.isInteger()
                  ? null
                  : (Double) (one - other * Math.floor(one / other));
          case "maximum" -> Math.max(one, other);
          case "minimum" -> Math.min(one, other);
          default -> null;
        };
    if (result == null || type == DataType.BOOL) {
      return result == null ? null : (Object) (result != 0);
    }
    boolean isWhole = type.isInteger();
    if (isWhole && Math.abs(result) >= 1L << (type == DataType.INT32 ? 31 : 52)) {
      return null;
    }
    return isWhole ? (Object) result.longValue() : result;
  }

  /** A function of one array. */
  static Tensor unary(String name, Value value, Execution run) {
    if (!isUnary(name)) {
      throw new NotKnown("numpy." + name);
    }
    Tensor array = Arrays.of(value, run);
    DataType type = array.type();
    if (!known(type)) {
      throw new NotKnown("a type of elements");
    }
    boolean isReal = type.isFloating();
    DataType result =
        switch (name) {
          case "exp",
              "exp2",
              "expm1",
              "log",
              "log2",
              "log10",
              "log1p",
              "sqrt",
              "cbrt",
              "sin",
              "cos",
              "tan",
              "sinh",
              "cosh",
              "tanh",
              "arcsin",
              "arccos",
              "arctan",
              "arcsinh",
              "arccosh",
              "arctanh",
              "asin",
              "acos",
              "atan",
              "asinh",
              "acosh",
              "atanh",
              "rint",
              "deg2rad",
              "rad2deg",
              "radians",
              "degrees",
              "fabs" -> {
            if (type.isComplex()) {
              throw new NotKnown(name);
            }
            yield Types.fractional(type);
          }
          case "floor", "ceil", "trunc", "fix" -> {
            if (isReal) {
              yield type;
            }
            throw new NotKnown(name + " of whole numbers");
          }
          case "negative", "positive", "sign" -> {
            if (type == DataType.BOOL) {
              throw new NotKnown(name + " of truth values");
            }
            yield type;
          }
          case "square", "reciprocal" -> {
            if (type == DataType.BOOL) {
              throw new NotKnown(name + " of truth values");
            }
            yield type;
          }
          case "abs", "absolute" -> {
            if (type.isComplex()) {
              throw new NotKnown(name);
            }
            yield type;
          }
          case "conj", "conjugate" -> {
            if (type == DataType.BOOL) {
              throw new NotKnown(name);
            }
            yield type;
          }
          case "round", "around" -> {
            if (type == DataType.BOOL) {
              throw new NotKnown(name);
            }
            yield type;
          }
          case "invert", "bitwise_not" -> {
            if (type != DataType.BOOL && !type.isInteger()) {
              throw new NotKnown(name);
            }
            yield type;
          }
          case "isnan", "isinf", "isfinite", "logical_not" -> DataType.BOOL;
          default -> throw new NotKnown(name);
        };
    Tensor made = Arrays.made(result, array.shape(), name, List.of(array), run);
    if (array.content().isEmpty() || type.isComplex()) {
      return made;
    }
    List<Object> elements = new ArrayList<>();
    for (Object element : array.content().get()) {
      double number = (Double) Arrays.cast(element, DataType.FLOAT64);
      Object one =
          switch (name) {
            case "negative" ->
                type.isSigned() ? (Object) (long) -number : isReal ? (Object) (-number) : null;
            case "abs", "absolute" ->
                type.isSigned()
                    ? (Object) (long) Math.abs(number)
                    : isReal ? (Object) Math.abs(number) : null;
            case "invert", "bitwise_not" -> type == DataType.BOOL ? (Object) (number == 0) : null;
            case "logical_not" -> number == 0;
            case "floor" -> isReal ? (Object) Math.floor(number) : null;
            case "ceil" -> isReal ? (Object) Math.ceil(number) : null;
            default -> null;
          };
      if (one == null || Math.abs(number) > 1L << 30) {
        return made;
      }
      elements.add(one);
    }
    return Arrays.labelled(made.withContent(elements));
  }

  private static boolean isUnary(String name) {
    return switch (name) {
      case "exp",
          "exp2",
          "expm1",
          "log",
          "log2",
          "log10",
          "log1p",
          "sqrt",
          "cbrt",
          "sin",
          "cos",
          "tan",
          "sinh",
          "cosh",
          "tanh",
          "arcsin",
          "arccos",
          "arctan",
          "arcsinh",
          "arccosh",
          "arctanh",
          "asin",
          "acos",
          "atan",
          "asinh",
          "acosh",
          "atanh",
          "rint",
          "deg2rad",
          "rad2deg",
          "radians",
          "degrees",
          "fabs",
          "floor",
          "ceil",
          "trunc",
          "fix",
          "negative",
          "positive",
          "sign",
          "square",
          "reciprocal",
          "abs",
          "absolute",
          "conj",
          "conjugate",
          "round",
          "around",
          "invert",
          "bitwise_not",
          "isnan",
          "isinf",
          "isfinite",
          "logical_not" ->
          true;
      default -> false;
    };
  }
}
