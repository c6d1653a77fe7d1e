package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that put arrays together, repeat them, widen them, and take them apart. */
final class Joining {
  private static final String NO_SEQUENCE =
      "arrays to stack must be passed as a \"sequence\" type such as list or tuple.";

  private Joining() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    return switch (call.name()) {
      case "concatenate", "concat" -> concatenate(call);
      case "stack" -> {
        Bound bound = call.bind("arrays", "axis", "dtype");
        Tensor made = stack(sequence(bound, call), bound.get("axis"), call.run());
        yield typed(made, call.type(bound), call);
      }
      case "vstack", "row_stack", "hstack", "dstack", "column_stack" -> stacked(call);
      case "append" -> append(call);
      case "insert" -> insert(call);
      case "delete" -> delete(call);
      case "tile" -> tile(call);
      case "repeat" -> repeat(call);
      case "pad" -> pad(call);
      case "split", "array_split", "hsplit", "vsplit", "dsplit" -> split(call);
      default -> null;
    };
  }

  private static List<Tensor> sequence(Bound bound, Call call) {
    Value given = Call.first(bound);
    if (given instanceof Constant || given instanceof Scalar) {
      boolean isWorded =
          !call.name().startsWith("concat") && call.run().target() != Target.TENSORFLOW_1_15;
      throw call.run().error("TypeError", isWorded ? NO_SEQUENCE : null);
    }
    return call.arrays(given);
  }

  private static Tensor typed(Tensor made, DataType wanted, Call call) {
    return wanted == null || wanted == made.type()
        ? made
        : Arrays.cast(made, wanted, call.name(), call.run());
  }

  private static Value concatenate(Call call) {
    Bound bound = call.bind("arrays", "axis", "dtype");
    List<Tensor> arrays = sequence(bound, call);
    Execution run = call.run();
    if (arrays.isEmpty()) {
      throw run.error("ValueError", "need at least one array to concatenate");
    }
    Value axis = bound.get("axis");
    if (Arrays.isNone(axis)) {
      return typed(
          joined(
              arrays.stream().map(each -> Shaping.flat(each, run)).toList(), 0, "concatenate", run),
          call.type(bound),
          call);
    }
    return typed(joinedAt(arrays, axis, "concatenate", call), call.type(bound), call);
  }

  private static Tensor joinedAt(List<Tensor> arrays, Value axis, String name, Call call) {
    Shape first = arrays.getFirst().shape();
    if (first.rank() == 0) {
      throw call.run().error("ValueError", "zero-dimensional arrays cannot be concatenated");
    }
    return joined(arrays, call.axis(axis, first.rank()), name, call.run());
  }

  /** Arrays of known ranks one behind the other along an axis of the first. */
  static Tensor joined(List<Tensor> arrays, int axis, String name, Execution run) {
    Shape first = arrays.getFirst().shape();
    if (first.rank() == 0) {
      throw run.error("ValueError", "zero-dimensional arrays cannot be concatenated");
    }
    DataType type = arrays.getFirst().type();
    for (int i = 1; i < arrays.size(); i++) {
      int rank = arrays.get(i).shape().rank();
      if (rank != first.rank()) {
        throw run.error(
            "ValueError",
            run.target() == Target.TENSORFLOW_1_15 && rank == 0
                ? null
                : ("all the input arrays must have same number of dimensions, but the array at"
                        + " index 0 has %d dimension(s) and the array at index %d has %d"
                        + " dimension(s)")
                    .formatted(first.rank(), i, rank));
      }
    }
    int total = first.size(axis);
    Shape common = first;
    for (int i = 1; i < arrays.size(); i++) {
      Shape shape = arrays.get(i).shape();
      type = Types.promote(type, arrays.get(i).type());
      for (int at = 0; at < first.rank(); at++) {
        if (at == axis) {
          total = total < 0 || shape.size(at) < 0 ? Shape.ANY : total + shape.size(at);
        } else if (common.size(at) < 0) {
          common = common.with(at, shape.size(at));
        } else if (shape.size(at) >= 0 && shape.size(at) != common.size(at)) {
          throw run.error("ValueError", unequal(first, common, shape, at, i, run));
        }
      }
    }
    Tensor made = Arrays.made(type, common.with(axis, total), name, arrays, run);
    boolean isOneHot =
        axis < first.rank() - 1 && arrays.stream().allMatch(each -> each.labels().isOneHot());
    if (arrays.stream().allMatch(each -> each.labels().isRangeKnown())) {
      made =
          made.withLabels(
              new Labels(
                  arrays.stream().mapToDouble(each -> each.labels().low()).min().getAsDouble(),
                  arrays.stream().mapToDouble(each -> each.labels().high()).max().getAsDouble(),
                  isOneHot));
    }
    boolean isKnown =
        arrays.stream().allMatch(each -> each.content().isPresent())
            && !type.isComplex()
            && common.with(axis, total).isFull();
    if (isKnown && (axis == 0 || common.with(axis, total).count() <= 1024)) {
      return Arrays.labelled(made.withContent(elements(arrays, axis, type)));
    }
    return made;
  }

  private static String unequal(
      Shape first, Shape common, Shape shape, int at, int index, Execution run) {
    return common.equals(first)
        ? ("all the input array dimensions %s the concatenation axis must match exactly, but along"
                + " dimension %d, the array at index 0 has size %d and the array at index %d has"
                + " size %d")
            .formatted(
                run.target() == Target.TENSORFLOW_1_15 ? "for" : "except for",
                at,
                first.size(at),
                index,
                shape.size(at))
        : null;
  }

  private static List<Object> elements(List<Tensor> arrays, int axis, DataType type) {
    Shape first = arrays.getFirst().shape();
    int blocks = (int) first.slice(0, axis).count();
    List<Object> elements = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      for (Tensor array : arrays) {
        List<Object> content = array.content().get();
        int width = content.size() / blocks;
        for (Object each : content.subList(block * width, (block + 1) * width)) {
          elements.add(Types.isNumber(type) ? Arrays.cast(each, type) : each);
        }
      }
    }
    return elements;
  }

  static Tensor stack(List<Tensor> arrays, Value axisValue, Execution run) {
    if (arrays.isEmpty()) {
      throw run.error("ValueError", "need at least one array to stack");
    }
    for (Tensor array : arrays) {
      if (!array.shape().isCompatible(arrays.getFirst().shape())) {
        throw run.error("ValueError", "all input arrays must have the same shape");
      }
    }
    int axis = Arrays.axis(Call.number(axisValue), arrays.getFirst().shape().rank() + 1, run);
    List<Tensor> longer = new ArrayList<>();
    for (Tensor array : arrays) {
      longer.add(Shaping.same(array, array.shape().insert(axis, 1), "expand_dims", run));
    }
    return joined(longer, axis, "stack", run);
  }

  private static Value stacked(Call call) {
    Bound bound = call.bind("tup", "dtype");
    Execution run = call.run();
    List<Tensor> arrays = new ArrayList<>();
    for (Tensor array : sequence(bound, call)) {
      int rank = array.shape().rank();
      arrays.add(
          switch (call.name()) {
            case "hstack" -> Shaping.atLeast(array, 1, run);
            case "dstack" -> Shaping.atLeast3(array, run);
            case "column_stack" ->
                rank < 2 ? Shaping.transpose(Shaping.atLeast(array, 2, run), null, run) : array;
            default -> Shaping.atLeast(array, 2, run);
          });
    }
    if (arrays.isEmpty()) {
      throw run.error("ValueError", "need at least one array to concatenate");
    }
    int axis =
        switch (call.name()) {
          case "hstack" -> arrays.getFirst().shape().rank() > 1 ? 1 : 0;
          case "dstack" -> 2;
          case "column_stack" -> 1;
          default -> 0;
        };
    return typed(joined(arrays, axis, call.name(), run), call.type(bound), call);
  }

  private static Value append(Call call) {
    Bound bound = call.bind("arr", "values", "axis");
    Execution run = call.run();
    List<Tensor> both = List.of(call.array(bound.get("arr")), call.array(bound.get("values")));
    if (Arrays.isNone(bound.get("axis"))) {
      return joined(both.stream().map(each -> Shaping.flat(each, run)).toList(), 0, "append", run);
    }
    if (!both.getFirst().shape().isRanked() || !both.getLast().shape().isRanked()) {
      throw new NotKnown("the number of axes");
    }
    return joinedAt(both, bound.get("axis"), "append", call);
  }

  private static Value insert(Call call) {
    Bound bound = call.bind("arr", "obj", "values", "axis");
    Execution run = call.run();
    Tensor array = call.array(bound.get("arr"));
    Optional<Long> at = Tensors.integer(bound.get("obj"));
    Tensor values = call.array(bound.get("values"));
    if (at.isEmpty() || !values.shape().equals(Shape.SCALAR)) {
      throw new NotKnown("insert");
    }
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    array = isFlat ? Shaping.flat(array, run) : array;
    if (!array.shape().isRanked()) {
      throw new NotKnown("insert");
    }
    int axis = isFlat ? 0 : call.axis(bound.get("axis"), array.shape().rank());
    int size = array.shape().size(axis);
    if (size >= 0 && (at.get() > size || at.get() < -size)) {
      throw run.error(
          "IndexError",
          "index %d is out of bounds for axis %d with size %d".formatted(at.get(), axis, size));
    }
    return Arrays.made(
        array.type(),
        array.shape().with(axis, size < 0 ? Shape.ANY : size + 1),
        "insert",
        List.of(array),
        run);
  }

  private static Value delete(Call call) {
    Bound bound = call.bind("arr", "obj", "axis");
    Execution run = call.run();
    Tensor array = call.array(bound.get("arr"));
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    array = isFlat ? Shaping.flat(array, run) : array;
    if (!array.shape().isRanked() || array.shape().rank() == 0) {
      throw new NotKnown("delete");
    }
    int axis = isFlat ? 0 : call.axis(bound.get("axis"), array.shape().rank());
    int size = array.shape().size(axis);
    Shape unknown = array.shape().with(axis, Shape.ANY);
    if (size < 0 || size > 4096) {
      return Arrays.made(array.type(), unknown, "delete", List.of(array), run);
    }
    boolean[] gone = new boolean[size];
    Value places = bound.get("obj");
    Tensor all = Creation.range(size, run);
    Tensor taken =
        places instanceof SliceValue
            ? (Tensor) run.subscript(all, places)
            : call.array(NumpyLibrary.asArray(places, run));
    if (taken.content().isEmpty()) {
      return Arrays.made(array.type(), unknown, "delete", List.of(array), run);
    }
    int at = 0;
    for (Object place : taken.content().get()) {
      if (place instanceof Boolean isGone && taken.shape().count() == size) {
        gone[at++] = isGone;
        continue;
      }
      if (!(place instanceof Long number)) {
        throw new NotKnown("delete");
      }
      if (number >= size || number < -size) {
        throw run.error(
            "IndexError",
            "index %d is out of bounds for axis %d with size %d".formatted(number, axis, size));
      }
      gone[(int) (number < 0 ? number + size : number)] = true;
    }
    return Shaping.taken(
        array, axis, IntStream.range(0, size).filter(i -> !gone[i]).toArray(), "delete", run);
  }

  private static Value tile(Call call) {
    Bound bound = call.bind("A", "reps");
    Execution run = call.run();
    Tensor array = call.array(bound.get("A"));
    List<Value> times = ArrayMethods.sizes(bound.get("reps"));
    if (!array.shape().isRanked()) {
      throw new NotKnown("tile");
    }
    Tensor result = Shaping.atLeast(array, times.size(), run);
    for (int i = 1; i <= times.size(); i++) {
      Optional<Long> count = Arrays.integer(times.get(times.size() - i), run);
      int axis = result.shape().rank() - i;
      if (count.isPresent() && count.get() < 0) {
        throw run.error("ValueError", "negative dimensions are not allowed");
      }
      result = repeated(result, axis, count, false, run);
    }
    return Shaping.same(result, result.shape(), "tile", run);
  }

  /** Repeats whole, or each element by itself. */
  private static Tensor repeated(
      Tensor array, int axis, Optional<Long> count, boolean isEach, Execution run) {
    int size = array.shape().size(axis);
    if (size < 0 || count.isEmpty() || size * count.get() > 1024) {
      long total = size < 0 || count.isEmpty() ? Shape.ANY : size * count.get();
      Tensor made =
          Arrays.made(
              array.type(), array.shape().with(axis, (int) total), "repeat", List.of(array), run);
      boolean keepsRows = axis < array.shape().rank() - 1;
      return total == 0
          ? made
          : made.withLabels(keepsRows ? array.labels() : Shaping.ranged(array));
    }
    int times = count.get().intValue();
    int[] places =
        IntStream.range(0, size * times).map(i -> isEach ? i / times : i % size).toArray();
    return Shaping.taken(array, axis, places, "repeat", run);
  }

  private static Value repeat(Call call) {
    Bound bound = call.bind("a", "repeats", "axis");
    Execution run = call.run();
    Tensor array = call.array(bound.get("a"));
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    array = isFlat ? Shaping.flat(array, run) : array;
    if (!array.shape().isRanked()) {
      throw new NotKnown("repeat");
    }
    array = Shaping.atLeast(array, 1, run);
    int axis = isFlat ? 0 : call.axis(bound.get("axis"), array.shape().rank());
    int size = array.shape().size(axis);
    Tensor repeats = call.array(bound.get("repeats"));
    if (repeats.shape().count() == 1 && repeats.shape().rank() <= 1) {
      Optional<Long> count = Tensors.integer(repeats);
      if (count.isPresent() && count.get() < 0) {
        throw run.error(
            "ValueError",
            repeats.shape().rank() == 0 ? "negative dimensions are not allowed" : null);
      }
      if (count.isEmpty() && !repeats.type().isInteger()) {
        throw new NotKnown("repeats that are no whole numbers");
      }
      return repeated(array, axis, count, true, run);
    }
    if (!repeats.shape().isFull() || repeats.shape().rank() != 1 || size < 0) {
      throw new NotKnown("repeat");
    }
    if (repeats.shape().size(0) != size) {
      throw run.error(
          "ValueError",
          "operands could not be broadcast together with shape (%d,) (%d,)"
              .formatted(size, repeats.shape().size(0)));
    }
    Shape unknown = array.shape().with(axis, Shape.ANY);
    if (repeats.content().isEmpty() || !repeats.type().isInteger()) {
      return Arrays.made(array.type(), unknown, "repeat", List.of(array), run);
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long times = (Long) repeats.content().get().get(i);
      if (times < 0 || places.size() + times > 100_000) {
        throw new NotKnown("repeat");
      }
      for (int k = 0; k < times; k++) {
        places.add(i);
      }
    }
    return Shaping.taken(array, axis, places.stream().mapToInt(i -> i).toArray(), "repeat", run);
  }

  private static Value pad(Call call) {
    Bound bound = call.bind();
    Execution run = call.run();
    Tensor array = call.array(Call.first(bound));
    Value mode = bound.get("mode");
    if (!(mode instanceof Constant(String text)) || !array.shape().isRanked()) {
      throw new NotKnown("pad");
    }
    Tensor width = call.array(bound.get("pad_width"));
    if (width.type().isFloating()) {
      throw run.error("TypeError", "`pad_width` must be of integral type.");
    }
    int rank = array.shape().rank();
    boolean fits =
        width.shape().isFull()
            && switch (width.shape().rank()) {
              case 0 -> true;
              case 1 -> width.shape().size(0) <= 2;
              case 2 ->
                  width.shape().size(1) <= 2
                      && (width.shape().size(0) == rank || width.shape().size(0) == 1);
              default -> false;
            };
    if (!fits) {
      if (!width.shape().isFull() || width.shape().rank() != 2 || width.shape().size(1) != 2) {
        throw new NotKnown("pad");
      }
      throw run.error(
          "ValueError",
          ("operands could not be broadcast together with remapped shapes [original->remapped]: %s"
                  + " and requested shape (%d,2)")
              .formatted(
                  Elementwise.text(width.shape())
                      + (run.target() == Target.TENSORFLOW_1_15 ? "" : " "),
                  rank));
    }
    switch (text) {
      case "constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum" -> {}
      case "reflect", "symmetric", "wrap", "empty" -> {}
      default -> throw run.error("ValueError", "mode '" + text + "' is not supported");
    }
    if (width.content().isEmpty()) {
      return Arrays.made(array.type(), Shape.ofRank(rank), "pad", List.of(array), run);
    }
    List<Object> content = width.content().get();
    Shape shape = array.shape();
    for (Object each : content) {
      if ((Long) each < 0) {
        throw run.error("ValueError", "index can't contain negative values");
      }
    }
    int columns = width.shape().rank() == 0 ? 1 : width.shape().size(-1);
    for (int axis = 0; axis < rank; axis++) {
      int row = width.shape().rank() == 2 && width.shape().size(0) > 1 ? axis * columns : 0;
      long more = (Long) content.get(row) + (Long) content.get(row + columns - 1);
      shape = shape.with(axis, shape.size(axis) < 0 ? Shape.ANY : shape.size(axis) + (int) more);
    }
    return Arrays.made(array.type(), shape, "pad", List.of(array), run);
  }

  private static Value split(Call call) {
    Bound bound = call.bind("ary", "indices_or_sections", "axis");
    Execution run = call.run();
    Tensor array = call.array(bound.get("ary"));
    Value sections = bound.get("indices_or_sections");
    if (!array.shape().isRanked()) {
      return ListValue.unknown(run.journal(), "the parts of an array");
    }
    int rank = array.shape().rank();
    int axis =
        switch (call.name()) {
          case "hsplit" -> requireRank(rank, 1, call) > 1 ? 1 : 0;
          case "vsplit" -> {
            requireRank(rank, 2, call);
            yield 0;
          }
          case "dsplit" -> {
            requireRank(rank, 3, call);
            yield 2;
          }
          default -> {
            long number = Call.number(bound.get("axis"));
            if (number >= rank || number < -rank) {
              throw run.error("IndexError", rank == 0 ? null : "tuple index out of range");
            }
            yield (int) (number < 0 ? number + rank : number);
          }
        };
    int size = array.shape().size(axis);
    Optional<List<Value>> places = Tensors.elements(sections);
    List<Value> parts = new ArrayList<>();
    if (places.isPresent()) {
      Value from = Constant.of(0L);
      List<Value> ends = new ArrayList<>(places.get());
      ends.add(Constant.NONE);
      for (Value end : ends) {
        parts.add(part(array, axis, from, end, run));
        from = end;
      }
      return new ListValue(run.journal(), parts);
    }
    Optional<Long> count =
        sections instanceof Constant(Double real) && real == Math.rint(real)
            ? Optional.of(real.longValue())
            : Tensors.integer(sections);
    boolean isEven = !call.name().equals("array_split");
    if (count.isPresent() && count.get() <= 0) {
      if (isEven && count.get() == 0) {
        throw run.error(
            "ZeroDivisionError",
            run.target() == Target.TENSORFLOW_2_21 ? "integer modulo by zero" : null);
      }
      throw new NotKnown("a number of sections");
    }
    if (size < 0 || count.isEmpty() || count.get() > 64) {
      if (size >= 0 && count.isPresent() && isEven && size % count.get() != 0) {
        throw run.error("ValueError", "array split does not result in an equal division");
      }
      return ListValue.unknown(run.journal(), "the parts of an array");
    }
    long number = count.get();
    if (isEven && size % number != 0) {
      throw run.error("ValueError", "array split does not result in an equal division");
    }
    long from = 0;
    for (int i = 0; i < number; i++) {
      long to = from + size / number + (i < size % number ? 1 : 0);
      parts.add(part(array, axis, Constant.of(from), Constant.of(to), run));
      from = to;
    }
    return new ListValue(run.journal(), parts);
  }

  private static int requireRank(int rank, int least, Call call) {
    if (rank < least) {
      throw call.run()
          .error(
              "ValueError",
              "%s only works on arrays of %d or more dimensions".formatted(call.name(), least));
    }
    return rank;
  }

  private static Value part(Tensor array, int axis, Value from, Value to, Execution run) {
    return Shaping.sliced(array, axis, new SliceValue(from, to, Constant.NONE), run);
  }
}
