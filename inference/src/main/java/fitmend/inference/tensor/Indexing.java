package fitmend.inference.tensor;

import fitmend.inference.Target;
import fitmend.inference.python.Slicing;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What square brackets take out of a NumPy array: numbers, slices, new axes, an ellipsis, arrays of
 * places, masks.
 *
 * @see <a href="https://numpy.org/doc/stable/user/basics.indexing.html">Indexing on ndarrays</a>
 */
public final class Indexing {
  /**
   * What is taken.
   *
   * @param places where each element stood in the array, if that is asked for and known
   */
  public record Selection(Shape shape, Optional<int[]> places) {}

  /** Some axes of the result, and how far each of their elements is from the first one. */
  private record Part(Shape shape, int[] offsets) {}

  private static final int MOST_PLACES = 4096;

  private final Shape shape;
  private final boolean isSmall;
  private final Execution run;
  private final List<Part> parts = new ArrayList<>();
  private final List<Tensor> arrays = new ArrayList<>();
  private final List<Integer> arrayAxes = new ArrayList<>();
  private int arraysAt = -1;
  private boolean areArraysApart;
  private boolean isAfterArrays;
  private int constant;

  private Indexing(Shape shape, boolean isMoved, Execution run) {
    this.shape = shape;
    this.isSmall = isMoved && shape.isFull() && shape.count() <= MOST_PLACES;
    this.run = run;
  }

  /**
   * Takes what an index says; raises NumPy's IndexError. Empty when it cannot be told. Lists have
   * to be arrays already.
   *
   * @param isMoved whether the places are asked for
   */
  public static Optional<Selection> of(Shape shape, Value index, boolean isMoved, Execution run) {
    List<Value> items = index instanceof Tuple tuple ? tuple.elements() : List.of(index);
    for (Value item : items) {
      if (isRefused(item)) {
        throw run.error(
            "IndexError",
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
                + " boolean arrays are valid indices");
      }
      if (item instanceof Tensor tensor
          && (tensor.type().isFloating() || tensor.type() == DataType.STRING)) {
        throw run.error(
            "IndexError",
            tensor.type() == DataType.STRING
                    || tensor.shape().isRanked() && tensor.shape().rank() == 0
                ? null
                : "arrays used as indices must be of integer (or boolean) type");
      }
      if (!isUnderstood(item)) {
        return Optional.empty();
      }
    }
    if (!shape.isRanked()) {
      return Optional.empty();
    }
    return new Indexing(shape, isMoved, run).take(items);
  }

  private static boolean isRefused(Value item) {
    return item instanceof Constant constant
            && (constant.value() instanceof Double || constant.value() instanceof String)
        || item instanceof Scalar scalar && (scalar == Scalar.FLOAT || scalar == Scalar.STR);
  }

  private static boolean isUnderstood(Value item) {
    return switch (item) {
      case Constant constant ->
          constant.isNone() || constant == Constant.ELLIPSIS || constant.value() instanceof Long;
      case Scalar scalar -> scalar.type() == Scalar.Type.INT;
      case SliceValue slice -> true;
      case Tensor tensor ->
          tensor.shape().isRanked()
              && (tensor.type().isInteger()
                  || tensor.type() == DataType.BOOL && tensor.shape().rank() > 0)
              && !tensor.holder().isDeferred();
      default -> false;
    };
  }

  private static int consumed(Value item) {
    return item instanceof Constant constant && (constant.isNone() || item == Constant.ELLIPSIS)
        ? 0
        : item instanceof Tensor tensor && tensor.type() == DataType.BOOL
            ? tensor.shape().rank()
            : 1;
  }

