package fitmend.inference;

import fitmend.inference.Internals.Reference;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Sequence;
import java.util.ArrayList;
import java.util.List;

/** What {@code array[…]} does to a shape, by Python's and NumPy's rules. */
final class Indexing {
  private Indexing() {}

  /** One part of an index. */
  sealed interface Part {}

  /** {@code ...}. */
  record Rest() implements Part {}

  /** {@code lower:upper:step}; null for an absent bound. */
  record Range(Value lower, Value upper, Value step) implements Part {}

  /** An expression. */
  record At(Value value) implements Part {}

  /** The shape of the result; not ranked as soon as one part is not understood. */
  static Shape apply(Shape shape, List<Part> parts) {
    if (!shape.isRanked()) {
      return Shape.UNKNOWN;
    }
    long consumed = 0;
    long arrays = 0;
    for (Part part : parts) {
      if (part instanceof At(Value value)) {
        if (isNewAxis(value)) {
          continue;
        }
        int axes = axesConsumed(value);
        if (axes < 0) {
          return Shape.UNKNOWN;
        }
        consumed += axes;
        arrays += isInteger(value) ? 0 : 1;
      } else if (part instanceof Range) {
        consumed++;
      }
    }
    if (consumed > shape.rank() || arrays > 1) {
      return Shape.UNKNOWN;
    }
    List<Integer> sizes = shape.dimensions();
    List<Integer> result = new ArrayList<>();
    int axis = 0;
    boolean restSeen = false;
    for (Part part : parts) {
      switch (part) {
        case Rest rest -> {
          int skipped = restSeen ? 0 : (int) (shape.rank() - consumed);
          restSeen = true;
          result.addAll(sizes.subList(axis, axis + skipped));
          axis += skipped;
        }
        case Range range -> result.add(sizeOf(range, sizes.get(axis++)));
        case At(Value value) when isNewAxis(value) -> result.add(1);
        case At(Value value) when isInteger(value) -> axis++;
        case At(Value value) -> {
          axis += axesConsumed(value);
          result.addAll(axesConsumed(value) > 1 ? List.of(-1) : gathered(value));
        }
      }
    }
    result.addAll(sizes.subList(axis, sizes.size()));
    return new Shape(result);
  }

  /** Whether the value is one integer, so that the axis is dropped. */
  static boolean isInteger(Value value) {
    return Lattice.scalarType(value).filter(DataType::isInteger).isPresent()
        || (value instanceof Array array
            && array.dataType().isInteger()
            && array.shape().equals(Shape.of()));
  }

  private static boolean isNewAxis(Value value) {
    return Lattice.isNone(value)
        || (value instanceof Reference(String path) && path.endsWith(".newaxis"));
  }

  private static int axesConsumed(Value value) {
    if (isInteger(value)) {
      return 1;
    }
    if (value instanceof Array array && array.shape().isRanked() && array.shape().rank() > 0) {
      return array.dataType().isInteger()
          ? 1
          : array.dataType() == DataType.BOOL ? array.shape().rank() : -1;
    }
    if (value instanceof Sequence sequence && !sequence.elements().isEmpty()) {
      return sequence.elements().stream().allMatch(Indexing::isInteger) ? 1 : -1;
    }
    return -1;
  }

  private static List<Integer> gathered(Value value) {
    if (value instanceof Array array) {
      return array.dataType() == DataType.BOOL ? List.of(-1) : array.shape().dimensions();
    }
    return List.of(((Sequence) value).elements().size());
  }

  private static int sizeOf(Range range, int size) {
    if (range.lower() == null && range.upper() == null && range.step() == null) {
      return size;
    }
    Long lower = number(range.lower());
    Long upper = number(range.upper());
    Long step = range.step() == null ? Long.valueOf(1) : number(range.step());
    boolean isKnown =
        (range.lower() == null || lower != null)
            && (range.upper() == null || upper != null)
            && step != null
            && step > 0;
    if (!isKnown) {
      return -1;
    }
    if (size < 0) {
      return sizeOfUnknown(lower == null ? 0 : lower, upper, step);
    }
    long from = clamp(lower == null ? 0 : lower, size);
    long to = clamp(upper == null ? size : upper, size);
    return (int) Math.max(0, (to - from + step - 1) / step);
  }

  /** An axis of unknown size has at least one entry when it is cut from the first or last. */
  private static int sizeOfUnknown(long lower, Long upper, long step) {
    boolean isFirst = lower == 0 && upper != null && upper == 1;
    boolean isLast = lower == -1 && upper == null;
    return step == 1 && (isFirst || isLast) ? 1 : -1;
  }

  private static long clamp(long bound, int size) {
    return Math.max(0, Math.min(bound < 0 ? bound + size : bound, size));
  }

  private static Long number(Value value) {
    return value instanceof Constant(Long number) ? number : null;
  }
}
