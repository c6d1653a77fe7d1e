package fitmend.inference.numpy;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Functions that make arrays out of no array. */
final class Creation {
  private Creation() {}

  static Tensor filled(String name, Value shape, DataType wanted, Value fill, Execution run) {
    Shape sizes = Arrays.shape(shape, run);
    Tensor element = fill == null ? null : Arrays.of(fill, run);
    DataType type = wanted != null ? wanted : element == null ? DataType.FLOAT64 : element.type();
    if (element != null && !(element.shape().isRanked() && element.shape().rank() == 0)) {
      throw new NotKnown("an array to fill with");
    }
    Tensor made = Arrays.made(type, sizes, name, List.of(), run);
    Object value =
        switch (name) {
          case "zeros", "zeros_like" -> 0L;
          case "ones", "ones_like" -> 1L;
          default -> element == null ? null : element.content().map(List::getFirst).orElse(null);
        };
    if (value == null || !Types.isNumber(type) || type.isComplex() || value instanceof String) {
      return made;
    }
    Object held = Arrays.cast(value, type);
    if (sizes.isFull() && sizes.count() <= 1024) {
      made = made.withContent(Collections.nCopies((int) sizes.count(), held));
    }
    double number = (Double) Arrays.cast(held, DataType.FLOAT64);
    return sizes.count() == 0 ? made : made.withLabels(Labels.between(number, number));
  }

  static Tensor eye(Value rows, Value columns, Value diagonal, DataType wanted, Execution run) {
    Optional<Long> height = Arrays.integer(rows, run);
    Optional<Long> width = Arrays.isNone(columns) ? height : Arrays.integer(columns, run);
    Shape shape =
        Shape.of(
            height.map(Long::intValue).map(n -> Math.max(n, 0)).orElse(Shape.ANY),
            width.map(Long::intValue).map(n -> Math.max(n, 0)).orElse(Shape.ANY));
    if (height.orElse(0L) < 0 || width.orElse(0L) < 0) {
      throw new NotKnown("a negative size");
    }
    DataType type = wanted == null ? DataType.FLOAT64 : wanted;
    Tensor made = Arrays.made(type, shape, "eye", List.of(), run);
    boolean isMain = diagonal == null || Tensors.integer(diagonal).equals(Optional.of(0L));
    if (!isMain || !Types.isNumber(type) || type.isComplex()) {
      return made;
    }
    if (shape.isFull() && shape.count() <= 1024) {
      List<Object> elements = new ArrayList<>();
      for (int at = 0; at < shape.count(); at++) {
        elements.add(Arrays.cast(at / shape.size(1) == at % shape.size(1) ? 1L : 0L, type));
      }
      made = made.withContent(elements);
    }
    return height.equals(width) ? made.withLabels(Labels.ONE_HOT) : made;
  }

  static Tensor arange(Bound bound, Execution run) {
    Value start = bound.get("start");
    Value stop = bound.get("stop");
    Value step = bound.get("step");
    if (Arrays.isNone(stop)) {
      stop = start;
      start = Constant.of(0L);
    }
    step = Arrays.isNone(step) ? Constant.of(1L) : step;
    DataType wanted = Types.read(bound.get("dtype"), run);
    DataType type = null;
    double[] numbers = new double[3];
    boolean isKnown = true;
    Value[] values = {start, stop, step};
    for (int i = 0; i < 3; i++) {
      Tensor number = Arrays.of(values[i], run);
      if (!Types.isNumber(number.type())
          || !number.shape().isRanked()
          || number.shape().rank() > 0) {
        throw new NotKnown("arange");
      }
      type = type == null ? number.type() : Types.promote(type, number.type());
      isKnown &= number.content().isPresent();
      numbers[i] =
          isKnown ? (Double) Arrays.cast(number.content().get().getFirst(), DataType.FLOAT64) : 0;
    }
    DataType result = wanted == null ? type : wanted;
    if (type == DataType.BOOL || result == DataType.BOOL) {
      throw new NotKnown("arange of truth values");
    }
    if (!isKnown) {
      return Arrays.made(result, Shape.of(Shape.ANY), "arange", List.of(), run);
    }
    if (numbers[2] == 0) {
      throw run.error("ZeroDivisionError", null);
    }
    double count = Math.max(0, Math.ceil((numbers[1] - numbers[0]) / numbers[2]));
    if (count > Integer.MAX_VALUE) {
      throw new NotKnown("arange");
    }
    Tensor made = Arrays.made(result, Shape.of((int) count), "arange", List.of(), run);
    if (type.isInteger() && count > 0) {
      if (count <= 1024) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          elements.add(Arrays.cast((long) (numbers[0] + i * numbers[2]), result));
        }
        made = made.withContent(elements);
      }
      double last = numbers[0] + (count - 1) * numbers[2];
      made =
          made.withLabels(Labels.between(Math.min(numbers[0], last), Math.max(numbers[0], last)));
    }
    return made;
  }

  static Value linspace(Bound bound, Execution run) {
    Tensor start = Arrays.of(bound.get("start"), run);
    Tensor stop = Arrays.of(bound.get("stop"), run);
    if (!isScalar(start) || !isScalar(stop) || bound.get("retstep") != Constant.FALSE) {
      throw new NotKnown("linspace");
    }
    Optional<Long> count = Arrays.integer(bound.get("num"), run);
    if (count.isPresent() && count.get() < 0) {
      throw run.error(
          "ValueError", "Number of samples, " + count.get() + ", must be non-negative.");
    }
    DataType wanted = Types.read(bound.get("dtype"), run);
    return Arrays.made(
        wanted == null ? DataType.FLOAT64 : wanted,
        Shape.of(count.map(Long::intValue).orElse(Shape.ANY)),
        "linspace",
        List.of(),
        run);
  }

  private static boolean isScalar(Tensor value) {
    return value.shape().isRanked()
        && value.shape().rank() == 0
        && Types.isNumber(value.type())
        && !value.type().isComplex();
  }

  static Value meshgrid(List<Value> axes, boolean isMatrix, Execution run) {
    List<Tensor> arrays = new ArrayList<>();
    int[] sizes = new int[axes.size()];
    for (int i = 0; i < sizes.length; i++) {
      Tensor array = Arrays.of(axes.get(i), run);
      arrays.add(array);
      sizes[i] = (int) array.shape().count();
    }
    if (!isMatrix && sizes.length > 1) {
      int first = sizes[0];
      sizes[0] = sizes[1];
      sizes[1] = first;
    }
    List<Value> grids = new ArrayList<>();
    for (Tensor array : arrays) {
      grids.add(Arrays.made(array.type(), Shape.of(sizes), "meshgrid", List.of(array), run));
    }
    return run.target() == fitmend.inference.Target.TENSORFLOW_2_21
        ? new fitmend.inference.value.Tuple(grids)
        : new ListValue(run.journal(), grids);
  }

  /** Whether a flag is set; not known when it is not known. */
  static boolean flag(Value value) {
    if (value instanceof Scalar || !(value instanceof Constant(Boolean flag))) {
      throw new NotKnown("a flag");
    }
    return flag;
  }
}