  private Optional<Selection> take(List<Value> items) {
    int used = items.stream().mapToInt(Indexing::consumed).sum();
    if (items.stream().filter(item -> item == Constant.ELLIPSIS).count() > 1) {
      throw run.error("IndexError", "an index can only have a single ellipsis ('...')");
    }
    if (used > shape.rank()) {
      throw run.error(
          "IndexError",
          shape.rank() == 0
              ? null
              : run.target() == Target.TENSORFLOW_1_15
                  ? "too many indices for array"
                  : "too many indices for array: array is %d-dimensional, but %d were indexed"
                      .formatted(shape.rank(), used));
    }
    // A number beside arrays is an array without axes.
    boolean hasArrays =
        items.stream().anyMatch(item -> item instanceof Tensor tensor && tensor.shape().rank() > 0);
    int axis = 0;
    for (Value item : items) {
      if (item == Constant.ELLIPSIS) {
        isAfterArrays = arraysAt >= 0;
        for (int left = shape.rank() - used; left > 0; left--) {
          whole(axis++);
        }
      } else if (item instanceof Constant constant && constant.isNone()) {
        isAfterArrays = arraysAt >= 0;
        parts.add(new Part(Shape.of(1), new int[1]));
      } else if (item instanceof SliceValue slice) {
        isAfterArrays = arraysAt >= 0;
        slice(slice, axis++);
      } else if (item instanceof Tensor tensor && tensor.type() == DataType.BOOL) {
        mask(tensor, axis);
        axis += tensor.shape().rank();
      } else if (hasArrays) {
        array(asArray(item), axis++);
      } else {
        number(item, axis++);
      }
    }
    while (axis < shape.rank()) {
      whole(axis++);
    }
    if (hasArrays) {
      parts.add(areArraysApart ? 0 : arraysAt, together());
    }
    return Optional.of(selection());
  }

  private Tensor asArray(Value item) {
    if (item instanceof Tensor tensor) {
      return tensor;
    }
    Tensor scalar =
        Tensors.made(Tensor.Holder.NUMPY, DataType.INT64, Shape.SCALAR, "index", List.of(), run);
    return item instanceof Constant(Long number) ? scalar.withContent(List.of(number)) : scalar;
  }

  private int stride(int axis) {
    long stride = shape.slice(axis + 1, shape.rank()).count();
    return stride > MOST_PLACES ? 0 : (int) stride;
  }

  private void whole(int axis) {
    int size = shape.size(axis);
    int[] offsets = null;
    if (isSmall) {
      offsets = new int[size];
      Arrays.setAll(offsets, i -> i * stride(axis));
    }
    parts.add(new Part(Shape.of(size), offsets));
  }

  private void slice(SliceValue slice, int axis) {
    int size = shape.size(axis);
    SliceValue plain =
        new SliceValue(bound(slice.lower()), bound(slice.upper()), bound(slice.step()));
    if (plain.step() instanceof Constant(Long step) && step == 0) {
      throw run.error("ValueError", "slice step cannot be zero");
    }
    if (size == Shape.ANY) {
      boolean isAll =
          isNone(plain.lower())
              && isNone(plain.upper())
              && (isNone(plain.step()) || plain.step() instanceof Constant(Long s) && s == -1);
      parts.add(new Part(Shape.of(isAll ? size : Shape.ANY), null));
      return;
    }
    int count = Slicing.count(plain, size);
    int[] offsets =
        count >= 0 && isSmall
            ? Arrays.stream(Slicing.places(plain, size).orElseThrow())
                .map(place -> place * stride(axis))
                .toArray()
            : null;
    parts.add(new Part(Shape.of(count), offsets));
  }

  private static boolean isNone(Value value) {
    return value instanceof Constant constant && constant.isNone();
  }

  private static Value bound(Value value) {
    return Tensors.integer(value).<Value>map(Constant::of).orElse(value);
  }

  private void number(Value item, int axis) {
    Optional<Long> number = Tensors.integer(item);
    if (number.isPresent()) {
      constant += place(number.get(), axis) * stride(axis);
    } else {
      parts.add(new Part(Shape.SCALAR, null));
    }
  }

  /** From 0 on; raises IndexError. */
  private int place(long number, int axis) {
    int size = shape.size(axis);
    if (size != Shape.ANY && (number >= size || number < -size)) {
      throw run.error(
          "IndexError",
          "index %d is out of bounds for axis %d with size %d".formatted(number, axis, size));
    }
    return (int) (number < 0 ? number + Math.max(size, 0) : number);
  }

