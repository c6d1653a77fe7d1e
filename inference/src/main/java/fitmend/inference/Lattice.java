package fitmend.inference;

import fitmend.inference.Internals.Elements;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Dataset;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.inference.Value.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a value that may be one or the other; a join only loses knowledge. */
final class Lattice {
  static final Unknown UNKNOWN = new Unknown("not followed");

  /** What an empty list holds. */
  private static final Unknown NOTHING = new Unknown("nothing");

  private static final Unknown DIFFERS = new Unknown("differs from one evaluation to another");

  private Lattice() {}

  static Value join(Value left, Value right) {
    if (left.equals(right)) {
      return left;
    }
    if (left instanceof Array a && right instanceof Array b && a.holder() == b.holder()) {
      return new Array(
          a.holder(),
          a.dataType() == b.dataType() ? a.dataType() : DataType.UNKNOWN,
          join(a.shape(), b.shape()),
          a.madeAt());
    }
    if (left instanceof Sequence a
        && right instanceof Sequence b
        && a.elements().size() == b.elements().size()) {
      List<Value> elements = new ArrayList<>();
      for (int i = 0; i < a.elements().size(); i++) {
        elements.add(join(a.elements().get(i), b.elements().get(i)));
      }
      return new Sequence(elements);
    }
    Optional<Elements> one = asList(left);
    Optional<Elements> other = asList(right);
    if (one.isPresent() && other.isPresent()) {
      return join(one.get(), other.get());
    }
    if (left instanceof Dataset a && right instanceof Dataset b) {
      return new Dataset(join(a.element(), b.element()), a.madeAt());
    }
    Optional<DataType> leftScalar = scalarType(left);
    if (leftScalar.isPresent() && leftScalar.equals(scalarType(right))) {
      return scalar(leftScalar.get());
    }
    return DIFFERS;
  }

  /** A list, however long it is. */
  private static Optional<Elements> asList(Value value) {
    return switch (value) {
      case Elements elements -> Optional.of(elements);
      case Sequence several ->
          Optional.of(
              new Elements(
                  several.elements().stream().reduce(Lattice::join).orElse(NOTHING), true));
      default -> Optional.empty();
    };
  }

  private static Elements join(Elements left, Elements right) {
    Value element =
        left.element() == NOTHING
            ? right.element()
            : right.element() == NOTHING ? left.element() : join(left.element(), right.element());
    return new Elements(element, left.isList() && right.isList());
  }

  static Shape join(Shape left, Shape right) {
    if (!left.isRanked() || !right.isRanked() || left.rank() != right.rank()) {
      return Shape.UNKNOWN;
    }
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < left.rank(); i++) {
      int size = left.dimensions().get(i);
      dimensions.add(size == right.dimensions().get(i) ? size : -1);
    }
    return new Shape(dimensions);
  }

  /** A Python number of which only the type is known. */
  static Array scalar(DataType type) {
    return new Array(Holder.PYTHON, type, Shape.of(), null);
  }

  /** The type of a Python number; empty for anything else. */
  static Optional<DataType> scalarType(Value value) {
    return switch (value) {
      case Constant(Long number) -> Optional.of(DataType.INT64);
      case Constant(Double number) -> Optional.of(DataType.FLOAT64);
      case Constant(Boolean truth) -> Optional.of(DataType.BOOL);
      case Array a when a.holder() == Holder.PYTHON && a.shape().equals(Shape.of()) ->
          Optional.of(a.dataType());
      default -> Optional.empty();
    };
  }

  /** The size that an integer value stands for; -1 when it is not known. */
  static int size(Value value) {
    return value instanceof Constant(Long number) && number >= 0 && number < Integer.MAX_VALUE
        ? number.intValue()
        : -1;
  }

  static boolean isNone(Value value) {
    return value instanceof Constant(Object nothing) && nothing == null;
  }
}
