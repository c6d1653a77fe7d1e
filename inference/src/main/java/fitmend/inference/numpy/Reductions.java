package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** Functions that make one number of many, along axes. */
final class Reductions {
  private Reductions() {}

  static boolean has(String name) {
    return switch (name) {
      case "sum",
          "prod",
          "mean",
          "std",
          "var",
          "max",
          "min",
          "amax",
          "amin",
          "any",
          "all",
          "argmax",
          "argmin",
          "ptp",
          "median",
          "nansum",
          "nanmean",
          "nanstd",
          "nanvar",
          "nanmax",
          "nanmin",
          "nanargmax",
          "nanargmin",
          "nanmedian",
          "count_nonzero" ->
          true;
      default -> false;
    };
  }

  static Value call(Call call) {
    Bound bound = call.bind("a", "axis", "dtype", "keepdims");
    DataType type = bound.values().containsKey("dtype") ? call.type(bound) : null;
    return of(
        call.name(),
        Call.first(bound),
        bound.get("axis"),
        type,
        Call.flag(bound, "keepdims"),
        call.run());
  }

  /** The type of a sum. */
  static DataType summed(DataType type) {
    return type == DataType.BOOL || type.isSigned()
        ? DataType.INT64
        : type.isUnsigned() ? DataType.UINT64 : type;
  }

