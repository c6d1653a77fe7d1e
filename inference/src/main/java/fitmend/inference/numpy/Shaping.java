package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.tensor.Reshaping;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Functions that move elements: reshape, transpose, join. */
final class Shaping {
  private Shaping() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    Execution run = call.run();
    return switch (call.name()) {
      case "reshape" -> {
        Bound bound = call.bind("a", "shape", "newshape");
        Value shape = bound.get(bound.values().containsKey("shape") ? "shape" : "newshape");
        yield reshape(ordered(bound, call), ArrayMethods.sizes(shape), run);
      }
      case "ravel" -> flat(ordered(call.bind("a"), call), run);
      case "transpose", "permute_dims" -> {
        Bound bound = call.bind("a", "axes");
        Value axes = bound.get("axes");
        yield transpose(
            call.array(bound), Arrays.isNone(axes) ? null : ArrayMethods.sizes(axes), run);
      }
      case "swapaxes" -> {
        Bound bound = call.bind("a", "axis1", "axis2");
        yield swap(call.array(bound), bound.get("axis1"), bound.get("axis2"), run);
      }
      case "moveaxis" -> {
        Bound bound = call.bind("a", "source", "destination");
        yield move(call.array(bound), bound.get("source"), bound.get("destination"), run);
      }
      case "rollaxis" -> rollAxis(call);
      case "expand_dims" -> {
        Bound bound = call.bind("a", "axis");
        yield expand(call.array(bound), bound.get("axis"), run);
      }
      case "squeeze" -> {
        Bound bound = call.bind("a", "axis");
        yield squeeze(call.array(bound), bound.get("axis"), run);
      }
      case "broadcast_to" -> {
        Bound bound = call.bind("array", "shape");
        yield broadcast(call.array(bound), bound.get("shape"), run);
      }
      case "atleast_1d", "atleast_2d", "atleast_3d" -> atLeast(call);
      case "flip", "flipud", "fliplr" -> flip(call);
      case "roll" -> roll(call);
      case "rot90" -> quarterTurn(call);
      case "resize" -> {
        Bound bound = call.bind("a", "new_shape");
        if (ArrayMethods.sizes(bound.get("new_shape")).stream()
            .anyMatch(size -> Tensors.integer(size).orElse(0L) < 0)) {
          throw run.target() == Target.TENSORFLOW_1_15
              ? new NotKnown("resize")
              : run.error("ValueError", "all elements of `new_shape` must be non-negative");
        }
        Shape shape = Arrays.shape(bound.get("new_shape"), run);
        if (shape.equals(Shape.SCALAR) && run.target() == Target.TENSORFLOW_1_15) {
          throw new NotKnown("resize");
        }
        Tensor array = call.array(bound);
        yield Arrays.made(array.type(), shape, "resize", List.of(array), run);
      }
      default -> null;
    };
  }

  /** The first argument; its content is not known when it is read column by column. */
  private static Tensor ordered(Bound bound, Call call) {
    Tensor array = call.array(bound);
    return withOrder(array, Call.given(bound, "order"), call.run());
  }

  static Tensor withOrder(Tensor array, Value order, Execution run) {
    if (order == null || order.equals(Constant.of("C"))) {
      return array;
    }
    if (!(order instanceof Constant(String text))) {
      boolean isOld = run.target() == Target.TENSORFLOW_1_15;
      throw order instanceof Constant constant && !constant.isNone()
          ? run.error(
              isOld ? "ValueError" : "TypeError",
              isOld ? null : "order must be str, not " + order.typeName())
          : new NotKnown("an order of elements");
    }
    return switch (text) {
      case "F" -> Arrays.made(array.type(), array.shape(), "ravel", List.of(array), run);
      case "A", "K" -> Arrays.made(array.type(), array.shape(), "ravel", List.of(array), run);
      default ->
          throw run.error(
              run.target() == Target.TENSORFLOW_1_15 ? "TypeError" : "ValueError", null);
    };
  }

  static Tensor reshape(Tensor array, List<Value> sizes, Execution run) {
    int[] wanted = new int[sizes.size()];
    int open = 0;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Arrays.integer(sizes.get(i), run).map(Long::intValue).orElse(Integer.MIN_VALUE);
      open += wanted[i] < 0 && wanted[i] != Integer.MIN_VALUE ? 1 : 0;
    }
    if (open > 1) {
      throw run.error("ValueError", "can only specify one unknown dimension");
    }
    Optional<Shape> shape = Reshaping.of(array.shape(), wanted);
    if (shape.isEmpty()) {
      throw run.error(
          "ValueError",
          "cannot reshape array of size %d into shape %s"
              .formatted(array.shape().count(), requested(wanted)));
    }
    Tensor made = Arrays.made(array.type(), shape.get(), "reshape", List.of(array), run);
    if (array.content().isPresent()) {
      made = made.withContent(array.content().get());
    }
    boolean keepsRows =
        array.labels().isOneHot()
            && shape.get().rank() > 0
            && array.shape().isRanked()
            && array.shape().rank() > 0
            && shape.get().size(-1) == array.shape().size(-1)
            && shape.get().size(-1) >= 0;
    return made.withLabels(keepsRows ? array.labels() : ranged(array));
  }

  /** NumPy leaves leading open sizes out, and writes others as new axes. */
  private static String requested(int[] wanted) {
    List<String> sizes = new ArrayList<>();
    for (int size : wanted) {
      if (size >= 0 || !sizes.isEmpty()) {
        sizes.add(size < 0 ? "newaxis" : String.valueOf(size));
      }
    }
    return "(" + String.join(",", sizes) + (wanted.length == 1 ? ",)" : ")");
  }

  /** The facts of an array that hold when its rows are broken up. */
  static Labels ranged(Tensor array) {
    Labels labels = array.labels();
    return new Labels(labels.low(), labels.high(), false);
  }

  static Tensor ordered(Tensor array, int[] order, String name, Execution run) {
    Shape shape = array.shape();
    Tensor made =
        Arrays.made(
                array.type(),
                Shape.of(IntStream.of(order).map(shape::size).toArray()),
                name,
                List.of(array),
                run)
            .withLabels(ranged(array));
    return array.content().isPresent() && shape.isFull()
        ? Gathering.moved(made, array, Gathering.transpose(shape, order))
        : made;
  }

  static Tensor transpose(Tensor array, List<Value> axes, Execution run) {
    if (!array.shape().isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "transpose", List.of(array), run);
    }
    int rank = array.shape().rank();
    if (axes == null) {
      return ordered(
          array, IntStream.range(0, rank).map(i -> rank - 1 - i).toArray(), "transpose", run);
    }
    if (axes.size() != rank) {
      throw run.error("ValueError", "axes don't match array");
    }
    int[] order = new int[rank];
    boolean[] used = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      long axis = Arrays.integer(axes.get(i), run).orElseThrow(() -> new NotKnown("an axis"));
      order[i] = Arrays.axis(axis, rank, run);
      if (used[order[i]]) {
        throw run.error("ValueError", "repeated axis in transpose");
      }
      used[order[i]] = true;
    }
    return ordered(array, order, "transpose", run);
  }

  static Tensor swap(Tensor array, Value one, Value other, Execution run) {
    if (!array.shape().isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "swapaxes", List.of(array), run);
    }
    int rank = array.shape().rank();
    int start = axis(one, rank, "axis1: ", run);
    int end = axis(other, rank, "axis2: ", run);
    int[] order = IntStream.range(0, rank).toArray();
    order[start] = end;
    order[end] = start;
    return ordered(array, order, "swapaxes", run);
  }

  private static int axis(Value axis, int rank, String prefix, Execution run) {
    long number = Arrays.integer(axis, run).orElseThrow(() -> new NotKnown("an axis"));
    if (number < -rank || number >= rank) {
      throw run.error(
          "AxisError",
          prefix + "axis %d is out of bounds for array of dimension %d".formatted(number, rank));
    }
    return (int) (number < 0 ? number + rank : number);
  }

  private static Tensor move(Tensor array, Value source, Value target, Execution run) {
    if (!array.shape().isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "moveaxis", List.of(array), run);
    }
    int rank = array.shape().rank();
    List<Value> from = ArrayMethods.sizes(source);
    List<Value> to = ArrayMethods.sizes(target);
    TreeMap<Integer, Integer> moved = new TreeMap<>();
    List<Integer> starts = new ArrayList<>();
    for (Value each : from) {
      starts.add(axis(each, rank, "source: ", run));
    }
    List<Integer> ends = new ArrayList<>();
    for (Value each : to) {
      ends.add(axis(each, rank, "destination: ", run));
    }
    if (starts.size() != ends.size()) {
      throw run.error(
          "ValueError",
          "`source` and `destination` arguments must have the same number of elements");
    }
    for (int i = 0; i < starts.size(); i++) {
      moved.put(ends.get(i), starts.get(i));
    }
    if (moved.size() != starts.size() || Set.copyOf(starts).size() != starts.size()) {
      throw new NotKnown("an axis that is moved twice");
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.removeAll(starts);
    moved.forEach(order::add);
    return ordered(array, order.stream().mapToInt(i -> i).toArray(), "moveaxis", run);
  }

  private static Tensor rollAxis(Call call) {
    Bound bound = call.bind("a", "axis", "start");
    Tensor array = call.array(bound);
    if (!array.shape().isRanked()) {
      throw new NotKnown("rollaxis");
    }
    int rank = array.shape().rank();
    int axis = call.axis(bound.get("axis"), rank);
    long start = Call.number(bound.get("start"));
    if (start < -rank || start > rank) {
      throw call.run()
          .error(
              "AxisError",
              "'start' arg requires %d <= start < %d, but %d was passed in"
                  .formatted(-rank, rank + 1, start));
    }
    int to = (int) (start < 0 ? start + rank : start);
    to = axis < to ? to - 1 : to;
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.remove(axis);
    order.add(to, axis);
    return ordered(array, order.stream().mapToInt(i -> i).toArray(), "rollaxis", call.run());
  }

  static Tensor expand(Tensor array, Value axis, Execution run) {
    if (!array.shape().isRanked()) {
      throw new NotKnown("the number of axes");
    }
    if (axis instanceof Constant(Double number)) {
      throw run.error("TypeError", null);
    }
    List<Value> axes =
        axis instanceof Tuple || axis instanceof ListValue
            ? Tensors.elements(axis).orElseThrow(() -> new NotKnown("axes"))
            : List.of(axis);
    int rank = array.shape().rank() + axes.size();
    TreeSet<Integer> places = new TreeSet<>();
    for (Value each : axes) {
      long at = Arrays.integer(each, run).orElseThrow(() -> new NotKnown("an axis"));
      places.add(Arrays.axis(at, rank, run));
    }
    if (places.size() < axes.size()) {
      throw run.error("ValueError", "repeated axis");
    }
    Shape shape = array.shape();
    for (int place : places) {
      shape = shape.insert(place, 1);
    }
    return same(array, shape, "expand_dims", run);
  }

  static Tensor squeeze(Tensor array, Value axis, Execution run) {
    Shape shape = array.shape();
    if (!shape.isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "squeeze", List.of(array), run);
    }
    if (Arrays.isNone(axis)) {
      return same(
          array,
          shape.isFull()
              ? Shape.of(IntStream.of(shape.sizes()).filter(n -> n != 1).toArray())
              : Shape.UNKNOWN,
          "squeeze",
          run);
    }
    boolean[] gone = new boolean[shape.rank()];
    for (Value each : ArrayMethods.sizes(axis)) {
      long number = Arrays.integer(each, run).orElseThrow(() -> new NotKnown("an axis"));
      if (shape.rank() == 0 && !(axis instanceof Tuple) && (number == 0 || number == -1)) {
        continue;
      }
      gone[Arrays.axis(number, shape.rank(), run)] = true;
    }
    Shape rest = Shape.SCALAR;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        rest = rest.concat(Shape.of(shape.size(i)));
      } else if (shape.size(i) > 1 || shape.size(i) == 0) {
        throw run.error(
            "ValueError", "cannot select an axis to squeeze out which has size not equal to one");
      }
    }
    return same(array, rest, "squeeze", run);
  }

  private static Value atLeast(Call call) {
    if (!call.arguments().keywords().isEmpty() || call.arguments().isOpen()) {
      throw new NotKnown(call.name());
    }
    int rank = call.name().charAt("atleast_".length()) - '0';
    List<Value> results = new ArrayList<>();
    for (Value given : call.arguments().positional()) {
      Tensor array = call.array(given);
      results.add(rank == 3 ? atLeast3(array, call.run()) : atLeast(array, rank, call.run()));
    }
    return results.size() == 1
        ? results.getFirst()
        : call.run().target() == Target.TENSORFLOW_2_21
            ? new Tuple(results)
            : new ListValue(call.run().journal(), results);
  }

  /** Three axes, as dstack wants them: {@code (1, n, 1)}, {@code (m, n, 1)}. */
  static Tensor atLeast3(Tensor array, Execution run) {
    if (!array.shape().isRanked() || array.shape().rank() >= 3) {
      return atLeast(array, 3, run);
    }
    Shape two = atLeast(array, 2, run).shape();
    return same(array, two.insert(2, 1), "atleast", run);
  }

  private static Value flip(Call call) {
    boolean hasAxis = call.name().equals("flip");
    Bound bound = hasAxis ? call.bind("m", "axis") : call.bind("m");
    Execution run = call.run();
    Tensor array = call.array(bound);
    if (!array.shape().isRanked()) {
      throw new NotKnown(call.name());
    }
    int rank = array.shape().rank();
    if (rank < (call.name().equals("fliplr") ? 2 : hasAxis ? 0 : 1)) {
      throw run.error("ValueError", "Input must be >= %d-d.".formatted(hasAxis ? 0 : rank + 1));
    }
    Value axis = hasAxis ? bound.get("axis") : Constant.of(call.name().equals("flipud") ? 0 : 1);
    boolean[] turned = new boolean[rank];
    if (Arrays.isNone(axis)) {
      java.util.Arrays.fill(turned, true);
    } else {
      for (Value each : ArrayMethods.sizes(axis)) {
        turned[call.axis(each, rank)] = true;
      }
    }
    Tensor result = array;
    SliceValue backwards = new SliceValue(Constant.NONE, Constant.NONE, Constant.of(-1L));
    for (int i = 0; i < rank; i++) {
      result = turned[i] ? sliced(result, i, backwards, run) : result;
    }
    boolean keepsRows = rank == 0 || !turned[rank - 1];
    return result.withLabels(keepsRows ? array.labels() : ranged(array));
  }

  private static Value roll(Call call) {
    Bound bound = call.bind("a", "shift", "axis");
    Tensor array = call.array(bound);
    Optional<Long> shift = Tensors.integer(bound.get("shift"));
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    if (!array.shape().isRanked() || bound.get("shift") instanceof Constant(Double real)) {
      throw new NotKnown("roll");
    }
    List<Value> axes = isFlat ? List.of() : ArrayMethods.sizes(bound.get("axis"));
    int rank = array.shape().rank();
    int[] places = axes.stream().mapToInt(each -> call.axis(each, rank)).toArray();
    int at = rank == 1 ? 0 : places.length == 1 ? places[0] : -1;
    int size = at < 0 ? -1 : array.shape().size(at);
    if (shift.isPresent() && at >= 0 && size > 0 && size <= 1024) {
      int by = (int) Math.floorMod(shift.get(), (long) size);
      int[] from = IntStream.range(0, size).map(i -> Math.floorMod(i - by, size)).toArray();
      return taken(array, at, from, "roll", call.run());
    }
    return Arrays.made(array.type(), array.shape(), "roll", List.of(array), call.run())
        .withLabels(ranged(array));
  }

  private static Value quarterTurn(Call call) {
    Bound bound = call.bind("m", "k");
    Tensor array = call.array(bound);
    long turns = Call.number(bound.get("k"));
    if (!array.shape().isRanked()) {
      throw new NotKnown("rot90");
    }
    if (array.shape().rank() < 2) {
      throw call.run()
          .error("ValueError", array.shape().rank() == 1 ? "Axes must be different." : null);
    }
    Shape shape = array.shape();
    if (turns % 2 != 0) {
      shape = shape.with(0, array.shape().size(1)).with(1, array.shape().size(0));
    }
    return Arrays.made(array.type(), shape, "rot90", List.of(array), call.run());
  }

  /** Those places along an axis. */
  static Tensor taken(Tensor array, int axis, int[] places, String name, Execution run) {
    Tensor index =
        Arrays.made(DataType.INT64, Shape.of(places.length), name, List.of(), run)
            .withContent(IntStream.of(places).<Object>mapToObj(i -> (long) i).toList());
    return sliced(array, axis, index, run);
  }

  /** What an index takes along an axis. */
  static Tensor sliced(Tensor array, int axis, Value index, Execution run) {
    if (axis == 0) {
      return (Tensor) NumpyLibrary.taken(array, index, run);
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      items.add(new SliceValue(Constant.NONE, Constant.NONE, Constant.NONE));
    }
    items.add(index);
    return (Tensor) NumpyLibrary.taken(array, new Tuple(items), run);
  }

  /** The same elements in the same order. */
  static Tensor same(Tensor array, Shape shape, String name, Execution run) {
    Tensor made =
        Arrays.made(array.type(), shape, name, List.of(array), run).withLabels(array.labels());
    return array.content().isPresent() ? made.withContent(array.content().get()) : made;
  }

  static Tensor flat(Tensor array, Execution run) {
    long count = array.shape().count();
    Tensor made = same(array, Shape.of(count < 0 ? Shape.ANY : (int) count), "ravel", run);
    return made.withLabels(ranged(array));
  }

  /** At least that many axes, put before the others, as vstack and hstack do. */
  static Tensor atLeast(Tensor array, int rank, Execution run) {
    Shape shape = array.shape();
    if (!shape.isRanked()) {
      throw new NotKnown("the number of axes");
    }
    while (shape.rank() < rank) {
      shape = shape.insert(0, 1);
    }
    return shape.equals(array.shape()) ? array : same(array, shape, "atleast", run);
  }

  private static Tensor broadcast(Tensor array, Value shape, Execution run) {
    List<Value> sizes = ArrayMethods.sizes(shape);
    if (sizes.stream().anyMatch(size -> Tensors.integer(size).orElse(0L) < 0)) {
      throw run.error("ValueError", "all elements of broadcast shape must be non-negative");
    }
    Shape wanted = Arrays.shape(shape, run);
    if (array.shape().isFull() && wanted.isFull() && wanted.rank() < array.shape().rank()) {
      throw run.error(
          "ValueError",
          wanted.rank() == 0
              ? "cannot broadcast a non-scalar to a scalar array"
              : "input operand has more dimensions than allowed by the axis remapping");
    }
    Optional<Shape> both = Broadcasting.of(array.shape(), wanted);
    if (both.isEmpty() || !both.get().equals(wanted)) {
      if (!array.shape().isFull() || !wanted.isFull()) {
        throw new NotKnown("broadcast_to");
      }
      throw run.error(
          "ValueError",
          ("operands could not be broadcast together with remapped shapes [original->remapped]: %s"
                  + " and requested shape %s")
              .formatted(
                  Elementwise.text(array.shape())
                      + (run.target() == Target.TENSORFLOW_1_15 ? "" : " "),
                  Elementwise.text(wanted)));
    }
    Tensor made = Arrays.made(array.type(), wanted, "broadcast_to", List.of(array), run);
    return wanted.isFull() && wanted.count() <= 1024 && array.shape().isFull()
        ? Gathering.moved(made, array, Gathering.broadcast(array.shape(), wanted))
        : made;
  }
}
