package fitmend.inference;

import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What operations do to shapes. */
final class Shapes {
  private Shapes() {}

  /** The shape that a {@code shape} or {@code size} argument asks for; null is a scalar. */
  static Shape of(Value value) {
    if (value == null || Lattice.isNone(value)) {
      return Shape.of();
    }
    if (Lattice.scalarType(value).filter(DataType::isInteger).isPresent()) {
      return Shape.of(Lattice.size(value));
    }
    if (value instanceof Sequence sequence) {
      List<Integer> dimensions = new ArrayList<>();
      for (Value element : sequence.elements()) {
        dimensions.add(Lattice.size(element));
      }
      return new Shape(dimensions);
    }
    return Shape.UNKNOWN;
  }

  /** A shape as Python shows it: a tuple of numbers. */
  static Value tuple(Shape shape) {
    if (!shape.isRanked()) {
      return Lattice.UNKNOWN;
    }
    List<Value> elements = new ArrayList<>();
    for (int size : shape.dimensions()) {
      elements.add(size < 0 ? Lattice.UNKNOWN : new Constant((long) size));
    }
    return new Sequence(elements);
  }

  static Shape broadcast(Shape left, Shape right) {
    if (!left.isRanked() || !right.isRanked()) {
      return Shape.UNKNOWN;
    }
    int rank = Math.max(left.rank(), right.rank());
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int a = sizeFromEnd(left, rank - i);
      int b = sizeFromEnd(right, rank - i);
      dimensions.add(a == 1 ? b : b == 1 || a == b ? a : a < 0 ? (b < 0 ? -1 : b) : b < 0 ? a : -1);
    }
    return new Shape(dimensions);
  }

  private static int sizeFromEnd(Shape shape, int fromEnd) {
    return fromEnd > shape.rank() ? 1 : shape.dimensions().get(shape.rank() - fromEnd);
  }

  /** The shape with one axis replaced. */
  static Shape with(Shape shape, int axis, int size) {
    if (!shape.isRanked() || Math.abs(axis + 0.5) > shape.rank()) {
      return shape;
    }
    List<Integer> dimensions = new ArrayList<>(shape.dimensions());
    dimensions.set(axis < 0 ? axis + shape.rank() : axis, size);
    return new Shape(dimensions);
  }

  static int last(Shape shape) {
    return shape.isRanked() && shape.rank() > 0 ? shape.dimensions().get(shape.rank() - 1) : -1;
  }

  /** As many axes, of any size. */
  static Shape withoutSizes(Shape shape) {
    return shape.isRanked() ? new Shape(Collections.nCopies(shape.rank(), -1)) : shape;
  }

  /** The shape without its first axis. */
  static Shape element(Shape shape) {
    return shape.isRanked() && shape.rank() > 0
        ? new Shape(shape.dimensions().subList(1, shape.rank()))
        : Shape.UNKNOWN;
  }

  /** The shape with one more axis in front. */
  static Shape batched(int size, Shape shape) {
    return shape.isRanked() ? inserted(shape, 0, size) : Shape.UNKNOWN;
  }

  /** One more axis; a negative position counts from the end of the result. */
  static Shape inserted(Shape shape, int axis, int size) {
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    int at = axis < 0 ? axis + shape.rank() + 1 : axis;
    if (at < 0 || at > shape.rank()) {
      return Shape.UNKNOWN;
    }
    List<Integer> dimensions = new ArrayList<>(shape.dimensions());
    dimensions.add(at, size);
    return new Shape(dimensions);
  }

  /** The axes that an {@code axis} argument names; empty when it cannot be told. */
  static Optional<Set<Integer>> axes(Value axis, int rank) {
    Set<Integer> axes = new TreeSet<>();
    List<Value> named = axis instanceof Sequence sequence ? sequence.elements() : List.of(axis);
    for (Value one : named) {
      if (!(one instanceof Constant(Long number))) {
        return Optional.empty();
      }
      int at = (int) (number < 0 ? number + rank : number);
      if (at < 0 || at >= rank) {
        return Optional.empty();
      }
      axes.add(at);
    }
    return Optional.of(axes);
  }

  /** The result of a reduction; a null or None axis means all. */
  static Shape reduced(Shape shape, Value axis, Value keepdims) {
    boolean all = axis == null || Lattice.isNone(axis);
    boolean keeps = keepdims instanceof Constant(Boolean truth) && truth;
    if (keepdims != null && !(keepdims instanceof Constant)) {
      return Shape.UNKNOWN;
    }
    if (all && !keeps) {
      return Shape.of();
    }
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    Optional<Set<Integer>> axes =
        all ? Optional.of(Set.copyOf(range(shape.rank()))) : axes(axis, shape.rank());
    if (axes.isEmpty()) {
      return Shape.UNKNOWN;
    }
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (!axes.get().contains(i)) {
        dimensions.add(shape.dimensions().get(i));
      } else if (keeps) {
        dimensions.add(1);
      }
    }
    return new Shape(dimensions);
  }

  static List<Integer> range(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  static Shape squeezed(Shape shape, Value axis) {
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    if (axis == null || Lattice.isNone(axis)) {
      return shape.dimensions().contains(-1)
          ? Shape.UNKNOWN
          : new Shape(shape.dimensions().stream().filter(size -> size != 1).toList());
    }
    return reduced(shape, axis, null);
  }

  /** The product of the sizes, or -1. */
  static int product(List<Integer> dimensions) {
    long product = 1;
    for (int size : dimensions) {
      product = size < 0 || product < 0 ? -1 : product * size;
    }
    return product > Integer.MAX_VALUE ? -1 : (int) product;
  }

  /** A reshape; one size of the request may be -1. */
  static Shape reshaped(Shape shape, Value request) {
    List<Value> parts =
        request instanceof Sequence sequence ? sequence.elements() : List.of(request);
    if (!(request instanceof Sequence)
        && Lattice.scalarType(request).filter(DataType::isInteger).isEmpty()) {
      return Shape.UNKNOWN;
    }
    List<Integer> dimensions = new ArrayList<>();
    int inferred = -1;
    for (Value part : parts) {
      if (part instanceof Constant(Long number) && number == -1) {
        inferred = dimensions.size();
      }
      dimensions.add(Lattice.size(part));
    }
    int total = shape.isRanked() ? product(shape.dimensions()) : -1;
    if (inferred >= 0 && total >= 0) {
      List<Integer> others = new ArrayList<>(dimensions);
      others.remove(inferred);
      int rest = product(others);
      if (rest > 0 && total % rest == 0) {
        dimensions.set(inferred, total / rest);
      }
    }
    return new Shape(dimensions);
  }

  /** A transposition; null or None reverses the axes. */
  static Shape transposed(Shape shape, Value order) {
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    List<Integer> dimensions = new ArrayList<>(shape.dimensions());
    if (order == null || Lattice.isNone(order)) {
      Collections.reverse(dimensions);
      return new Shape(dimensions);
    }
    if (!(order instanceof Sequence sequence) || sequence.elements().size() != shape.rank()) {
      return Shape.UNKNOWN;
    }
    for (int i = 0; i < shape.rank(); i++) {
      int from = Lattice.size(sequence.elements().get(i));
      dimensions.set(i, from < 0 || from >= shape.rank() ? -1 : shape.dimensions().get(from));
    }
    return new Shape(dimensions);
  }

  /** Arrays one behind the other along an axis that they have. */
  static Shape concatenated(List<Shape> shapes, Value axis) {
    Shape result = Shape.UNKNOWN;
    int total = 0;
    for (Shape shape : shapes) {
      if (!shape.isRanked() || !(axis instanceof Constant(Long number))) {
        return Shape.UNKNOWN;
      }
      Optional<Set<Integer>> axes = axes(axis, shape.rank());
      if (axes.isEmpty() || (result.isRanked() && result.rank() != shape.rank())) {
        return Shape.UNKNOWN;
      }
      int at = axes.get().iterator().next();
      int size = shape.dimensions().get(at);
      total = total < 0 || size < 0 ? -1 : total + size;
      result = result.isRanked() ? Lattice.join(with(result, at, size), shape) : shape;
      result = with(result, at, total);
    }
    return result;
  }

  static Shape matrixProduct(Shape left, Shape right) {
    if (!left.isRanked() || !right.isRanked() || left.rank() < 2 || right.rank() != 2) {
      return left.isRanked() && right.isRanked() && left.rank() == 2 && right.rank() == 1
          ? Shape.of(left.dimensions().get(0))
          : Shape.UNKNOWN;
    }
    return with(left, -1, last(right));
  }

  /** The shape of a nest of lists with arrays and numbers in it. */
  static Shape ofNest(Value value) {
    if (Lattice.scalarType(value).isPresent() || value instanceof Constant) {
      return Shape.of();
    }
    if (value instanceof Array array) {
      return array.shape();
    }
    if (!(value instanceof Sequence sequence)) {
      return Shape.UNKNOWN;
    }
    if (sequence.elements().isEmpty()) {
      return Shape.of(0);
    }
    Shape element = null;
    for (Value one : sequence.elements()) {
      Shape shape = ofNest(one);
      element = element == null ? shape : Lattice.join(element, shape);
    }
    return batched(sequence.elements().size(), element);
  }
}