  private void array(Tensor places, int axis) {
    if (arraysAt < 0) {
      arraysAt = parts.size();
    }
    areArraysApart |= isAfterArrays;
    arrays.add(places);
    arrayAxes.add(axis);
  }

  /** A mask is the arrays of the places where it is true. */
  private void mask(Tensor mask, int axis) {
    for (int i = 0; i < mask.shape().rank(); i++) {
      int size = shape.size(axis + i);
      int wanted = mask.shape().size(i);
      if (size != Shape.ANY && wanted != Shape.ANY && size != wanted) {
        throw run.error(
            "IndexError",
            (run.target() == Target.TENSORFLOW_2_21
                    ? "boolean index did not match indexed array along axis %d; size of axis is %d"
                        + " but size of corresponding boolean axis is %d"
                    : "boolean index did not match indexed array along dimension %d; dimension is"
                        + " %d but corresponding boolean dimension is %d")
                .formatted(axis + i, size, wanted));
      }
    }
    Optional<List<Object>> content = mask.content();
    for (int i = 0; i < mask.shape().rank(); i++) {
      List<Object> places = new ArrayList<>();
      if (content.isPresent()) {
        long stride = mask.shape().slice(i + 1, mask.shape().rank()).count();
        for (int at = 0; at < content.get().size(); at++) {
          if (content.get().get(at) == Boolean.TRUE) {
            places.add(at / stride % mask.shape().size(i));
          }
        }
      }
      Shape count = Shape.of(content.isPresent() ? places.size() : Shape.ANY);
      Tensor made =
          Tensors.made(Tensor.Holder.NUMPY, DataType.INT64, count, "mask", List.of(), run);
      array(content.isPresent() ? made.withContent(places) : made, axis + i);
    }
  }

  private Part together() {
    Shape common = Shape.SCALAR;
    for (Tensor array : arrays) {
      Optional<Shape> both = Broadcasting.of(common, array.shape());
      if (both.isEmpty()) {
        StringBuilder shapes = new StringBuilder();
        arrays.forEach(
            each -> shapes.append(each.shape().tupleText().replace(" ", "")).append(' '));
        throw run.error(
            "IndexError",
            "shape mismatch: indexing arrays could not be broadcast together with shapes "
                + shapes);
      }
      common = both.get();
    }
    int[] offsets =
        isSmall && common.isFull() && common.count() <= MOST_PLACES
            ? new int[(int) common.count()]
            : null;
    for (int i = 0; i < arrays.size(); i++) {
      Optional<List<Object>> content = arrays.get(i).content();
      int axis = arrayAxes.get(i);
      if (content.isEmpty()) {
        offsets = null;
        continue;
      }
      int[] from = offsets == null ? null : Gathering.broadcast(arrays.get(i).shape(), common);
      // NumPy does not look at the places when none is taken.
      if (common.count() != 0) {
        content.get().forEach(number -> place((Long) number, axis));
      }
      for (int at = 0; offsets != null && at < offsets.length; at++) {
        offsets[at] += place((Long) content.get().get(from[at]), axis) * stride(axis);
      }
    }
    return new Part(common, offsets);
  }

  private Selection selection() {
    Shape result = Shape.SCALAR;
    boolean isKnown = isSmall;
    for (Part part : parts) {
      result = result.concat(part.shape());
      isKnown &= part.offsets() != null;
    }
    if (!isKnown || result.count() > MOST_PLACES) {
      return new Selection(result, Optional.empty());
    }
    int[] places = {constant};
    for (Part part : parts) {
      int[] longer = new int[places.length * part.offsets().length];
      for (int i = 0; i < longer.length; i++) {
        int width = part.offsets().length;
        longer[i] = places[i / width] + part.offsets()[i % width];
      }
      places = longer;
    }
    return new Selection(result, Optional.of(places));
  }
}
