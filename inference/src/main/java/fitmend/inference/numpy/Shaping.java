package fitmend.inference.numpy;

import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.tensor.Reshaping;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that move elements: reshape, transpose, join. */
final class Shaping {
  private Shaping() {}

  static Tensor reshape(Tensor array, List<Value> sizes, Execution run) {
    int[] wanted = new int[sizes.size()];
    int open = 0;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Arrays.integer(sizes.get(i), run).map(Long::intValue).orElse(Integer.MIN_VALUE);
      if (wanted[i] < 0 && wanted[i] != Integer.MIN_VALUE) {
        open++;
        if (wanted[i] != -1) {
          throw new NotKnown("a negative size");
        }
      }
    }
    if (open > 1) {
      throw run.error("ValueError", "can only specify one unknown dimension");
    }
    Optional<Shape> shape = Reshaping.of(array.shape(), wanted);
    if (shape.isEmpty()) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < wanted.length; i++) {
        text.append(i == 0 ? "" : ",")
            .append(wanted[i] < 0 ? "newaxis" : String.valueOf(wanted[i]));
      }
      String list =
          wanted.length > 0 && wanted[0] < 0
              ? null
              : "(" + text + (wanted.length == 1 ? ",)" : ")");
      // A leading -1 is written as it is, the others as newaxis.
      throw run.error(
          "ValueError",
          list == null
              ? null
              : "cannot reshape array of size %d into shape %s"
                  .formatted(array.shape().count(), list));
    }
    Tensor made = Arrays.made(array.type(), shape.get(), "reshape", List.of(array), run);
    if (array.content().isPresent()) {
      made = made.withContent(array.content().get());
    }
    return made.withLabels(ranged(array));
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

  static Tensor moveAxes(Tensor array, Value source, Value target, boolean isSwap, Execution run) {
    long from = Tensors.integer(source).orElseThrow(() -> new NotKnown("axes"));
    long to = Tensors.integer(target).orElseThrow(() -> new NotKnown("axes"));
    if (!array.shape().isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "moveaxis", List.of(array), run);
    }
    int rank = array.shape().rank();
    if (from < -rank || from >= rank || to < -rank || to >= rank) {
      throw run.error("AxisError", null);
    }
    int start = Arrays.axis(from, rank, run);
    int end = Arrays.axis(to, rank, run);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    if (isSwap) {
      order.set(start, end);
      order.set(end, start);
    } else {
      order.remove(start);
      order.add(end, start);
    }
    return ordered(
        array, order.stream().mapToInt(i -> i).toArray(), isSwap ? "swapaxes" : "moveaxis", run);
  }

  static Tensor expand(Tensor array, Value axis, Execution run) {
    Optional<List<Value>> several =
        axis instanceof Tensor ? Optional.empty() : Tensors.elements(axis);
    if (several.isPresent() || axis instanceof Scalar || !array.shape().isRanked()) {
      throw new NotKnown("axes");
    }
    long at = Arrays.integer(axis, run).orElseThrow(() -> new NotKnown("an axis"));
    return same(
        array,
        array.shape().insert(Arrays.axis(at, array.shape().rank() + 1, run), 1),
        "expand_dims",
        run);
  }

  static Tensor squeeze(Tensor array, Value axis, Execution run) {
    if (!array.shape().isRanked()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "squeeze", List.of(array), run);
    }
    Shape shape = array.shape();
    if (!Arrays.isNone(axis)) {
      long number = Tensors.integer(axis).orElseThrow(() -> new NotKnown("axes"));
      if (shape.rank() == 0) {
        throw new NotKnown("an axis of a number");
      }
      int at = Arrays.axis(number, shape.rank(), run);
      if (shape.size(at) > 1 || shape.size(at) == 0) {
        throw run.error(
            "ValueError", "cannot select an axis to squeeze out which has size not equal to one");
      }
      return same(array, shape.remove(at), "squeeze", run);
    }
    if (!shape.isFull()) {
      return Arrays.made(array.type(), Shape.UNKNOWN, "squeeze", List.of(array), run);
    }
    return same(
        array, Shape.of(IntStream.of(shape.sizes()).filter(n -> n != 1).toArray()), "squeeze", run);
  }

  /** The same elements in the same order. */
  static Tensor same(Tensor array, Shape shape, String name, Execution run) {
    Tensor made =
        Arrays.made(array.type(), shape, name, List.of(array), run).withLabels(array.labels());
    return array.content().isPresent() ? made.withContent(array.content().get()) : made;
  }

  static Tensor concatenate(List<Value> values, Value axis, String name, Execution run) {
    if (values.isEmpty()) {
      throw run.error("ValueError", "need at least one array to concatenate");
    }
    List<Tensor> arrays = new ArrayList<>();
    for (Value value : values) {
      Tensor array = Arrays.of(value, run);
      if (!array.shape().isRanked()) {
        throw new NotKnown("arrays to join");
      }
      arrays.add(Arrays.isNone(axis) ? flat(array, run) : array);
    }
    return joined(arrays, Arrays.isNone(axis) ? Constant.of(0L) : axis, name, run);
  }

  static Tensor flat(Tensor array, Execution run) {
    long count = array.shape().count();
    Tensor made = same(array, Shape.of(count < 0 ? Shape.ANY : (int) count), "ravel", run);
    return made.withLabels(ranged(array));
  }

  static Tensor joined(List<Tensor> arrays, Value axisValue, String name, Execution run) {
    long number = Tensors.integer(axisValue).orElseThrow(() -> new NotKnown("an axis"));
    Shape first = arrays.getFirst().shape();
    if (first.rank() == 0) {
      throw run.error("ValueError", "zero-dimensional arrays cannot be concatenated");
    }
    int axis = Arrays.axis(number, first.rank(), run);
    DataType type = arrays.getFirst().type();
    for (int i = 1; i < arrays.size(); i++) {
      if (arrays.get(i).shape().rank() != first.rank()) {
        throw run.error(
            "ValueError",
            run.target() == fitmend.inference.Target.TENSORFLOW_1_15
                    && arrays.get(i).shape().rank() == 0
                ? null
                : ("all the input arrays must have same number of dimensions, but the array at"
                        + " index 0 has %d dimension(s) and the array at index %d has %d"
                        + " dimension(s)")
                    .formatted(first.rank(), i, arrays.get(i).shape().rank()));
      }
    }
    int total = Math.max(first.size(axis), Shape.ANY);
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
          throw run.error(
              "ValueError",
              !common.equals(first)
                  ? null
                  : ("all the input array dimensions %s the concatenation axis must match exactly,"
                         + " but along dimension %d, the array at index 0 has size %d and the array"
                         + " at index %d has size %d")
                      .formatted(
                          run.target() == fitmend.inference.Target.TENSORFLOW_1_15
                              ? "for"
                              : "except for",
                          at,
                          first.size(at),
                          i,
                          shape.size(at)));
        }
      }
    }
    Tensor made = Arrays.made(type, common.with(axis, total), name, arrays, run);
    boolean isOneHot = axis == 0 && arrays.stream().allMatch(each -> each.labels().isOneHot());
    boolean isRanged = arrays.stream().allMatch(each -> each.labels().isRangeKnown());
    if (isRanged) {
      made =
          made.withLabels(
              new Labels(
                  arrays.stream().mapToDouble(each -> each.labels().low()).min().getAsDouble(),
                  arrays.stream().mapToDouble(each -> each.labels().high()).max().getAsDouble(),
                  isOneHot));
    }
    if (axis == 0
        && arrays.stream().allMatch(each -> each.content().isPresent())
        && Types.isNumber(type)
        && !type.isComplex()) {
      List<Object> elements = new ArrayList<>();
      DataType held = type;
      for (Tensor array : arrays) {
        array.content().get().forEach(each -> elements.add(Arrays.cast(each, held)));
      }
      made = made.withContent(elements);
    }
    return made;
  }

  static Tensor stack(List<Value> values, Value axisValue, Execution run) {
    if (values.isEmpty()) {
      throw run.error("ValueError", "need at least one array to stack");
    }
    List<Tensor> arrays = new ArrayList<>();
    for (Value value : values) {
      arrays.add(Arrays.of(value, run));
    }
    for (Tensor array : arrays) {
      if (!array.shape().isRanked()) {
        throw new NotKnown("arrays to stack");
      }
      if (!array.shape().isCompatible(arrays.getFirst().shape())) {
        throw run.error("ValueError", "all input arrays must have the same shape");
      }
    }
    long number = Tensors.integer(axisValue).orElseThrow(() -> new NotKnown("an axis"));
    int axis = Arrays.axis(number, arrays.getFirst().shape().rank() + 1, run);
    List<Tensor> longer = new ArrayList<>();
    for (Tensor array : arrays) {
      longer.add(same(array, array.shape().insert(axis, 1), "expand_dims", run));
    }
    return joined(longer, Constant.of(axis), "stack", run);
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

  static Tensor broadcast(Tensor array, Shape wanted, Execution run) {
    Optional<Shape> both = Broadcasting.of(array.shape(), wanted);
    if (both.isEmpty() || !both.get().equals(wanted)) {
      throw new NotKnown("broadcast_to");
    }
    Tensor made = Arrays.made(array.type(), wanted, "broadcast_to", List.of(array), run);
    return wanted.isFull() && wanted.count() <= 1024 && array.shape().isFull()
        ? Gathering.moved(made, array, Gathering.broadcast(array.shape(), wanted))
        : made;
  }
}