  /**
   * Reduces.
   *
   * @param axis the axis or axes; None for all
   * @param wanted the type that is asked for, null for the usual one
   */
  static Value of(
      String name, Value value, Value axis, DataType wanted, boolean keeps, Execution run) {
    Tensor array = Arrays.of(value, run);
    DataType type = wanted != null ? wanted : type(name, array.type());
    Shape shape = array.shape();
    if (!shape.isRanked()) {
      return Arrays.made(
          type,
          Arrays.isNone(axis) && !keeps ? Shape.SCALAR : Shape.UNKNOWN,
          name,
          List.of(array),
          run);
    }
    boolean[] gone = new boolean[shape.rank()];
    if (Arrays.isNone(axis)) {
      java.util.Arrays.fill(gone, true);
    } else {
      boolean isArgument = name.contains("arg");
      boolean isSequence = axis instanceof Tuple || axis instanceof ListValue;
      if (axis instanceof ListValue || isSequence && isArgument && name.startsWith("nan")) {
        throw new NotKnown("axes of " + name);
      }
      List<Value> axes =
          isSequence && !isArgument
              ? Tensors.elements(axis).orElseThrow(() -> new NotKnown("axes"))
              : List.of(axis);
      for (Value each : axes) {
        if (run.target() == Target.TENSORFLOW_1_15 && counts(name, array.type())) {
          requireCounted(each, shape.rank(), run);
        }
        boolean isNone = each instanceof Constant constant && !(constant.value() instanceof Long);
        if (isNone || isSequence && isArgument) {
          throw run.error(
              "TypeError", run.target() == Target.TENSORFLOW_1_15 ? null : notWhole(name, each));
        }
        long number = Tensors.integer(each).orElseThrow(() -> new NotKnown("an axis"));
        if (shape.rank() == 0 && (number == 0 || number == -1) && !isSequence) {
          if (takesOnlyRealAxes(name)) {
            throw axisError(name, number, 0, run);
          }
          continue;
        }
        int rank = shape.rank();
        if (number < -rank || number >= rank) {
          throw axisError(name, number, rank == 0 && isArgument ? 1 : rank, run);
        }
        int at = (int) (number < 0 ? number + rank : number);
        if (gone[at]) {
          throw run.error(
              "ValueError",
              name.equals("average")
                  ? null
                  : repeats(name) ? "repeated axis" : "duplicate value in 'axis'");
        }
        gone[at] = true;
      }
    }
    Shape result = Shape.SCALAR;
    long reduced = 1;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        result = result.concat(Shape.of(shape.size(i)));
      } else {
        reduced = shape.size(i) < 0 || reduced < 0 ? -1 : reduced * shape.size(i);
        result = keeps ? result.concat(Shape.of(1)) : result;
      }
    }
    if (shape.count() == 0 && name.equals("average")) {
      throw new NotKnown("an average of nothing");
    }
    if (array.type() == DataType.BOOL && name.equals("ptp")) {
      throw run.error("TypeError", Elementwise.NO_DIFFERENCE);
    }
    if (reduced == 0 && needsElements(name)) {
      throw run.error("ValueError", ofNothing(name, result, run));
    }
    if (name.equals("count_nonzero")
        && Arrays.isNone(axis)
        && !keeps
        && run.target() != Target.TENSORFLOW_2_21) {
      return ArrayMethods.item(
          withContent(name, Arrays.made(type, result, name, List.of(array), run), array));
    }
    Tensor made = Arrays.made(type, result, name, List.of(array), run);
    return result.count() == 1 && reduced == shape.count() ? withContent(name, made, array) : made;
  }

  /** Whether NumPy 1.18 first asks for the size of the axis. */
  private static boolean counts(String name, DataType type) {
    return switch (name) {
      case "mean", "std", "var", "average" -> true;
      case "nanmean", "nanstd", "nanvar" -> !type.isFloating();
      default -> false;
    };
  }

  private static void requireCounted(Value axis, int rank, Execution run) {
    if (axis instanceof Constant constant && !(constant.value() instanceof Long)) {
      throw run.error(
          "TypeError", "tuple indices must be integers or slices, not " + axis.typeName());
    }
    long number = Tensors.integer(axis).orElseThrow(() -> new NotKnown("an axis"));
    if (number >= rank || number < -rank) {
      if (rank == 0) {
        throw new NotKnown("an axis of a number");
      }
      throw run.error("IndexError", "tuple index out of range");
    }
  }

  private static String notWhole(String name, Value axis) {
    boolean isFloat = axis instanceof Constant(Double number);
    return switch (name) {
      case "median",
          "nanmedian",
          "nanmean",
          "average",
          "quantile",
          "mean",
          "std",
          "var",
          "nanvar",
          "nanstd" ->
          isFloat
              ? null
              : "'%s' object cannot be interpreted as an integer".formatted(axis.typeName());
      default -> "'%s' object cannot be interpreted as an integer".formatted(axis.typeName());
    };
  }

  /** A number has axis 0 and -1 for others. */
  private static boolean takesOnlyRealAxes(String name) {
    return switch (name) {
      case "median", "nanmedian", "average", "quantile", "mean", "std", "var", "nanvar", "nanstd" ->
          true;
      default -> false;
    };
  }

  private static boolean repeats(String name) {
    return switch (name) {
      case "median", "nanmedian", "quantile" -> true;
      default -> false;
    };
  }

  private static PythonError axisError(String name, long axis, int rank, Execution run) {
    boolean isOfAverage = name.equals("average") && run.target() == Target.TENSORFLOW_2_21;
    return run.error(
        "AxisError",
        (isOfAverage ? "axis: " : "")
            + "axis %d is out of bounds for array of dimension %d".formatted(axis, rank));
  }

  private static String ofNothing(String name, Shape result, Execution run) {
    if (name.contains("arg")) {
      return run.target() == Target.TENSORFLOW_2_21 || !name.startsWith("nan")
          ? "attempt to get " + name.replace("nan", "") + " of an empty sequence"
          : null;
    }
    String operation =
        name.equals("ptp")
            ? "maximum"
            : (name.startsWith("nan") ? "f" : "")
                + (name.endsWith("max") ? "max" : "min")
                + (name.startsWith("nan") ? "" : "imum");
    return "zero-size array to reduction operation " + operation + " which has no identity";
  }

  private static boolean needsElements(String name) {
    return name.contains("max") || name.contains("min") || name.equals("ptp");
  }

  private static DataType type(String name, DataType type) {
    if (name.contains("arg") || name.equals("count_nonzero")) {
      return DataType.INT64;
    }
    if (name.equals("any") || name.equals("all")) {
      return type == DataType.OBJECT ? DataType.UNKNOWN : DataType.BOOL;
    }
    if (!Types.isNumber(type)) {
      throw new NotKnown("a type of elements");
    }
    boolean isWhole = type == DataType.BOOL || type.isInteger();
    return switch (name.replace("nan", "")) {
      case "sum", "prod" -> !isWhole ? type : type.isUnsigned() ? DataType.UINT64 : DataType.INT64;
      case "mean", "median", "average" -> isWhole ? DataType.FLOAT64 : type;
      case "std", "var" -> {
        if (type.isComplex()) {
          throw new NotKnown(name);
        }
        yield isWhole ? DataType.FLOAT64 : type;
      }
      default -> {
        yield type;
      }
    };
  }

  private static Tensor withContent(String name, Tensor made, Tensor array) {
    if (array.content().isEmpty()
        || array.type().isComplex()
        || !made.type().isInteger() && made.type() != DataType.BOOL) {
      // The ends of a range are its least and greatest elements.
      boolean isEnd =
          name.equals("max") || name.equals("min") || name.equals("amax") || name.equals("amin");
      if (isEnd && array.labels().isRangeKnown() && made.type().isInteger()) {
        double end = name.endsWith("max") ? array.labels().high() : array.labels().low();
        return made.withContent(List.of((long) end));
      }
      return made;
    }
    List<Object> elements = array.content().get();
    Double result = null;
    int place = 0;
    int best = 0;
    for (Object element : elements) {
      if (element instanceof String) {
        return made;
      }
      double number = (Double) Arrays.cast(element, DataType.FLOAT64);
      if (result == null) {
        result =
            switch (name) {
              case "any", "all", "count_nonzero" -> number != 0 ? 1.0 : 0.0;
              default -> number;
            };
      } else {
        boolean isBetter =
            name.endsWith("max") ? number > result : name.endsWith("min") && number < result;
        best = isBetter ? place : best;
        switch (name) {
          case "sum" -> result += number;
          case "max", "amax", "argmax" -> result = Math.max(result, number);
          case "min", "amin", "argmin" -> result = Math.min(result, number);
          case "any" -> result = Math.max(result, number != 0 ? 1 : 0);
          case "all" -> result = Math.min(result, number != 0 ? 1 : 0);
          case "count_nonzero" -> result += number != 0 ? 1 : 0;
          default -> {
            return made;
          }
        }
      }
      place++;
    }
    boolean isModelled =
        switch (name) {
          case "sum",
              "max",
              "amax",
              "min",
              "amin",
              "any",
              "all",
              "count_nonzero",
              "argmax",
              "argmin" ->
              true;
          default -> false;
        };
    if (result == null
        || !isModelled
        || Double.isNaN(result)
        || Math.abs(result) > 1L << 50
        || made.type().bits() < 32 && made.type() != DataType.BOOL) {
      return made;
    }
    if (name.startsWith("arg")) {
      return made.withContent(List.of((long) best));
    }
    return made.withContent(
        List.of(
            made.type() == DataType.BOOL ? (Object) (result != 0) : (Object) result.longValue()));
  }
}
