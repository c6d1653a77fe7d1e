package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions of one array that work element by element. */
final class Unary {
  /** What becomes of the type of the elements. */
  private enum Kind {
    /** It becomes one with fractions. */
    FRACTION,
    /** Numbers are cut to whole ones; before NumPy 2.1 these had fractions afterwards. */
    CUT,
    KEPT,
    /** It stays, and truth values are refused. */
    SIGNED,
    BITS,
    TRUTH
  }

  private Unary() {}

  private static Kind kind(String name) {
    return switch (name) {
      case "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "cbrt" -> Kind.FRACTION;
      case "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan" ->
          Kind.FRACTION;
      case "arcsinh", "arccosh", "arctanh", "asin", "acos", "atan", "asinh", "acosh", "atanh" ->
          Kind.FRACTION;
      case "rint", "deg2rad", "rad2deg", "radians", "degrees", "fabs", "sinc", "spacing" ->
          Kind.FRACTION;
      case "floor", "ceil", "trunc" -> Kind.CUT;
      case "square", "reciprocal", "abs", "absolute", "round", "around", "round_", "rounded" ->
          Kind.KEPT;
      case "conj", "conjugate", "real", "nan_to_num" -> Kind.KEPT;
      case "negative", "positive", "sign" -> Kind.SIGNED;
      case "invert", "bitwise_not" -> Kind.BITS;
      case "isnan", "isinf", "isfinite", "logical_not", "signbit" -> Kind.TRUTH;
      default -> null;
    };
  }

  static boolean has(String name) {
    return kind(name) != null;
  }

  static Tensor apply(String name, Value value, Execution run) {
    Tensor array = Arrays.of(value, run);
    DataType type = array.type();
    if (name.equals("real") && !(value instanceof Tensor) && array.shape().equals(Shape.SCALAR)) {
      throw new NotKnown("real");
    }
    if (type == DataType.STRING && !name.equals("real") && !name.equals("nan_to_num")) {
      throw ofText(name, run);
    }
    if (!Types.isNumber(type)) {
      throw new NotKnown("a type of elements");
    }
    DataType result = result(name, type, run);
    Tensor made = Arrays.made(result, array.shape(), name, List.of(array), run);
    List<Object> content = content(name, array, result);
    if (content != null) {
      return Arrays.labelled(made.withContent(content));
    }
    boolean staysSame =
        switch (name) {
          case "nan_to_num", "real" -> true;
          case "rint", "round", "around", "floor", "ceil", "trunc" -> type.isInteger();
          default -> false;
        };
    return staysSame
        ? made.withLabels(array.labels())
        : name.equals("sqrt") && array.labels().isOneHot() ? made.withLabels(Labels.ONE_HOT) : made;
  }

  private static DataType result(String name, DataType type, Execution run) {
    boolean isWhole = type == DataType.BOOL || type.isInteger();
    switch (kind(name)) {
      case FRACTION:
        if (type.isComplex()) {
          throw new NotKnown(name);
        }
        return name.equals("sinc") && isWhole ? DataType.FLOAT64 : Types.fractional(type);
      case CUT:
        if (type.isComplex()) {
          throw new NotKnown(name);
        }
        return run.target() == Target.TENSORFLOW_2_21 ? type : Types.fractional(type);
      case SIGNED:
        if (type == DataType.BOOL) {
          throw run.error(
              name.equals("negative") ? "TypeError" : "UFuncTypeError", ofTruth(name, run));
        }
        return type;
      case KEPT:
        boolean isRounded = name.startsWith("round") || name.equals("around");
        if (type == DataType.BOOL) {
          return isRounded
              ? DataType.FLOAT16
              : name.equals("square") || name.equals("reciprocal") || name.startsWith("conj")
                  ? DataType.INT8
                  : type;
        }
        if (type.isComplex() && !name.startsWith("conj") && !isRounded) {
          throw new NotKnown(name);
        }
        return type;
      case BITS:
        if (!isWhole) {
          throw run.error("TypeError", unsupported("invert"));
        }
        return type;
      default:
        return DataType.BOOL;
    }
  }

  private static String ofTruth(String name, Execution run) {
    if (name.equals("negative")) {
      return "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator"
          + " or the logical_not function instead.";
    }
    return run.target() == Target.TENSORFLOW_2_21
        ? noLoop(name) + "<class 'numpy.dtypes.BoolDType'> -> None"
        : null;
  }

  static String noLoop(String name) {
    return "ufunc '" + name + "' did not contain a loop with signature matching types ";
  }

  static String unsupported(String name) {
    return "ufunc '"
        + name
        + "' not supported for the input types, and the inputs could not be safely coerced to any"
        + " supported types according to the casting rule ''safe''";
  }

  private static PythonError ofText(String name, Execution run) {
    String real =
        switch (name) {
          case "abs" -> "absolute";
          case "round", "around", "round_", "rounded" -> "rint";
          case "bitwise_not" -> "invert";
          default -> name;
        };
    boolean hasLoops =
        switch (real) {
          case "negative", "positive", "sign", "absolute", "conjugate" -> true;
          default -> false;
        };
    if (real.equals("logical_not") || real.equals("sinc") || real.startsWith("conj")) {
      throw new NotKnown(name + " of texts");
    }
    if (!hasLoops) {
      // Their newer names stand for the older ones.
      boolean isRenamed = real.matches("a(rc)?(sin|cos|tan)h?");
      return run.error("TypeError", isRenamed ? null : unsupported(real));
    }
    return run.error(
        "UFuncTypeError",
        run.target() == Target.TENSORFLOW_2_21
            ? noLoop(real) + "<class 'numpy.dtypes.StrDType'> -> None"
            : null);
  }

  private static List<Object> content(String name, Tensor array, DataType result) {
    if (array.content().isEmpty() || array.type().isComplex()) {
      return null;
    }
    List<Object> elements = new ArrayList<>();
    for (Object element : array.content().get()) {
      double number = (Double) Arrays.cast(element, DataType.FLOAT64);
      Object one = element(name, number, result);
      if (one == null || Math.abs(number) > 1L << 30) {
        return null;
      }
      elements.add(Arrays.cast(one, result));
    }
    return elements;
  }

  private static Object element(String name, double number, DataType result) {
    return switch (name) {
      case "negative" -> -number;
      case "abs", "absolute", "fabs" -> Math.abs(number);
      case "square" -> number * number;
      case "sign" -> Math.signum(number);
      case "positive", "conj", "conjugate", "real", "nan_to_num" -> number;
      case "invert", "bitwise_not" ->
          result == DataType.BOOL ? (Object) (number == 0) : (Object) (-number - 1);
      case "logical_not" -> number == 0;
      case "isnan" -> Double.isNaN(number);
      case "isfinite" -> Double.isFinite(number);
      case "isinf" -> Double.isInfinite(number);
      case "floor" -> Math.floor(number);
      case "ceil" -> Math.ceil(number);
      case "trunc" -> number < 0 ? Math.ceil(number) : Math.floor(number);
      case "round", "around", "round_", "rint" -> Math.rint(number);
      case "sqrt" -> number >= 0 ? (Object) Math.sqrt(number) : null;
      default -> null;
    };
  }
}
