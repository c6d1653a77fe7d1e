package fitmend.inference.numpy;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

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
      Optional<List<Value>> axes =
          axis instanceof Tensor ? Optional.empty() : Tensors.elements(axis);
      if (axes.isPresent()
          && (isArgument
              || name.equals("average")
              || axis instanceof fitmend.inference.value.ListValue)) {
        throw new NotKnown("axes of " + name);
      }
      for (Value each : axes.orElse(List.of(axis))) {
        if (!(each instanceof Constant constant) || !(constant.value() instanceof Long number)) {
          throw new NotKnown("an axis");
        }
        // A number without axes has axis 0 and -1 for some functions.
        if (shape.rank() == 0) {
          throw new NotKnown("an axis of a number");
        }
        int at = Arrays.axis(number, shape.rank(), run);
        if (gone[at]) {
          throw run.error("ValueError", "duplicate value in 'axis'");
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
    if (reduced <= 0 && needsElements(name)) {
      if (reduced == 0) {
        throw new NotKnown("a reduction of nothing");
      }
    }
    Tensor made = Arrays.made(type, result, name, List.of(array), run);
    return result.count() == 1 && reduced == shape.count() ? withContent(name, made, array) : made;
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
      case "mean", "median" -> isWhole ? DataType.FLOAT64 : type;
      case "std", "var" -> {
        if (type.isComplex()) {
          throw new NotKnown(name);
        }
        yield isWhole ? DataType.FLOAT64 : type;
      }
      default -> {
        if (type == DataType.BOOL && name.equals("ptp")) {
          throw new NotKnown(name);
        }
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
