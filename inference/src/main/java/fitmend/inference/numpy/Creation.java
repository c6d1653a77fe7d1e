package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that make arrays out of no array. */
final class Creation {
  private Creation() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    Execution run = call.run();
    return switch (call.name()) {
      case "zeros", "ones", "empty" -> {
        Bound bound = call.bind("shape", "dtype");
        Value shape = bound.get("shape");
        if (Arrays.isNone(shape) && run.target() == Target.TENSORFLOW_2_21) {
          throw run.error("TypeError", "Use () not None as shape arguments");
        }
        DataType type = call.type(bound);
        yield filled(call.name(), Arrays.shape(shape, run), type, null, run);
      }
      case "full" -> {
        Bound bound = call.bind("shape", "fill_value", "dtype");
        Shape shape = Arrays.shape(bound.get("shape"), run);
        yield filled(call.name(), shape, call.type(bound), bound.get("fill_value"), run);
      }
      case "zeros_like", "ones_like", "empty_like", "full_like" -> like(call);
      case "loadtxt", "genfromtxt" -> {
        // What is in the file is not known, the type is.
        Bound bound = call.bind();
        Value type = bound.get("dtype");
        if (type instanceof Constant none && none.isNone()
            || bound.values().containsKey("names") && bound.isGiven("names")) {
          throw new NotKnown(call.name());
        }
        yield Arrays.made(
            bound.isGiven("dtype") ? call.type(bound) : DataType.FLOAT64,
            Shape.UNKNOWN,
            call.name(),
            List.of(),
            run);
      }
      case "eye" -> {
        Bound bound = call.bind("N", "M", "k", "dtype");
        yield eye(bound.get("N"), bound.get("M"), bound.get("k"), call.type(bound), run);
      }
      case "identity" -> {
        Bound bound = call.bind("n", "dtype");
        yield eye(bound.get("n"), Constant.NONE, null, call.type(bound), run);
      }
      case "arange" -> {
        if (call.arguments().positional().isEmpty() || call.arguments().isOpen()) {
          throw new NotKnown("arange");
        }
        yield arange(
            Signature.of(
                    "arange", "start, stop=None, step=None, dtype=None, device=None, like=None")
                .bind(call.arguments(), run),
            run);
      }
      case "linspace", "logspace", "geomspace" -> spaced(call);
      case "meshgrid" -> meshgrid(call);
      case "array", "asarray", "asanyarray", "ascontiguousarray", "copy", "asfarray" ->
          asArray(call);
      case "tri" -> {
        Bound bound = call.bind("N", "M", "k", "dtype");
        if (bound.get("N") instanceof Constant(Double real)) {
          throw new NotKnown("a size that is rounded");
        }
        Tensor square = eye(bound.get("N"), bound.get("M"), Constant.of(1L), call.type(bound), run);
        yield Arrays.made(square.type(), square.shape(), "tri", List.of(), run);
      }
      case "tril", "triu" -> {
        Tensor array = call.array(call.bind("m", "k"));
        if (!array.shape().isRanked()) {
          throw new NotKnown(call.name());
        }
        if (array.shape().rank() == 0) {
          throw run.error("TypeError", "tri() missing 1 required positional argument: 'N'");
        }
        Shape shape = array.shape();
        shape = shape.rank() == 1 ? shape.concat(shape) : shape;
        yield Arrays.made(array.type(), shape, call.name(), List.of(array), run);
      }
      case "diag", "diagflat", "diagonal" -> diagonal(call);
      default -> null;
    };
  }

  private static void requireFill(Shape given, Shape sizes, Execution run) {
    boolean fits =
        !given.isFull()
            || !sizes.isFull()
            || given.rank() <= sizes.rank()
                && Broadcasting.of(given, sizes).filter(sizes::equals).isPresent();
    if (!fits) {
      throw run.error(
          "ValueError",
          "could not broadcast input array from shape %s into shape %s"
              .formatted(Arrays.written(given, run), Arrays.written(sizes, run)));
    }
  }

  /** The numbers from 0 on, as many as there are. */
  static Tensor range(int size, Execution run) {
    Tensor made = Arrays.made(DataType.INT64, Shape.of(size), "arange", List.of(), run);
    return made.withContent(IntStream.range(0, size).<Object>mapToObj(i -> (long) i).toList());
  }

  private static Value diagonal(Call call) {
    boolean isTaken = call.name().equals("diagonal");
    Bound bound = isTaken ? call.bind("a", "offset") : call.bind("v", "k");
    Execution run = call.run();
    Tensor array = call.array(bound);
    if (call.name().equals("diag") && array.shape().equals(Shape.SCALAR)) {
      throw run.error("ValueError", "Input must be 1- or 2-d.");
    }
    long offset =
        Arrays.integer(bound.get(isTaken ? "offset" : "k"), run)
            .orElseThrow(() -> new NotKnown("a diagonal"));
    if (!array.shape().isFull()) {
      throw new NotKnown(call.name());
    }
    Shape shape = array.shape();
    if (isTaken || call.name().equals("diag") && shape.rank() == 2) {
      Products.requireMatrix(shape, run);
      int rows = shape.size(0);
      int columns = shape.size(1);
      long size =
          Math.max(
              0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
      return Arrays.made(
          array.type(),
          shape.slice(2, shape.rank()).concat(Shape.of((int) size)),
          call.name(),
          List.of(array),
          run);
    }
    if (call.name().equals("diag") && shape.rank() != 1) {
      throw run.error("ValueError", "Input must be 1- or 2-d.");
    }
    int size = (int) (shape.count() + Math.abs(offset));
    return Arrays.made(array.type(), Shape.of(size, size), call.name(), List.of(array), run);
  }

  private static Value like(Call call) {
    Execution run = call.run();
    boolean isFull = call.name().equals("full_like");
    Bound bound =
        isFull
            ? call.bind("a", "fill_value", "dtype", "shape")
            : call.bind("a", "prototype", "dtype", "shape");
    Tensor array = call.array(bound);
    DataType wanted = call.type(bound);
    Value shape = Call.given(bound, "shape");
    return filled(
        call.name(),
        Arrays.isNone(shape) ? array.shape() : Arrays.shape(shape, run),
        wanted == null ? array.type() : wanted,
        isFull ? bound.get("fill_value") : null,
        run);
  }

  private static Value asArray(Call call) {
    Execution run = call.run();
    Bound bound = call.bind("object", "a", "dtype", "ndmin");
    DataType type =
        call.name().equals("asfarray")
            ? DataType.FLOAT64
            : bound.values().containsKey("dtype") ? call.type(bound) : null;
    Value given = Call.first(bound);
    if (type == DataType.OBJECT && !(given instanceof Tensor)) {
      return Arrays.made(DataType.OBJECT, Shape.UNKNOWN, call.name(), List.of(), run);
    }
    Tensor array = call.array(given);
    if (!(given instanceof Tensor) && type != null) {
      Arrays.requireFit(array, type, run);
    }
    Value least = Call.given(bound, "ndmin");
    if (least != null) {
      array = Shaping.atLeast(array, (int) Call.number(least), run);
    }
    boolean isMade = call.name().equals("array") || call.name().equals("copy");
    if (call.name().equals("ascontiguousarray")) {
      array = Shaping.atLeast(array, 1, run);
    }
    if (type == null || type == array.type()) {
      return isMade ? Shaping.same(array, array.shape(), call.name(), run) : array;
    }
    return Types.isNumber(type) && Types.isNumber(array.type())
        ? Arrays.cast(array, type, call.name(), run)
        : ArrayMethods.ofOthers(array, type, run);
  }

  private static Tensor filled(
      String name, Shape sizes, DataType wanted, Value fill, Execution run) {
    Tensor element = fill == null ? null : Arrays.of(fill, run);
    DataType type = wanted != null ? wanted : element == null ? DataType.FLOAT64 : element.type();
    if (element != null && !element.shape().equals(Shape.SCALAR)) {
      requireFill(element.shape(), sizes, run);
      return Arrays.made(type, sizes, name, List.of(element), run);
    }
    if (element != null && wanted != null) {
      Arrays.requireFit(element, wanted, run);
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
    return sizes.count() <= 0 ? made : made.withLabels(Labels.between(number, number));
  }

  private static Tensor eye(
      Value rows, Value columns, Value diagonal, DataType wanted, Execution run) {
    Optional<Long> height = Arrays.integer(rows, run);
    Optional<Long> width = Arrays.isNone(columns) ? height : Arrays.integer(columns, run);
    Shape shape =
        Shape.of(
            height.map(Long::intValue).map(n -> Math.max(n, 0)).orElse(Shape.ANY),
            width.map(Long::intValue).map(n -> Math.max(n, 0)).orElse(Shape.ANY));
    if (height.orElse(0L) < 0 || width.orElse(0L) < 0) {
      throw run.error("ValueError", "negative dimensions are not allowed");
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

  private static Tensor arange(Bound bound, Execution run) {
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

  private static Value spaced(Call call) {
    Execution run = call.run();
    Bound bound = call.bind("start", "stop", "num", "endpoint", "retstep", "base", "dtype", "axis");
    Tensor start = call.array(bound.get("start"));
    Tensor stop = call.array(bound.get("stop"));
    for (Tensor end : List.of(start, stop)) {
      if (!Types.isNumber(end.type()) || end.type().isComplex()) {
        throw new NotKnown(call.name());
      }
    }
    Optional<Long> count = Arrays.integer(bound.get("num"), run);
    if (count.isPresent() && count.get() < 0) {
      throw run.error(
          "ValueError", "Number of samples, " + count.get() + ", must be non-negative.");
    }
    Shape ends =
        Broadcasting.of(start.shape(), stop.shape()).orElseThrow(() -> new NotKnown("ends"));
    if (!ends.isRanked()) {
      throw new NotKnown(call.name());
    }
    DataType wanted = call.type(bound);
    DataType type =
        wanted != null
            ? wanted
            : Types.promote(Types.promote(start.type(), stop.type()), DataType.FLOAT64);
    int at = Arrays.axis(Call.number(bound.get("axis")), ends.rank() + 1, run);
    int size = count.map(Long::intValue).orElse(Shape.ANY);
    Tensor made = Arrays.made(type, ends.insert(at, size), call.name(), List.of(), run);
    return Call.flag(bound, "retstep")
        ? Tuple.of(made, Arrays.made(type, ends, call.name(), List.of(), run))
        : made;
  }

  private static Value meshgrid(Call call) {
    Value indexing = call.arguments().keywords().get("indexing");
    if (call.arguments().isOpen()
        || call.arguments().keywords().size() > (indexing == null ? 0 : 1)) {
      throw new NotKnown("meshgrid");
    }
    Call.require(indexing, "xy", "ij");
    boolean isMatrix = Constant.of("ij").equals(indexing);
    List<Tensor> arrays = new ArrayList<>();
    int[] sizes = new int[call.arguments().positional().size()];
    for (int i = 0; i < sizes.length; i++) {
      arrays.add(call.array(call.arguments().positional().get(i)));
      sizes[i] = (int) arrays.get(i).shape().count();
    }
    if (!isMatrix && sizes.length > 1) {
      int first = sizes[0];
      sizes[0] = sizes[1];
      sizes[1] = first;
    }
    List<Value> grids = new ArrayList<>();
    for (Tensor array : arrays) {
      grids.add(Arrays.made(array.type(), Shape.of(sizes), "meshgrid", List.of(array), call.run()));
    }
    return call.run().target() == Target.TENSORFLOW_2_21
        ? new Tuple(grids)
        : new ListValue(call.run().journal(), grids);
  }

  /** Whether a flag is set; not known when it is not known. */
  static boolean flag(Value value) {
    if (value instanceof Scalar || !(value instanceof Constant(Boolean flag))) {
      throw new NotKnown("a flag");
    }
    return flag;
  }
}
